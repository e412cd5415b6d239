import { entryName } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { whiteoutKind } from '../layer/whiteout.ts';
import { buildDiveTree, divePath, hasChildren, visitChildrenFirst } from './dive-tree.ts';
import type { DiveNode } from './dive-tree.ts';

/**
 * The figures that dive prints for these layers, its known oddities kept, so that its users recognise them: only paths with
 * nothing below them in a layer count; a path in two layers or more wastes all of its copies, the last one too; a whiteout
 * counts 0, or all that lies below when it hides a folder that an entry names; a whiteout of nothing ends its layer.
 * @returns score from 0 to 1, and wasted bytes
 * @see ANCHORS.md §2.1; dive's dive/filetree/efficiency.go and file_tree.go
 */
export function computeDiveEfficiency(layers: readonly LayerEntries[]): { score: number; wastedBytes: number } {
  const paths = new Map<string, PathFigures>();
  const lastWhiteouts = layers.findLastIndex(hasWhiteout);
  // What dive stacks starts as a copy of the first layer, onto which the first layer is then stacked once more.
  const lower = layers[0] && lastWhiteouts >= 0 ? buildDiveTree(layers[0]) : null;
  layers.forEach((entries, index) => {
    const tree = buildDiveTree(entries);
    countLeaves(tree, lower, paths);
    if (lower && index < lastWhiteouts) stack(lower, tree);
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

function hasWhiteout(entries: LayerEntries): boolean {
  for (let i = 0; i < entries.count; i++) if (whiteoutKind(entryName(entries, i)) !== null) return true;
  return false;
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
