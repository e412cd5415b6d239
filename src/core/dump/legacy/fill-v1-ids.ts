import { member } from '../../json/json-access.ts';
import type { JsonDocument } from '../../json/json-node.ts';
import type { DumpImage, LegacyProof } from '../dump-model.ts';

/**
 * Gives layers the v1 ids that were proved. The description of a lower layer holds for every image that has the same stack
 * below; that of a top layer tells of one config, and so of one image.
 */
export function fillV1Ids(
  images: readonly DumpImage[],
  proofs: readonly LegacyProof[],
  documents: ReadonlyMap<string, JsonDocument>,
): DumpImage[] {
  const lower = new Map<string, string>();
  const top = new Map<number, string>();
  for (const { path, id, image, layer, chainId } of proofs) {
    if (image === null || chainId === null) continue;
    const isTop = member(documents.get(path)?.root, 'config') !== undefined;
    if (!isTop) lower.set(chainId, id);
    else if (images[image]?.layers.length === layer) top.set(image, id);
  }
  return images.map((image, place) => ({
    ...image,
    layers: image.layers.map((layer, i) => {
      const isTop = i === image.layers.length - 1;
      const id = isTop ? top.get(place) : layer.chainId === null ? undefined : lower.get(layer.chainId);
      return layer.v1Id === null && id !== undefined ? { ...layer, v1Id: id } : layer;
    }),
  }));
}
