import type { FileTree } from './file-tree.ts';
import { entryAt } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

/** Sums of each path and all below it, by path numbers. A `FileTree` is one: of everything it shows. */
export interface PathSums {
  readonly stack: LayerStack;
  /** Number of the entry that shows at each path; -1 where none does, or it is not counted. */
  readonly shown: Int32Array;
  /** Paths that an entry names, with the path itself. */
  readonly pathsIn: Uint32Array;
  readonly bytesIn: Float64Array;
}

/**
 * Sums of a part of a tree, such as what came from one layer. Two passes over all paths; 16 bytes a path.
 * @param isCounted told the number of a path and of the entry that shows there
 */
export function sumPaths(tree: FileTree, isCounted: (path: number, entry: number) => boolean): PathSums {
  const { stack } = tree;
  const { paths } = stack;
  const shown = new Int32Array(paths.count).fill(-1);
  const pathsIn = new Uint32Array(paths.count);
  const bytesIn = new Float64Array(paths.count);
  for (let path = ROOT; path < paths.count; path++) {
    const entry = tree.shown[path] ?? -1;
    if (entry < 0 || !isCounted(path, entry)) continue;
    const { entries, index } = entryAt(stack, entry);
    shown[path] = entry;
    pathsIn[path] = 1;
    bytesIn[path] = entries.sizes[index] ?? 0;
  }
  // A folder has a lower number than what is in it, so one pass from the end adds up whole branches.
  for (let path = paths.count - 1; path > ROOT; path--) {
    const parent = paths.parent(path);
    pathsIn[parent] = (pathsIn[parent] ?? 0) + (pathsIn[path] ?? 0);
    bytesIn[parent] = (bytesIn[parent] ?? 0) + (bytesIn[path] ?? 0);
  }
  return { stack, shown, pathsIn, bytesIn };
}
