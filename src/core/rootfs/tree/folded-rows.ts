import { ROOT } from '../path-table.ts';
import { MATCH } from './match-nodes.ts';
import type { NodeMatches } from './match-nodes.ts';
import type { NodeOrder } from './node-order.ts';
import type { OpenFolders } from './open-folders.ts';
import { sortNodes } from './sort-nodes.ts';
import type { TreeNodes } from './tree-nodes.ts';

/** One row, as the tree is folded. */
export interface FoldedRow {
  readonly node: number;
  /** 1 for what lies in the root. */
  readonly level: number;
  /** Among its siblings, from 1. */
  readonly place: number;
  readonly setSize: number;
  /** Row of its folder, from 0; null for what lies in the root. */
  readonly parentRow: number | null;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** It is no match, but leads to one. */
  readonly isOnTheWay: boolean;
}

/** Nodes in sorted lists that are kept; one more list may go beyond it. */
const SORTED_KEPT = 2_000_000;

/**
 * The rows of a tree that is folded, filtered and sorted, from any row on: what stands above is skipped branch by branch, so
 * a page costs as much at the end of a million rows as at the start. Folders are sorted when they are first walked through.
 */
export class FoldedRows {
  readonly nodes: TreeNodes;
  readonly matches: NodeMatches | null;
  #order: NodeOrder;
  readonly #folders: OpenFolders;
  /** With matches all folders are open but these. */
  readonly #closed = new Set<number>();
  /** Rows that a folder shows when it is open. Those of the matches while nothing is closed: then they are not to be changed. */
  #inside: Uint32Array;
  /** The version of the folders that these were counted for. */
  #countedFor = -1;
  readonly #sorted = new Map<number, Int32Array>();
  #sortedNodes = 0;

  /** @param matches null: no filter */
  constructor(nodes: TreeNodes, folders: OpenFolders, matches: NodeMatches | null, order: NodeOrder) {
    this.nodes = nodes;
    this.matches = matches;
    this.#order = order;
    this.#folders = folders;
    this.#inside = matches?.rowsBelow ?? new Uint32Array(0);
  }

  get total(): number {
    this.#count();
    return this.#inside[ROOT] ?? 0;
  }

