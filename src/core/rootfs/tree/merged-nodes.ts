import type { FileTree } from '../file-tree.ts';
import type { LayerChanges } from '../layer-changes.ts';
import { ENTRY_ROLES } from '../layer-stack.ts';
import { ROOT } from '../path-table.ts';
import { TreeNodes, markCode } from './tree-nodes.ts';

const OPAQUE = ENTRY_ROLES.indexOf('opaque');

/**
 * What a container sees as of a layer, with what that layer took away from the tree below it: those are marked `deleted` or
 * `opaque`, and their bytes are added up apart from what is there.
 * @param changes of the topmost layer of the tree
 */
export function mergedNodes(tree: FileTree, changes: LayerChanges): TreeNodes {
  const { stack } = tree;
  const { paths, starts, pathOf, hiddenBy, roles } = stack;
  const { layer } = changes;
  const start = starts[layer] ?? 0;
  const end = starts[layer + 1] ?? start;
  const entry = tree.shown.slice();
  const marks = new Uint8Array(paths.count);
  const isNamed = new Uint8Array(paths.count);
  for (let path = ROOT + 1; path < paths.count; path++) if ((entry[path] ?? -1) >= 0) isNamed[path] = 1;
  for (let i = 0; i < changes.entries.count; i++) {
    const path = pathOf[start + i] ?? -1;
    if (path >= 0 && entry[path] === start + i) marks[path] = (changes.states[i] ?? 0) + 1;
  }
  const [deleted, opaque] = [markCode('deleted'), markCode('opaque')];
  const gone: number[] = [];
  for (let lower = 0; lower < start; lower++) {
    const by = hiddenBy[lower] ?? -1;
    const path = pathOf[lower] ?? -1;
    if (by < start || by >= end || path <= ROOT || tree.has(path)) continue;
    entry[path] = lower;
    isNamed[path] = 1;
    marks[path] = roles[by] === OPAQUE ? opaque : deleted;
    gone.push(path);
  }
  const sums = gone.length === 0 ? { bytesIn: tree.bytesIn, entriesIn: tree.pathsIn } : withGone(tree, entry, gone);
  // Folders that no entry names, gone with all that was in them.
  for (const path of gone) {
    for (let at = paths.parent(path); at > ROOT && !tree.has(at) && marks[at] === 0; at = paths.parent(at))
      marks[at] = deleted;
  }
  const columns = { stack, layer, scope: 'merged', changes, entry, marks, isNamed } as const;
  return new TreeNodes({ ...columns, extraParents: [], extraEntries: [] }, sums);
}

/** Sums of what is there as they are, and beside them those of branches that are gone. */
function withGone(
  tree: FileTree,
  entry: Int32Array,
  gone: readonly number[],
): Pick<TreeNodes, 'bytesIn' | 'entriesIn'> {
  const { layers, starts, paths } = tree.stack;
  const bytesIn = tree.bytesIn.slice();
  const entriesIn = tree.pathsIn.slice();
  // By number, highest first: a folder comes after what is in it.
  let layer = 0;
  const byPlace = gone.toSorted((a, b) => (entry[a] ?? 0) - (entry[b] ?? 0));
  for (const path of byPlace) {
    const at = entry[path] ?? 0;
    while (at >= (starts[layer + 1] ?? Infinity)) layer += 1;
    entriesIn[path] = 1;
    bytesIn[path] = layers[layer]?.sizes[at - (starts[layer] ?? 0)] ?? 0;
  }
  const pending = new Set(gone);
  const rising = Int32Array.from(addFolders(tree, pending)).sort();
  for (let i = rising.length - 1; i >= 0; i--) {
    const path = rising[i] ?? 0;
    const parent = paths.parent(path);
    if (tree.has(parent)) continue;
    entriesIn[parent] = (entriesIn[parent] ?? 0) + (entriesIn[path] ?? 0);
    bytesIn[parent] = (bytesIn[parent] ?? 0) + (bytesIn[path] ?? 0);
  }
  return { bytesIn, entriesIn };
}

/** The paths, and the folders above them that are gone too. */
function addFolders(tree: FileTree, gone: Set<number>): Set<number> {
  const { paths } = tree.stack;
  for (const path of [...gone]) {
    for (let at = paths.parent(path); at > ROOT && !tree.has(at) && !gone.has(at); at = paths.parent(at)) gone.add(at);
  }
  return gone;
}
