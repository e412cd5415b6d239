import { toBinary } from '../bytes/byte-names.ts';
import { entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { partsOf } from './entry-path.ts';

/** A file tree as dive builds it, which is not as an engine does: see `computeDiveEfficiency`. */
export class DiveNode {
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
export function divePath(node: DiveNode): string[] {
  const parts = [node.isWhiteout ? node.name.slice('.wh.'.length) : node.name];
  for (let above = node.parent; above?.parent; above = above.parent) parts.push(above.name);
  return parts.reverse();
}

/** The tree of one layer; returns its root. */
export function buildDiveTree(entries: LayerEntries): DiveNode {
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
export function visitChildrenFirst<T>(
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

export const hasChildren = (node: DiveNode): boolean => (node.children?.size ?? 0) > 0;

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
