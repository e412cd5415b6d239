import { layerOf } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

const PATH = 0;

/**
 * Whether a path is in the tree as of each layer: an entry names it, or something below it makes it a folder. The same as
 * `treeAt(stack, layer).has(path)` without making those trees. Passes once over all paths and entries.
 * @param path its number in `stack.paths`
 */
export function pathPresence(stack: LayerStack, path: number): boolean[] {
  const { paths, starts, pathOf, roles, hiddenBy } = stack;
  const isInBranch = new Uint8Array(paths.count);
  isInBranch[path] = 1;
  // A folder has a lower number than what is in it.
  for (let at = path + 1; at < paths.count; at++) isInBranch[at] = isInBranch[paths.parent(at)] ?? 0;
  /** By layer: entries that begin to show there, less those that no longer do. */
  const steps = new Int32Array(stack.layers.length + 1);
  for (const [layer, start] of starts.slice(0, -1).entries()) {
    for (let entry = start; entry < (starts[layer + 1] ?? start); entry++) {
      if (roles[entry] !== PATH || isInBranch[pathOf[entry] ?? -1] !== 1) continue;
      const by = hiddenBy[entry] ?? -1;
      const end = by < 0 ? stack.layers.length : layerOf(stack, by);
      steps[layer] = (steps[layer] ?? 0) + 1;
      steps[end] = (steps[end] ?? 0) - 1;
    }
  }
  let shown = 0;
  return stack.layers.map((_, layer) => (shown += steps[layer] ?? 0) > 0 || path === ROOT);
}
