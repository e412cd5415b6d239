import type { JsonDocument } from '../json/json-node.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { checkDigest, digestFromBlobPath } from '../oci/digest.ts';
import { readDockerManifest, type DockerManifestEntry } from '../oci/docker-manifest.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import { familiarName } from '../oci/reference-name.ts';
import { cleanPath } from './clean-path.ts';
import type { DumpSurvey } from './dump-survey.ts';
import type { ImageDraft, LayerDraft } from './image-draft.ts';

const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';

/**
 * Reads Docker's `manifest.json`: draws its arrows, names its files, and gives one image per entry.
 * Paths are taken as every engine takes them: cleaned, and never out of the dump.
 * @param foreign paths of foreign layers that the layout side knows: their absence is legal here too
 * @see DIALECTS §3, §4, §5
 */
export async function walkDockerManifest(
  survey: DumpSurvey,
  document: JsonDocument,
  foreign: ReadonlySet<string>,
): Promise<ImageDraft[]> {
  const { entries } = readDockerManifest(document);
  await survey.loader.load(entries.flatMap(({ config }) => (config === null ? [] : (insidePath(config) ?? []))));
  const several = entries.length > 1;
  return entries.map((entry) => walkEntry(survey, document, entry, foreign, several));
}

/** The path as it is found in the dump; null when it leads out. */
function insidePath(path: string): string | null {
  const clean = cleanPath(path);
  return clean.escapes || clean.path === '' ? null : clean.path;
}

function walkEntry(
  survey: DumpSurvey,
  document: JsonDocument,
  entry: DockerManifestEntry,
  foreign: ReadonlySet<string>,
  several: boolean,
): ImageDraft {
  const from = document.path;
  const tag = several ? (entry.repoTags[0]?.value ?? null) : null;
  const configPath = entry.config === null ? null : insidePath(entry.config);
  if (entry.config !== null) {
    survey.refer({
      from,
      pointer: pointerOf(entry.pointer, 'Config'),
      relation: 'config',
      digest: null,
      path: configPath,
      more: [tag],
    });
    survey.assign(configPath, 'image-config', configPath === null || isInBlobs(configPath) ? null : DOCKER_CONFIG);
  }
  const sources = new Map(entry.layerSources.map(({ diffId, descriptor }) => [diffId, descriptor]));
  const diffIds = survey.config(configPath)?.diffIds ?? [];
  const layers = entry.layers.map(({ value, pointer }, i): LayerDraft => {
    const path = insidePath(value);
    const source = sources.get(diffIds[i]?.value ?? '');
    const optional = path !== null && foreign.has(path);
    survey.refer({ from, pointer, relation: 'layer', digest: null, path, optional, more: [tag] });
    survey.assign(path, 'layer', source?.mediaType ?? (path === null ? null : impliedLayerType(path)));
    // LayerSources describe the blob the registry has: only for a file of that digest does it say something here.
    const own =
      source && path !== null && source.digest !== null && digestFromBlobPath(path) === source.digest ? source : null;
    const digest = path === null ? null : digestFromBlobPath(path);
    return { digest, path: path ?? '', size: own?.size ?? null, mediaType: source?.mediaType ?? null };
  });
  const pathByDiffId = new Map(layers.map(({ path }, i) => [diffIds[i]?.value ?? '', path]));
  referLayerSources(survey, from, entry, pathByDiffId);
  referParent(survey, from, entry);
  return {
    tags: new Set(entry.repoTags.map(({ value }) => familiarName(value))),
    entryPoints: new Set(['manifest.json']),
    platform: null,
    manifestPath: null,
    manifestDigest: null,
    configPath,
    configDigest: configPath === null ? null : claimedConfigDigest(configPath),
    layers,
  };
}

/** The image ID as the file's name says it; null for names that claim none (`config.json` of Jib). */
function claimedConfigDigest(path: string): string | null {
  const hex = /^(?:sha256:)?([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1];
  return digestFromBlobPath(path) ?? (hex === undefined ? null : `sha256:${hex}`);
}

const isInBlobs = (path: string): boolean => path.startsWith('blobs/');

function impliedLayerType(path: string): string | null {
  if (isInBlobs(path)) return null;
  if (/\.(tar\.gz|tgz)$/.test(path)) return `${DOCKER_LAYER}.gzip`;
  return path.endsWith('.tar.zst') ? `${DOCKER_LAYER}.zstd` : DOCKER_LAYER;
}

/** Each key is a diff ID, each value the descriptor of what a registry has: for a foreign layer that is no file of the dump. */
function referLayerSources(
  survey: DumpSurvey,
  from: string,
  entry: DockerManifestEntry,
  pathByDiffId: ReadonlyMap<string, string>,
): void {
  for (const { diffId, pointer, descriptor } of entry.layerSources) {
    const info = descriptor.mediaType === null ? null : mediaTypeInfo(descriptor.mediaType);
    const optional = info?.foreign ?? false;
    const keyPath = checkDigest(diffId).ok ? pathByDiffId.get(diffId) || survey.store.pathOf(diffId) : null;
    survey.refer({ from, pointer, relation: 'layer-source', digest: diffId, path: keyPath, optional });
    const { digest, size, mediaType } = descriptor;
    if (digest === null) continue;
    const path = digest === diffId ? keyPath : survey.store.pathOf(digest);
    survey.refer({
      from,
      pointer: `${pointer}/digest`,
      relation: 'layer-source',
      digest,
      path,
      size,
      mediaType,
      optional,
    });
  }
}

/** The image this one was built on, by image ID; written only when it is in the same dump. */
function referParent(survey: DumpSurvey, from: string, entry: DockerManifestEntry): void {
  if (entry.parent === null) return;
  const checked = checkDigest(entry.parent);
  const inBlobs = survey.store.pathOf(entry.parent);
  const path = checked.ok ? (survey.isPresent(inBlobs) ? inBlobs : `${checked.encoded}.json`) : null;
  survey.refer({
    from,
    pointer: pointerOf(entry.pointer, 'Parent'),
    relation: 'parent',
    digest: entry.parent,
    path,
    optional: true,
  });
}
