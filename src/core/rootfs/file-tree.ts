import { toBinary } from '../bytes/byte-names.ts';
import { releaseBytes } from '../bytes/release-bytes.ts';
import { compareBytes } from '../bytes/compare-bytes.ts';
import type { LayerStack } from './layer-stack.ts';
import { layerOf } from './layer-stack.ts';
import type { PathTable } from './path-table.ts';
import { ROOT } from './path-table.ts';

/** What is in folder p is `children[ends[p - 1], ends[p])`. */
interface ChildLists {
  readonly children: Int32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/**
 * The file tree of an image as of one of its layers, by path numbers (`PathTable`). The root is number 0. Made in one pass
 * over columns, about 16 bytes a path, and 8 more once folders are asked for; they are sorted when they are.
 */
export class FileTree {
  readonly stack: LayerStack;
  /** Index of the topmost layer that counts. */
  readonly layer: number;
  /** Number of the entry that shows at each path; -1 where none does. */
  readonly shown: Int32Array<ArrayBuffer>;
  /** Paths that an entry names; the root is not counted. */
  readonly count: number;
  /** Of files, without what hard links share. */
  readonly bytes: number;
  /** Of each path and all below it: paths that an entry names, and their bytes. */
  readonly pathsIn: Uint32Array<ArrayBuffer>;
  readonly bytesIn: Float64Array<ArrayBuffer>;
  /** What is in each folder, made when it is first asked for: who looks at paths one by one needs none of it. */
  #lists: ChildLists | null = null;

  /** @param layer the topmost layer that counts, an index; -1 for a tree without any */
  constructor(stack: LayerStack, layer: number) {
    const { paths } = stack;
    this.stack = stack;
    this.layer = layer;
    this.shown = shownEntries(stack, layer);
    this.pathsIn = new Uint32Array(paths.count);
    this.bytesIn = new Float64Array(paths.count);
    addOwn(stack, this.shown, this.pathsIn, this.bytesIn);
    // A folder has a lower number than what is in it, so one pass from the end adds up whole branches.
    for (let path = paths.count - 1; path > ROOT; path--) {
      const below = this.pathsIn[path] ?? 0;
      if (below === 0) continue;
      const parent = paths.parent(path);
      this.pathsIn[parent] = (this.pathsIn[parent] ?? 0) + below;
      this.bytesIn[parent] = (this.bytesIn[parent] ?? 0) + (this.bytesIn[path] ?? 0);
    }
    this.count = (this.pathsIn[ROOT] ?? 0) - ((this.shown[ROOT] ?? -1) < 0 ? 0 : 1);
    this.bytes = this.bytesIn[ROOT] ?? 0;
  }

  /** Gives its memory back, when nobody asks for paths any more; `count` and `bytes` stay. */
  release(): void {
    releaseBytes(this.shown, this.pathsIn, this.bytesIn);
    if (this.#lists) releaseBytes(this.#lists.children, this.#lists.ends);
  }

  /** True for a path that an entry names, or that something below it makes a folder. */
  has(path: number): boolean {
    return path === ROOT || (this.pathsIn[path] ?? 0) > 0;
  }

  hasChildren(path: number): boolean {
    const { ends } = this.#childLists;
    return (ends[path] ?? 0) > (ends[path - 1] ?? 0);
  }

  /** What is in a folder, sorted by the bytes of the names. A link can hold something too: see `stackLayers`. */
  childrenOf(path: number): Int32Array {
    const { paths } = this.stack;
    return this.unsortedChildrenOf(path)
      .slice()
      .sort((a, b) => compareBytes(paths.lastPart(a), paths.lastPart(b)));
  }

  /** The same in no order that means anything, without a copy. */
  unsortedChildrenOf(path: number): Int32Array {
    const { children, ends } = this.#childLists;
    return children.subarray(ends[path - 1] ?? 0, ends[path] ?? 0);
  }

  get #childLists(): ChildLists {
    return (this.#lists ??= childLists(this.stack.paths, this.pathsIn));
  }

  /** Where the entry that shows at a path lies; null for a folder that no entry names, and for what is not there. */
  entryOf(path: number): { layer: number; index: number } | null {
    const entry = this.shown[path] ?? -1;
    if (entry < 0) return null;
    const layer = layerOf(this.stack, entry);
    return { layer, index: entry - (this.stack.starts[layer] ?? 0) };
  }

  /** The number of a path in this tree, or undefined when it is not there. */
  find(name: Uint8Array): number | undefined {
    const path = this.stack.paths.find(name);
    return path !== undefined && this.has(path) ? path : undefined;
  }
}

/** @param layer index of the topmost layer that counts, all of them when absent */
export function treeAt(stack: LayerStack, layer: number = stack.layers.length - 1): FileTree {
  return new FileTree(stack, layer);
}

/** A path as a binary string, without a leading slash; the root is empty. */
export function pathText(paths: PathTable, path: number): string {
  const parts: string[] = [];
  for (let at = path; at > ROOT; at = paths.parent(at)) parts.push(toBinary(paths.lastPart(at)));
  return parts.reverse().join('/');
}

/** What was put by these layers and hidden by none of them. */
function shownEntries({ starts, paths, pathOf, roles, hiddenBy }: LayerStack, layer: number): Int32Array<ArrayBuffer> {
  const shown = new Int32Array(paths.count).fill(-1);
  const end = starts[layer + 1] ?? 0;
  for (let entry = 0; entry < end; entry++) {
    const by = hiddenBy[entry] ?? -1;
    if (roles[entry] === 0 && (by < 0 || by >= end)) shown[pathOf[entry] ?? 0] = entry;
  }
  return shown;
}

function addOwn(
  { layers, starts, pathOf }: LayerStack,
  shown: Int32Array,
  counts: Uint32Array,
  bytes: Float64Array,
): void {
  layers.forEach(({ sizes, count }, k) => {
    const start = starts[k] ?? 0;
    for (let i = 0; i < count; i++) {
      const path = pathOf[start + i] ?? -1;
      if (path < 0 || shown[path] !== start + i) continue;
      counts[path] = 1;
      bytes[path] = sizes[i] ?? 0;
    }
  });
}

function childLists(paths: PathTable, pathsIn: Uint32Array): ChildLists {
  const ends = new Uint32Array(paths.count);
  for (let path = 1; path < paths.count; path++) {
    if ((pathsIn[path] ?? 0) === 0) continue;
    const parent = paths.parent(path);
    ends[parent] = (ends[parent] ?? 0) + 1;
  }
  // From how many there are to where they start.
  let total = 0;
  for (let path = 0; path < paths.count; path++) {
    const count = ends[path] ?? 0;
    ends[path] = total;
    total += count;
  }
  const children = new Int32Array(total);
  for (let path = 1; path < paths.count; path++) {
    if ((pathsIn[path] ?? 0) === 0) continue;
    const parent = paths.parent(path);
    const at = ends[parent] ?? 0;
    children[at] = path;
    ends[parent] = at + 1;
  }
  return { children, ends };
}
