import { CHANGE_STATES } from '../layer-changes.ts';
import type { LayerChanges } from '../layer-changes.ts';
import { ENTRY_ROLES } from '../layer-stack.ts';
import type { LayerStack } from '../layer-stack.ts';
import { ROOT } from '../path-table.ts';
import { TreeNodes } from './tree-nodes.ts';

const [PATH, WHITEOUT, OPAQUE] = ENTRY_ROLES.map((_, i) => i) as [number, number, number];
const OVERRULED = CHANGE_STATES.indexOf('overruled');

/**
 * The entries of one layer as a tree, every one of them but those of the root itself. A deletion mark stands at the path that
 * it names. Where an entry of the layer stands there too, at a second node of that path; so do entries that a later one of the
 * layer overrules. Opaque marks are nodes of their own in their folder, and what does nothing is in the root by its full name.
 */
export function layerNodes(stack: LayerStack, changes: LayerChanges): TreeNodes {
  const { paths, starts, roles } = stack;
  const { layer, entries, states, hiddenBytes, hiddenPaths } = changes;
  const start = starts[layer] ?? 0;
  const hidden = hiddenAtMarks(stack, changes);
  const { nodeOf, rootEntry, extraParents, extraEntries } = placeEntries(stack, changes);
  const count = paths.count + extraParents.length;
  const entry = new Int32Array(count).fill(-1).fill(rootEntry, ROOT, ROOT + 1);
  const marks = new Uint8Array(count);
  const isNamed = new Uint8Array(count);
  const bytesIn = new Float64Array(count);
  const entriesIn = new Uint32Array(count);
  const takers: number[] = [];
  for (let i = 0; i < entries.count; i++) {
    const node = nodeOf[i] ?? -1;
    if (node < 0) continue;
    const isWhiteout = roles[start + i] === WHITEOUT;
    const isFolderGone = isWhiteout && (hiddenPaths[i] ?? 0) > 0;
    marks[node] = (states[i] ?? 0) + 1;
    isNamed[node] = 1;
    entriesIn[node] = 1;
    // Of a mark what it hid is of interest; where that was a folder which no entry names, it is one here too.
    entry[node] = isWhiteout ? (hidden.get(i) ?? (isFolderGone ? -1 : start + i)) : start + i;
    if (isWhiteout) takers.push(i);
    else bytesIn[node] = entries.sizes[i] ?? 0;
  }
  const parentOf = (node: number) =>
    node < paths.count ? paths.parent(node) : (extraParents[node - paths.count] ?? ROOT);
  for (let node = count - 1; node > ROOT; node--) {
    if ((entriesIn[node] ?? 0) === 0) continue;
    const parent = parentOf(node);
    entriesIn[parent] = (entriesIn[parent] ?? 0) + (entriesIn[node] ?? 0);
    bytesIn[parent] = (bytesIn[parent] ?? 0) + (bytesIn[node] ?? 0);
  }
  // Afterwards: what was taken away is not among the bytes that the layer brought.
  for (const i of takers) {
    const node = nodeOf[i] ?? 0;
    bytesIn[node] = hiddenBytes[i] ?? 0;
    entriesIn[node] = Math.max(1, hiddenPaths[i] ?? 0);
  }
  const columns = { stack, layer, scope: 'layer', changes, entry, marks, isNamed, extraParents, extraEntries } as const;
  return new TreeNodes(columns, { bytesIn, entriesIn });
}

interface Places {
  /** Node of each entry of the layer; -1 for those of the root. */
  readonly nodeOf: Int32Array;
  readonly rootEntry: number;
  readonly extraParents: readonly number[];
  readonly extraEntries: readonly number[];
}

/** What shows goes first; what it leaves free is for the others. */
function placeEntries({ paths, starts, pathOf, roles }: LayerStack, { layer, entries, states }: LayerChanges): Places {
  const start = starts[layer] ?? 0;
  const isFolder = foldersOf({ paths, pathOf, roles }, start, entries.count);
  const nodeOf = new Int32Array(entries.count).fill(-1);
  const isTaken = new Uint8Array(paths.count);
  const extraParents: number[] = [];
  const extraEntries: number[] = [];
  let rootEntry = -1;
  for (let i = 0; i < entries.count; i++) {
    const path = pathOf[start + i] ?? -1;
    if (roles[start + i] !== PATH || states[i] === OVERRULED) continue;
    if (path === ROOT) {
      rootEntry = start + i;
      continue;
    }
    isTaken[path] = 1;
    nodeOf[i] = path;
  }
  for (let i = 0; i < entries.count; i++) {
    const path = pathOf[start + i] ?? -1;
    const role = roles[start + i];
    if (nodeOf[i] !== -1 || (role === PATH && path === ROOT)) continue;
    const hasPath = role === PATH || role === WHITEOUT;
    const isFree = hasPath && isTaken[path] === 0 && (role === PATH || isFolder[path] === 0);
    if (isFree) {
      isTaken[path] = 1;
      nodeOf[i] = path;
    } else {
      nodeOf[i] = paths.count + extraParents.length;
      extraParents.push(hasPath ? paths.parent(path) : Math.max(path, ROOT));
      extraEntries.push(start + i);
    }
  }
  return { nodeOf, rootEntry, extraParents, extraEntries };
}

/** By index of a whiteout: the entry of lower layers that it took away at its very path. */
function hiddenAtMarks(stack: LayerStack, { layer, entries }: LayerChanges): Map<number, number> {
  const { starts, pathOf, roles, hiddenBy } = stack;
  const start = starts[layer] ?? 0;
  const hidden = new Map<number, number>();
  if (!roles.subarray(start, start + entries.count).includes(WHITEOUT)) return hidden;
  const end = start + entries.count;
  for (let lower = 0; lower < start; lower++) {
    const by = hiddenBy[lower] ?? -1;
    if (by >= start && by < end && roles[by] === WHITEOUT && pathOf[by] === pathOf[lower])
      hidden.set(by - start, lower);
  }
  return hidden;
}

/** Paths above entries of the layer: a mark that names one of them cannot stand there as something deleted. */
function foldersOf(
  { paths, pathOf, roles }: Pick<LayerStack, 'paths' | 'pathOf' | 'roles'>,
  start: number,
  count: number,
): Uint8Array {
  const isFolder = new Uint8Array(paths.count);
  for (let entry = start; entry < start + count; entry++) {
    if (roles[entry] !== PATH && roles[entry] !== OPAQUE) continue;
    const path = pathOf[entry] ?? ROOT;
    if (roles[entry] === OPAQUE) isFolder[path] = 1;
    for (let at = paths.parent(path); at > ROOT && isFolder[at] === 0; at = paths.parent(at)) isFolder[at] = 1;
  }
  return isFolder;
}
