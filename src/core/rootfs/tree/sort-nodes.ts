import { entryAt } from '../layer-stack.ts';
import type { NodeOrder } from './node-order.ts';
import { sortByName } from './sort-by-name.ts';
import type { TreeNodes } from './tree-nodes.ts';

/** Sorts the nodes of one folder in place. */
export function sortNodes(nodes: TreeNodes, list: Int32Array, { by, descending }: NodeOrder): void {
  sortByName(nodes, list);
  if (by === 'name') {
    if (descending) list.reverse();
    return;
  }
  const key = keyOf(nodes, by);
  const keys = Float64Array.from(list, key);
  const sign = descending ? -1 : 1;
  // Places in the order of names: where keys are equal, that order stays.
  const places = Uint32Array.from(list, (_, i) => i).sort((a, b) => sign * ((keys[a] ?? 0) - (keys[b] ?? 0)) || a - b);
  list.set(Int32Array.from(places, (place) => list[place] ?? 0));
}

/** Owners below 2^26 stay apart from each other; larger numbers only come near. */
const GROUPS = 2 ** 26;

function keyOf(nodes: TreeNodes, by: Exclude<NodeOrder['by'], 'name'>): (node: number) => number {
  if (by === 'size') return (node) => nodes.bytesIn[node] ?? 0;
  return (node) => {
    const entry = nodes.entry[node] ?? -1;
    // A date may lie before 1970: lower than any is what has none.
    if (entry < 0) return by === 'mtime' ? -Number.MAX_VALUE : -1;
    const { entries, layer, index } = entryAt(nodes.stack, entry);
    switch (by) {
      case 'layer':
        return layer;
      case 'mode':
        return entries.modes[index] ?? 0;
      case 'owner':
        return (entries.uids[index] ?? 0) * GROUPS + (entries.gids[index] ?? 0);
      case 'mtime':
        return entries.mtimes[index] ?? 0;
      case 'type':
        return entries.types[index] ?? 0;
    }
  };
}
