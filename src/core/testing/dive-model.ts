import { toBinary } from '../bytes/byte-names.ts';
import { entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { partsOf } from '../rootfs/entry-path.ts';

/**
 * dive's figures by building its trees node by node, as dive does: the slow way, which `computeDiveEfficiency` is compared with.
 * @see dive's dive/filetree/efficiency.go and file_tree.go
 */
export function diveModel(layers: readonly LayerEntries[]): { score: number; wastedBytes: number } {
  const paths = new Map<string, PathFigures>();
  // What dive stacks starts as a copy of the first layer, onto which the first layer is then stacked once more.
  const lower = layers[0] ? buildDiveTree(layers[0]) : null;
  layers.forEach((entries) => {
    const tree = buildDiveTree(entries);
    countLeaves(tree, lower, paths);
    if (lower) stack(lower, tree);
  });
  let smallest = 0;
  let all = 0;
  let wastedBytes = 0;
  for (const figures of paths.values()) {
    smallest += figures.smallest;
    all += figures.all;
    if (figures.copies >= 2) wastedBytes += figures.all;
  }
  return { score: all === 0 ? 1 : smallest / all, wastedBytes };
}

interface PathFigures {
  /** -1 until a size is known: dive sums it as it stands for a path whose only whiteout hides nothing. */
  smallest: number;
  all: number;
  copies: number;
}

function countLeaves(tree: DiveNode, lower: DiveNode | null, paths: Map<string, PathFigures>): void {
  const sums = new Map<DiveNode, number>();
  const nothing = () => null;
  visitChildrenFirst<null>(tree, null, nothing, (node) => {
    if (hasChildren(node)) return true;
    const parts = divePath(node);
    const path = parts.join('/');
    let figures = paths.get(path);
    if (!figures) paths.set(path, (figures = { smallest: -1, all: 0, copies: 0 }));
    let { size } = node;
    if (node.isWhiteout) {
      const hidden = lower && nodeAt(lower, parts);
      if (!hidden) return false;
      size = hidden.isDir ? sizeBelow(hidden, sums) : 0;
    }
    figures.all += size;
    figures.smallest = figures.smallest < 0 ? size : Math.min(figures.smallest, size);
    figures.copies += 1;
    return true;
  });
}

function nodeAt(root: DiveNode, parts: readonly string[]): DiveNode | null {
  let node: DiveNode | undefined = root;
  for (const part of parts) if (part !== '') node = node?.children?.get(part);
  return node ?? null;
}

/** Bytes of a node and all below it. `sums` keeps what was added up: whiteouts may lie within each other's folders. */
function sizeBelow(top: DiveNode, sums: Map<DiveNode, number>): number {
  const order = [top];
  for (const node of order) {
    if (!sums.has(node)) for (const child of node.children?.values() ?? []) order.push(child);
  }
  for (const node of order.reverse()) {
    if (sums.has(node)) continue;
    let sum = node.size;
    for (const child of node.children?.values() ?? []) sum += sums.get(child) ?? 0;
    sums.set(node, sum);
  }
  return sums.get(top) ?? 0;
}

/** Lays a layer over what is below, as dive does: a file over a folder keeps what was in the folder. */
function stack(lower: DiveNode, upper: DiveNode): void {
  visitChildrenFirst<DiveNode | null>(
    upper,
    lower,
    (node, parent) => parent?.child(node.name) ?? null,
    (node, parent) => {
      if (node.isWhiteout) {
        parent?.children?.delete(node.name.slice('.wh.'.length));
        return true;
      }
      const target = parent?.child(node.name);
      if (!target) return true;
      target.size = node.size;
      target.isDir = node.isDir;
      return true;
    },
  );
}

/** A file tree as dive builds it, which is not as an engine does. */
class DiveNode {
  readonly name: string;
  readonly parent: DiveNode | null;
  /** Null when there are none. */
  children: Map<string, DiveNode> | null = null;
  /** Bytes as the tar header says; 0 where no entry names the path. */
  size = 0;
  isDir = false;

  constructor(name: string, parent: DiveNode | null) {
    this.name = name;
    this.parent = parent;
  }

  /** A deletion mark by its name. */
  get isWhiteout(): boolean {
    return this.name.startsWith('.wh.');
  }

  /** Finds or adds; null for what dive leaves out: opaque marks and what aufs left behind. */
  child(name: string): DiveNode | null {
    const found = this.children?.get(name);
    if (found) return found;
    if (name.startsWith('.wh..wh.')) return null;
    const child = new DiveNode(name, this);
    (this.children ??= new Map()).set(name, child);
    return child;
  }
}

/** Names from the root down to the node, the last without its `.wh.`. */
function divePath(node: DiveNode): string[] {
  const parts = [node.isWhiteout ? node.name.slice('.wh.'.length) : node.name];
  for (let above = node.parent; above?.parent; above = above.parent) parts.push(above.name);
  return parts.reverse();
}

/** The tree of one layer; returns its root. */
function buildDiveTree(entries: LayerEntries): DiveNode {
  const root = new DiveNode('', null);
  const names = toBinary(entries.names); // all at once: far cheaper than one by one
  let folderText: string | null = null;
  let folder: DiveNode | null = root;
  for (let i = 0; i < entries.count; i++) {
    const name = names.slice(entries.nameEnds[i - 1] ?? 0, entries.nameEnds[i] ?? 0);
    const slash = name.lastIndexOf('/');
    const last = name.slice(slash + 1);
    let node: DiveNode | null;
    if (last === '' || last === '.' || last === '..') node = walk(root, name);
    else {
      // Entries of one folder mostly follow each other.
      if (folderText === null || slash < 0 || folderText !== name.slice(0, slash)) {
        folderText = name.slice(0, Math.max(0, slash));
        folder = walk(root, folderText);
      }
      node = folder?.child(last) ?? null;
    }
    if (!node || node === root) continue;
    node.size = entries.sizes[i] ?? 0;
    node.isDir = entryType(entries, i) === 'dir';
  }
  return root;
}

function walk(root: DiveNode, name: string): DiveNode | null {
  let node: DiveNode | null = root;
  for (const part of partsOf(name)) node = node?.child(part) ?? null;
  return node;
}

/**
 * Calls `visit` for each node below `root`, children before their parent, names in byte order, until it answers false.
 * `enter` gives what belongs to a node when its children are begun; both see that of the parent.
 */
function visitChildrenFirst<T>(
  root: DiveNode,
  rootValue: T,
  enter: (node: DiveNode, parentValue: T) => T,
  visit: (node: DiveNode, parentValue: T) => boolean,
): void {
  const frames = [frameOf(root, rootValue)];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const child = frame.children[frame.next];
    if (child && hasChildren(child) && !frame.entered) {
      frame.entered = true;
      frames.push(frameOf(child, enter(child, frame.value)));
      continue;
    }
    if (!child) {
      frames.pop();
      continue;
    }
    if (!visit(child, frame.value)) return;
    frame.next += 1;
    frame.entered = false;
  }
}

const hasChildren = (node: DiveNode): boolean => (node.children?.size ?? 0) > 0;

interface Frame<T> {
  readonly children: readonly DiveNode[];
  readonly value: T;
  next: number;
  /** The child at `next` has had its own children visited. */
  entered: boolean;
}

function frameOf<T>(node: DiveNode, value: T): Frame<T> {
  const children = [...(node.children?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { children, value, next: 0, entered: false };
}
