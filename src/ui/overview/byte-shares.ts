import type { DumpModel, FileRole } from '../../core/dump/dump-model.ts';
import { formatCount } from '../../core/messages/format-size.ts';
import { layerPlaces } from './file-purpose.ts';

/** A part of the dump's bytes. `colour` is a layer's number, or a token of tokens.css without its dashes. */
export interface ByteShare {
  readonly name: string;
  readonly bytes: number;
  readonly colour: number | string;
}

const LAYERS_SHOWN = 6;

/** Where the bytes are: the biggest layers one by one, the rest by what it is for. Links have no bytes of their own. */
export function byteShares(model: DumpModel): readonly ByteShare[] {
  const places = layerPlaces(model);
  const stored = model.files.filter((file) => file.resolvesTo === null && file.source !== null);
  const layers = stored.filter((file) => file.role === 'layer').sort((a, b) => b.size - a.size);
  const shares: ByteShare[] = layers
    .slice(0, layers.length > LAYERS_SHOWN ? LAYERS_SHOWN - 1 : LAYERS_SHOWN)
    .map((file) => {
      const place = places.get(file.path);
      const name =
        place === undefined
          ? 'A layer, copied'
          : `Layer ${place.layer}${model.images.length > 1 ? `, image ${place.image}` : ''}`;
      return { name, bytes: file.size, colour: place?.layer ?? 'role-layer' };
    });
  const rest = layers.slice(shares.length);
  if (rest.length > 0)
    shares.push({
      name: `${formatCount(rest.length)} smaller layers`,
      bytes: sum(rest),
      colour: 'role-layer',
    });
  for (const [name, colour, roles] of groups) {
    const bytes = sum(stored.filter((file) => roles.includes(file.role)));
    if (bytes > 0) shares.push({ name, bytes, colour });
  }
  return shares;
}

const sum = (files: readonly { readonly size: number }[]): number =>
  files.reduce((total, file) => total + file.size, 0);

const groups: readonly (readonly [string, string, readonly FileRole[]])[] = [
  [
    'Indexes and manifests',
    'role-entry',
    ['index', 'docker-manifest', 'image-index', 'image-manifest', 'oci-layout', 'skopeo-version'],
  ],
  ['Configs', 'role-config', ['image-config']],
  ['Tag lists', 'role-tags', ['repositories']],
  ['Legacy records', 'role-old', ['legacy-v1-config', 'legacy-layer-json', 'legacy-version']],
  ['Attestations and artifacts', 'role-manifest', ['attestation', 'artifact-manifest', 'artifact-blob']],
  ['Files nobody refers to', 'ink-3', ['unreferenced', 'foreign']],
];
