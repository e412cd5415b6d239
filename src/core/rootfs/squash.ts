import type { LayerEntries } from '../layer/layer-entries.ts';
import { treeAt } from './file-tree.ts';
import type { Rootfs } from './rootfs.ts';
import { stackLayers } from './stack-layers.ts';

/**
 * The tree that a container of these layers, lowest first, would see: see `stackLayers`. Who wants to know more of them than
 * the final tree stacks them himself.
 * @throws DumpError `limit-reached` above `ROOTFS_PATHS` paths
 */
export function squashLayers(layers: readonly LayerEntries[]): Rootfs {
  return { layers, tree: treeAt(stackLayers(layers)) };
}