  /** At most `count` rows, from row `first` on, counted from 0. */
  rows(first: number, count: number): FoldedRow[] {
    this.#count();
    const rows: FoldedRow[] = [];
    const open = (folder: number, level: number, parentRow: number | null) =>
      ({ siblings: this.#childrenOf(folder), next: 0, level, parentRow }); // prettier-ignore
    const pending = [open(ROOT, 1, null)];
    let row = 0;
    for (let at = pending.at(-1); at && rows.length < count; at = pending.at(-1)) {
      const { siblings, level, parentRow } = at;
      // Whole branches that end above the first row.
      for (; row < first && at.next < siblings.length; at.next++) {
        const size = this.#rowsOf(siblings[at.next] ?? 0);
        if (row + size > first) break;
        row += size;
      }
      const node = siblings[at.next];
      if (node === undefined) {
        pending.pop();
        continue;
      }
      at.next += 1;
      if (row >= first) rows.push({ ...this.#rowOf(node), level, parentRow, place: at.next, setSize: siblings.length });
      if (this.#rowsOf(node) > 1) pending.push(open(node, level + 1, row));
      row += 1;
    }
    return rows;
  }

  sort(order: NodeOrder): void {
    if (order.by === this.#order.by && order.descending === this.#order.descending) return;
    this.#order = order;
    this.#sorted.clear();
    this.#sortedNodes = 0;
  }

  isOpen(node: number): boolean {
    return node === ROOT || (this.matches ? !this.#closed.has(node) : this.#folders.has(node));
  }

  /** @param node null for all */
  fold(node: number | null, isOpen: boolean): void {
    if (node === null) return this.#foldAll(isOpen);
    if (!(node > ROOT && node < this.nodes.count)) return;
    this.#count();
    const wasOpen = this.isOpen(node);
    if (wasOpen === isOpen) return;
    if (!this.matches) this.#folders.set(node, isOpen);
    else if (isOpen) this.#closed.delete(node);
    else this.#closed.add(node);
    if (this.isOpen(node) === wasOpen) return; // second nodes of a path have nothing in them
    this.#countedFor = this.#folders.version;
    if (this.#inside === this.matches?.rowsBelow) this.#inside = this.#inside.slice();
    const rows = (this.#inside[node] ?? 0) * (isOpen ? 1 : -1);
    for (let at = node; at !== ROOT && (at === node || this.isOpen(at));) {
      at = this.nodes.parent(at);
      this.#inside[at] = (this.#inside[at] ?? 0) + rows;
    }
  }

  /** Opens the folders above a node; its row, from 0, or null when it is not in this tree. */
  reveal(node: number): number | null {
    if (node <= ROOT || node >= this.nodes.count || !this.#isIn(node)) return null;
    const above: number[] = [];
    for (let at = this.nodes.parent(node); at > ROOT; at = this.nodes.parent(at)) above.push(at);
    for (const folder of above) this.fold(folder, true);
    let row = -1;
    let folder = ROOT;
    for (const next of [...above.reverse(), node]) {
      row += 1;
      for (const sibling of this.#childrenOf(folder)) {
        if (sibling === next) break;
        row += this.#rowsOf(sibling);
      }
      folder = next;
    }
    return row;
  }

  #foldAll(isOpen: boolean): void {
    if (!this.matches) this.#folders.setAll(isOpen);
    else if (isOpen) this.#closed.clear();
    else {
      for (let node = ROOT + 1; node < this.nodes.count; node++)
        if (this.#isIn(node) && this.nodes.childrenOf(node).length > 0) this.#closed.add(node);
    }
    this.#countedFor = -1;
  }

  #isIn(node: number): boolean {
    return (this.matches?.states[node] ?? 1) !== 0 && (this.nodes.rowsIn[node] ?? 0) > 0;
  }

  /** Rows of a branch as it is folded, its own included. */
  #rowsOf(node: number): number {
    const inside = this.#inside[node] ?? 0;
    return inside > 0 && this.isOpen(node) ? inside + 1 : 1;
  }

  /** Without what the filter leaves out, sorted. */
  #childrenOf(folder: number): Int32Array {
    const known = this.#sorted.get(folder);
    if (known) return known;
    const all = this.nodes.childrenOf(folder);
    const children = this.matches ? all.filter((node) => this.matches?.states[node] !== 0) : all.slice();
    sortNodes(this.nodes, children, this.#order);
    if (this.#sortedNodes > SORTED_KEPT) {
      this.#sorted.clear();
      this.#sortedNodes = 0;
    }
    this.#sorted.set(folder, children);
    this.#sortedNodes += children.length;
    return children;
  }

  #rowOf(node: number): Pick<FoldedRow, 'node' | 'hasChildren' | 'isOpen' | 'isOnTheWay'> {
    const hasChildren = this.nodes.childrenOf(node).some((child) => this.#isIn(child));
    const isOnTheWay = this.matches !== null && this.matches.states[node] !== MATCH;
    return { node, hasChildren, isOpen: hasChildren && this.isOpen(node), isOnTheWay };
  }

  /** Adds up what open folders show, from the end: a folder has a lower number than what is in it. */
  #count(): void {
    if (this.#countedFor === this.#folders.version) return;
    if (this.matches && this.#closed.size === 0) this.#inside = this.matches.rowsBelow;
    else this.#addUp(this.matches?.states ?? null);
    this.#countedFor = this.#folders.version;
  }

  #addUp(states: Uint8Array | null): void {
    const isOwn = this.#inside.length > 0 && this.#inside !== this.matches?.rowsBelow;
    const inside = (this.#inside = isOwn ? this.#inside.fill(0) : new Uint32Array(this.nodes.count));
    const { parents, rowsIn, count } = this.nodes;
    for (let node = count - 1; node > ROOT; node--) {
      if (states ? states[node] === 0 : rowsIn[node] === 0) continue;
      const parent = parents[node] ?? ROOT;
      // Most nodes are no folders, and need not be asked whether they are open.
      inside[parent] = (inside[parent] ?? 0) + (inside[node] === 0 ? 1 : this.#rowsOf(node));
    }
  }
}
