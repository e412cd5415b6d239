import type { LayerEntries } from '../layer/layer-entries.ts';
import { treeAt } from './file-tree.ts';
import type { PathsOfLayers } from './paths-of-layers.ts';
import type { Rootfs } from './rootfs.ts';
import { stackLayers } from './stack-layers.ts';

/**
 * The tree that a container of these layers, lowest first, would see: see `stackLayers`. Who wants to know more of them than
 * the final tree stacks them himself.
 * @param ahead what was read of their names before; it serves one image
 * @throws DumpError `limit-reached` above `ROOTFS_PATHS` paths
 */
export function squashLayers(layers: readonly LayerEntries[], ahead?: PathsOfLayers): Rootfs {
  return { layers, tree: treeAt(stackLayers(layers, { ahead })) };
}
