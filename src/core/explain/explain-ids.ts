import type { CreateHasher } from '../bytes/hasher.ts';
import type { DumpImage, DumpModel } from '../dump/dump-model.ts';
import { computeChainIds } from '../oci/chain-id.ts';
import { digestFromBlobPath, isDigest } from '../oci/digest.ts';
import { lookupOf } from './dump-lookup.ts';
import { grouped } from './plain-words.ts';

/** One of the many numbers that stand for an image or a layer. */
export interface IdRow {
  readonly name: string;
  readonly value: string;
  /** The formula, in words. */
  readonly how: string;
  /** Where people meet it. */
  readonly shownBy: string;
  /** The file it is about; null when there is none here. */
  readonly path: string | null;
  /** Layer counted from 1; null for the image as a whole. */
  readonly layer: number | null;
}

/**
 * All ids of one image, each with how it is computed and which tool shows it. Chain IDs are computed here from the
 * declared diff IDs; the rest is as the model has it.
 * @param imageIndex place in `model.images`; there are no rows for one that does not exist
 */
export function explainIds(model: DumpModel, imageIndex: number, createHasher: CreateHasher): IdRow[] {
  const image = model.images[imageIndex];
  if (!image) return [];
  return [...imageRows(model, image), ...layerRows(model, image, imageIndex, createHasher)];
}

function imageRows(model: DumpModel, image: DumpImage): IdRow[] {
  const lookup = lookupOf(model);
  const rows: IdRow[] = [];
  const sizeOf = (path: string | null): string => {
    const size = path === null ? undefined : lookup.files.get(path)?.size;
    return size === undefined ? '' : ` (${grouped(size)} bytes)`;
  };
  if (image.configDigest) {
    rows.push({
      name: 'Image ID',
      value: image.configDigest,
      how: `SHA-256 of the config file${sizeOf(image.configPath)}.`,
      shownBy: 'docker images and docker inspect with the classic store, podman images, crictl images.',
      path: image.configPath,
      layer: null,
    });
  }
  if (image.manifestDigest) {
    const rewritten =
      model.dialect === 'docker-25' ? ' Docker wrote this manifest while saving, so the registry has another.' : '';
    rows.push({
      name: 'Manifest digest',
      value: image.manifestDigest,
      how: `SHA-256 of the manifest file${sizeOf(image.manifestPath)}.${rewritten}`,
      shownBy:
        'crane digest, skopeo inspect, docker images --digests after a pull, ctr images ls; docker images with the containerd store.',
      path: image.manifestPath,
      layer: null,
    });
  }
  for (const path of indexesOf(model, image)) {
    const digest = digestFromBlobPath(path);
    if (digest === null) continue;
    rows.push({
      name: 'Index digest',
      value: digest,
      how: `SHA-256 of the image index${sizeOf(path)}, which lists this image with its other platforms or its attestations.`,
      shownBy:
        'docker images with the containerd store, ctr images ls, crane digest, docker buildx imagetools inspect.',
      path,
      layer: null,
    });
  }
  return rows;
}

function indexesOf(model: DumpModel, image: DumpImage): Set<string> {
  const references = image.manifestPath === null ? [] : lookupOf(model).referencesTo(image.manifestPath);
  return new Set(references.filter(({ relation }) => relation === 'manifest').map(({ from }) => from));
}

function layerRows(model: DumpModel, image: DumpImage, imageIndex: number, createHasher: CreateHasher): IdRow[] {
  const diffIds = image.layers.map(({ diffId }) => diffId);
  // A chain ends where a diff ID is missing or malformed: what lies above cannot be computed.
  const known = diffIds.findIndex((diffId) => diffId === null || !isDigest(diffId));
  const chainIds = computeChainIds(
    (known === -1 ? diffIds : diffIds.slice(0, known)).filter((diffId) => diffId !== null),
    createHasher,
  );
  return image.layers.flatMap((layer, i): IdRow[] => {
    const number = i + 1;
    const about = { path: layer.present ? layer.path : null, layer: number };
    const rows: IdRow[] = [];
    if (layer.diffId !== null) {
      rows.push({
        ...about,
        name: `Layer ${number}: diff ID`,
        value: layer.diffId,
        how: 'SHA-256 of the layer’s tar after unpacking, whatever it is packed with.',
        shownBy: 'docker inspect and podman inspect (RootFS.Layers), skopeo inspect --config, crane config.',
      });
    }
    if (layer.digest !== null && layer.digest !== layer.diffId) {
      rows.push({
        ...about,
        name: `Layer ${number}: digest`,
        value: layer.digest,
        how: 'SHA-256 of the layer as it is stored, packed.',
        shownBy: 'docker pull (its first 12 digits), crane manifest, skopeo inspect, ctr content ls.',
      });
    }
    const chainId = chainIds[i];
    if (chainId !== undefined) {
      const how =
        i === 0
          ? 'Of the first layer: its diff ID.'
          : `SHA-256 of the text “<chain ID of layer ${i}> <diff ID of layer ${number}>”, one blank between them.`;
      rows.push({
        ...about,
        name: `Layer ${number}: chain ID`,
        value: chainId,
        how: `${how} It names the stack of layers up to this one.`,
        shownBy: 'ctr snapshots ls, and the folder names in Docker’s layerdb.',
      });
    }
    const proof = model.legacyProofs.find(
      (one) => one.proof !== 'shape' && one.image === imageIndex && one.layer === number,
    );
    const v1Id = layer.v1Id ?? proof?.id ?? null;
    if (v1Id !== null) {
      const path = proof?.path ?? lookupOf(model).pathOfHex(v1Id);
      rows.push({
        ...about,
        path: path ?? about.path,
        name: `Layer ${number}: v1 id`,
        value: v1Id,
        how: v1How(proof?.hashInput ?? null, createHasher, v1Id, model),
        shownBy:
          'Folder names in docker save up to 24, the id in old layer descriptions, repositories up to Docker 24.',
      });
    }
    return rows;
  });
}

function v1How(hashInput: string | null, createHasher: CreateHasher, id: string, model: DumpModel): string {
  const formula =
    'SHA-256 of the layer’s old description without its id, with the chain ID added as layer_id and the keys sorted.';
  if (hashInput === null)
    return model.dialect === 'docker-1'
      ? 'Docker before 1.10 drew it at random or from the layer; it cannot be computed again.'
      : formula;
  const hasher = createHasher('sha256');
  hasher.update(new TextEncoder().encode(hashInput));
  return hasher.digestHex() === id ? `${formula} Computed again: equal.` : formula;
}
