import { entryType } from '../layer/entry-fields.ts';
import type { FileTree } from './file-tree.ts';

/** What one layer stores, and how much of it a container sees. Bytes before compression, without tar headers and padding. */
export interface LayerSums {
  /** Of all its `file` entries. */
  readonly contentBytes: number;
  readonly files: number;
  /** Of those that the tree shows. */
  readonly shownBytes: number;
  readonly shownFiles: number;
}

/**
 * Sums of every layer of the stack, lowest first; layers above the tree's own show nothing. What the layers show adds up to
 * `tree.bytes`. One pass over all entries.
 */
export function sumLayers({ stack, shown }: FileTree): LayerSums[] {
  return stack.layers.map((entries, layer) => {
    const start = stack.starts[layer] ?? 0;
    let [contentBytes, files, shownBytes, shownFiles] = [0, 0, 0, 0];
    for (let i = 0; i < entries.count; i++) {
      if (entryType(entries, i) !== 'file') continue;
      const size = entries.sizes[i] ?? 0;
      contentBytes += size;
      files += 1;
      if (shown[stack.pathOf[start + i] ?? -1] !== start + i) continue;
      shownBytes += size;
      shownFiles += 1;
    }
    return { contentBytes, files, shownBytes, shownFiles };
  });
}
