import type { LayerEntries } from '../layer/layer-entries.ts';
import type { FileTree } from './file-tree.ts';

/** An image's final file tree: its layers stacked, whiteouts applied. */
export interface Rootfs {
  readonly layers: readonly LayerEntries[];
  readonly tree: FileTree;
}
