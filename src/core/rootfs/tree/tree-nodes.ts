import { entryName } from '../../layer/entry-fields.ts';
import type { LayerChanges } from '../layer-changes.ts';
import { CHANGE_STATES } from '../layer-changes.ts';
import type { ChangeState } from '../layer-changes.ts';
import { ENTRY_ROLES, entryAt } from '../layer-stack.ts';
import type { LayerStack } from '../layer-stack.ts';
import { ROOT } from '../path-table.ts';

export type NodeScope = 'merged' | 'layer';

/** Code of a mark in `TreeNodes.marks`; 0 for none. */
export const markCode = (mark: ChangeState): number => CHANGE_STATES.indexOf(mark) + 1;

/** What a tree is made of, one value a node, before the folders are added up. */
export interface NodeColumns {
  readonly stack: LayerStack;
  /** The chosen one, an index. */
  readonly layer: number;
  readonly scope: NodeScope;
  readonly changes: LayerChanges;
  /** Entry of each node, see `TreeNodes.entry`. */
  readonly entry: Int32Array;
  readonly marks: Uint8Array;
  /** 1: a row stands for it, even if nothing is below. */
  readonly isNamed: Uint8Array;
  /** Folders of the nodes beyond the paths, which have none below. */
  readonly extraParents: readonly number[];
  /** By node: entry that a second one of a path stands for, and thus its name. */
  readonly extraEntries: readonly number[];
}

/**
 * The nodes of a tree to be shown, in columns, about 30 bytes a path. A node is a path by its number; what cannot stand under
 * its path, because something else does, has a number from `paths.count` on: see `layerNodes`.
 */
export class TreeNodes {
  readonly stack: LayerStack;
  readonly layer: number;
  readonly scope: NodeScope;
  readonly changes: LayerChanges;
  /** Nodes are numbered from 0, the root, to here. */
  readonly count: number;
  /** Number of the entry that shows, or of what was taken away; -1 for a folder that no entry names. */
  readonly entry: Int32Array;
  /** What the chosen layer does there: index into CHANGE_STATES, plus one; 0 when nothing. */
  readonly marks: Uint8Array;
  /** Rows in each branch, its own included; 0: not in this tree. */
  readonly rowsIn: Uint32Array;
  /** Bytes of files in each branch; of a branch that was taken away, what it held. */
  readonly bytesIn: Float64Array;
  /** Entries in each branch, its own included. */
  readonly entriesIn: Uint32Array;
  /** Folder of each node; -1 for the root. */
  readonly parents: Int32Array;
  readonly #extraEntries: readonly number[];
  /** What is in a folder is `#children[#childEnds[n - 1], #childEnds[n])`. */
  readonly #children: Int32Array;
  readonly #childEnds: Uint32Array;

  constructor(columns: NodeColumns, sums: Pick<TreeNodes, 'bytesIn' | 'entriesIn'>) {
    const { stack, layer, scope, changes, entry, marks, isNamed, extraParents, extraEntries } = columns;
    this.stack = stack;
    this.layer = layer;
    this.scope = scope;
    this.changes = changes;
    this.count = stack.paths.count + extraParents.length;
    this.entry = entry;
    this.marks = marks;
    this.bytesIn = sums.bytesIn;
    this.entriesIn = sums.entriesIn;
    this.parents = extraParents.length === 0 ? stack.paths.parents : joined(stack.paths.parents, extraParents);
    this.#extraEntries = extraEntries;
    this.rowsIn = new Uint32Array(this.count);
    const counts = new Uint32Array(this.count);
    let rows = 0;
    // What is in a folder has a higher number than the folder: one pass from the end adds up whole branches.
    for (let node = this.count - 1; node > ROOT; node--) {
      const below = this.rowsIn[node] ?? 0;
      if (below === 0 && isNamed[node] === 0) continue;
      const parent = this.parent(node);
      this.rowsIn[node] = below + 1;
      this.rowsIn[parent] = (this.rowsIn[parent] ?? 0) + below + 1;
      counts[parent] = (counts[parent] ?? 0) + 1;
      rows += 1;
    }
    [this.#children, this.#childEnds] = this.#childLists(counts, rows);
  }

  parent(node: number): number {
    return this.parents[node] ?? ROOT;
  }

  /** True for a path, false for a second node of one. */
  isPath(node: number): boolean {
    return node < this.stack.paths.count;
  }

  /** What is directly in a folder, in no order. A view. */
  childrenOf(node: number): Int32Array {
    return this.#children.subarray(this.#childEnds[node - 1] ?? 0, this.#childEnds[node] ?? 0);
  }

  /** Its last part, in bytes. Of an opaque mark, and of what does nothing, the name as it is written. */
  nameOf(node: number): Uint8Array {
    const { stack } = this;
    if (this.isPath(node)) return stack.paths.lastPart(node);
    const entry = this.#extraEntries[node - stack.paths.count] ?? 0;
    const role = ENTRY_ROLES[stack.roles[entry] ?? 0];
    const path = stack.pathOf[entry] ?? -1;
    if (path > ROOT && (role === 'path' || role === 'whiteout')) return stack.paths.lastPart(path);
    const { entries, index } = entryAt(stack, entry);
    const name = entryName(entries, index);
    let end = name.length;
    while (end > 1 && name[end - 1] === 0x2f) end--;
    return role === 'opaque' ? name.subarray(name.lastIndexOf(0x2f, end - 1) + 1, end) : name.subarray(0, end);
  }

  /** The entry that a second node of a path stands for; -1 for a path. */
  extraEntry(node: number): number {
    return this.#extraEntries[node - this.stack.paths.count] ?? -1;
  }

  #childLists(counts: Uint32Array, rows: number): [Int32Array, Uint32Array] {
    const ends = new Uint32Array(this.count);
    let total = 0;
    for (let node = 0; node < this.count; node++) {
      ends[node] = total;
      total += counts[node] ?? 0;
    }
    const children = new Int32Array(rows);
    for (let node = 1; node < this.count; node++) {
      if (this.rowsIn[node] === 0) continue;
      const parent = this.parent(node);
      const at = ends[parent] ?? 0;
      children[at] = node;
      ends[parent] = at + 1;
    }
    return [children, ends];
  }
}

function joined(first: Int32Array, then: readonly number[]): Int32Array {
  const all = new Int32Array(first.length + then.length);
  all.set(first);
  all.set(then, first.length);
  return all;
}
