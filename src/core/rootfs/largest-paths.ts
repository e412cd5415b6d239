import { LargestItems } from './largest-items.ts';
import { ROOT } from './path-table.ts';
import type { FileTree } from './file-tree.ts';

/** Numbers of paths, the one with the most bytes first. Empty ones are left out. */
export interface LargestPaths {
  readonly files: readonly number[];
  /** By all that lies below; the root is not among them. */
  readonly folders: readonly number[];
}

/** @param limit how many of each at most */
export function largestPaths(tree: FileTree, limit: number): LargestPaths {
  const files = new LargestItems(limit);
  const folders = new LargestItems(limit);
  for (let path = ROOT + 1; path < tree.stack.paths.count; path++) {
    const bytes = tree.bytesIn[path] ?? 0;
    if (bytes > 0) (tree.hasChildren(path) ? folders : files).add(path, bytes);
  }
  return { files: files.sorted().map(({ key }) => key), folders: folders.sorted().map(({ key }) => key) };
}
