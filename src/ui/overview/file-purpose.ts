import type { DumpFile, DumpModel, FileRole } from '../../core/dump/dump-model.ts';

/** Which layer of which image a file is, both counted from 1; the first image that has it wins. */
export interface LayerPlace {
  readonly image: number;
  readonly layer: number;
}

/** Layer places by path, links resolved, so that a v1 name and the blob behind it have the same number. */
export function layerPlaces(model: DumpModel): ReadonlyMap<string, LayerPlace> {
  const places = new Map<string, LayerPlace>();
  model.images.forEach((image, i) => {
    image.layers.forEach((layer, j) => {
      if (!places.has(layer.path)) places.set(layer.path, { image: i + 1, layer: j + 1 });
    });
  });
  for (const file of model.files) {
    const target = file.resolvesTo === null ? undefined : places.get(file.resolvesTo);
    if (target !== undefined && !places.has(file.path)) places.set(file.path, target);
    const own = places.get(file.path);
    if (file.resolvesTo !== null && own !== undefined && !places.has(file.resolvesTo)) places.set(file.resolvesTo, own);
  }
  return places;
}

const purposes: Record<FileRole, string> = {
  index: 'Start here: lists the images',
  'oci-layout': 'Marks the folder as an OCI layout',
  'docker-manifest': 'Docker’s own list of images',
  repositories: 'Old tag list, kept for old Docker',
  'image-index': 'List of images, one for each platform',
  'image-manifest': 'Manifest: parts list of one image',
  'image-config': 'Config: how to run it, history',
  layer: 'Layer: files, as a tar',
  'legacy-v1-config': 'Old image record, read by nobody today',
  'legacy-layer-json': 'Old record of one layer, for Docker before 1.10',
  'legacy-version': 'Version of the old record beside it',
  attestation: 'Attestation: how the image was built',
  'artifact-manifest': 'Parts list of an artifact',
  'artifact-blob': 'Part of an artifact',
  'skopeo-version': 'Says which layout skopeo wrote',
  unreferenced: 'Nobody refers to it',
  foreign: 'No part of the image',
};

/** What a file is for, in the few words that fit a table row. The file's own page says it in full. */
export function filePurpose(file: DumpFile, place: LayerPlace | undefined, images: number): string {
  const link = file.kind === 'symlink' || file.kind === 'hardlink' ? ' (a link)' : '';
  if (file.role !== 'layer' || place === undefined) return purposes[file.role] + link;
  return `Layer ${place.layer}${images > 1 ? ` of image ${place.image}` : ''}: files, as a tar${link}`;
}

const order: readonly FileRole[] = [
  'index',
  'oci-layout',
  'docker-manifest',
  'skopeo-version',
  'repositories',
  'image-index',
  'image-manifest',
  'image-config',
  'layer',
  'attestation',
  'artifact-manifest',
  'artifact-blob',
  'legacy-v1-config',
  'legacy-layer-json',
  'legacy-version',
  'unreferenced',
  'foreign',
];

/** Entry points first, then what they lead to; files of one role by layer, then by path. */
export function inReadingOrder(model: DumpModel, places: ReadonlyMap<string, LayerPlace>): readonly DumpFile[] {
  const rank = new Map(order.map((role, i) => [role, i]));
  const weight = (place: LayerPlace | undefined): number =>
    place === undefined ? Infinity : place.image * 1e6 + place.layer;
  return [...model.files].sort((a, b) => {
    const byRole = (rank.get(a.role) ?? 99) - (rank.get(b.role) ?? 99);
    if (byRole !== 0) return byRole;
    const [left, right] = [weight(places.get(a.path)), weight(places.get(b.path))];
    return left === right ? Number(a.path > b.path) - Number(a.path < b.path) : left < right ? -1 : 1;
  });
}
