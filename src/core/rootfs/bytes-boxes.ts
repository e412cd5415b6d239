import { LargestItems } from './largest-items.ts';
import { entryAt } from './layer-stack.ts';
import { largestOf } from './sum-extensions.ts';
import type { PathSums } from './sum-paths.ts';

/** A path as an area: as large as its bytes. The boxes in a box add up to it. */
export interface BytesBox {
  /** Number of the path; null for the rest of a folder, taken together. */
  readonly path: number | null;
  readonly bytes: number;
  /** Paths that an entry names, itself counted. */
  readonly paths: number;
  /** The layer most of its bytes come from, the lowest of equals; null without any bytes. */
  readonly layer: number | null;
  /** Something that is counted lies below it. */
  readonly hasChildren: boolean;
  /** Of a rest: how many children of the folder it stands for. */
  readonly more: number;
  /** The largest first, a rest last. Empty where nothing below has a box. */
  readonly children: readonly BytesBox[];
}

export interface BoxLimits {
  /** Children of the top that get a box of their own. */
  readonly children: number;
  /** Boxes below those. */
  readonly deeper: number;
  /** Levels below the top, 1 to 200. */
  readonly depth: number;
}

/** What a screen can show, and a list beside it. */
const BOX_LIMITS: BoxLimits = { children: 100, deeper: 300, depth: 3 };

/** A box that is being filled. */
interface Building {
  /** Place in the list of boxes; that of its parent is lower. */
  readonly place: number;
  readonly path: number | null;
  readonly parent: Building | null;
  hasChildren: boolean;
  more: number;
  /** A map, since an image may name any number of layers. */
  readonly byLayer: Map<number, number>;
  readonly children: Building[];
  /** Takes what lies in this one and has no box. */
  rest: Building | null;
}

/**
 * A path and the largest of what lies below it, each with what it holds. Three passes over all paths; 3 bytes a path.
 * @param top a path number
 */
export function bytesBoxes(sums: PathSums, top: number, limits: BoxLimits = BOX_LIMITS): BytesBox {
  const { stack, pathsIn } = sums;
  const { paths } = stack;
  const boxes: Building[] = [];
  const build = (path: number | null, parent: Building | null): Building => {
    const place = boxes.length;
    const more = { hasChildren: false, more: 0, byLayer: new Map<number, number>(), children: [], rest: null };
    const box: Building = { place, path, parent, ...more };
    boxes.push(box);
    parent?.children.push(box);
    return box;
  };
  /** Place of the box that each path counts to, plus 1; 0 outside of `top`. */
  const boxOf = new Uint16Array(paths.count);
  const root = build(top, null);
  boxOf[top] = root.place + 1;
  for (const path of choosePaths(sums, top, limits)) {
    const parent = boxes[(boxOf[paths.parent(path)] ?? 0) - 1];
    if (parent && parent.path === paths.parent(path)) boxOf[path] = build(path, parent).place + 1;
  }
  addLayer(sums, top, root);
  for (let path = top + 1; path < paths.count; path++) {
    const parent = paths.parent(path);
    const around = boxes[(boxOf[parent] ?? 0) - 1];
    if (!around || (pathsIn[path] ?? 0) === 0) continue;
    const isChild = around.path === parent;
    if (isChild) around.hasChildren = true;
    let box = boxes[(boxOf[path] ?? 0) - 1] ?? around;
    if (box === around && isChild && around.children.length > 0) {
      box = around.rest ??= build(null, around);
      box.more += 1;
    }
    boxOf[path] = box.place + 1;
    addLayer(sums, path, box);
  }
  for (const { parent, byLayer } of boxes.slice(1).reverse()) {
    for (const [layer, bytes] of byLayer) parent?.byLayer.set(layer, (parent.byLayer.get(layer) ?? 0) + bytes);
  }
  return finish(root, sums);
}

/** The largest paths below `top`, rising: a folder before what is in it. */
function choosePaths({ stack, bytesIn }: PathSums, top: number, limits: BoxLimits): number[] {
  const { paths } = stack;
  const children = new LargestItems(limits.children);
  const deeper = new LargestItems(limits.deeper);
  /** Levels below `top`, plus 1; 0 for what is elsewhere, or deeper than asked for. */
  const levels = new Uint8Array(paths.count);
  levels[top] = 1;
  for (let path = top + 1; path < paths.count; path++) {
    const above = levels[paths.parent(path)] ?? 0;
    if (above === 0 || above > limits.depth) continue;
    levels[path] = above + 1;
    const bytes = bytesIn[path] ?? 0;
    if (bytes > 0) (above === 1 ? children : deeper).add(path, bytes);
  }
  return [...children.sorted(), ...deeper.sorted()].map(({ key }) => key).sort((a, b) => a - b);
}

function addLayer({ stack, shown }: PathSums, path: number, { byLayer }: Building): void {
  const entry = shown[path] ?? -1;
  if (entry < 0) return;
  const { layer, entries, index } = entryAt(stack, entry);
  byLayer.set(layer, (byLayer.get(layer) ?? 0) + (entries.sizes[index] ?? 0));
}

function finish(box: Building, sums: PathSums): BytesBox {
  const { path, hasChildren, more } = box;
  const bytes = [...box.byLayer.values()].reduce((sum, part) => sum + part, 0);
  const children = box.children.filter((child) => child !== box.rest).map((child) => finish(child, sums));
  children.sort((a, b) => b.bytes - a.bytes || (a.path ?? 0) - (b.path ?? 0));
  const paths = path === null ? 0 : (sums.pathsIn[path] ?? 0);
  const own = path !== null && (sums.shown[path] ?? -1) >= 0 ? 1 : 0;
  // Bytes of its own, of a file that something lies below all the same, are not lost either.
  const restBytes = bytes - children.reduce((sum, child) => sum + child.bytes, 0);
  if (children.length > 0 && (box.rest || restBytes > 0)) {
    const restPaths = paths - own - children.reduce((sum, child) => sum + child.paths, 0);
    const layer = largestOf(box.rest?.byLayer ?? new Map());
    const rest = { path: null, hasChildren: false, more: box.rest?.more ?? 0, children: [] };
    children.push({ ...rest, bytes: restBytes, paths: restPaths, layer });
  }
  return { path, bytes, paths, layer: largestOf(box.byLayer), hasChildren, more, children };
}
