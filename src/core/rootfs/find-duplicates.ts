import { CONTENT_HASH_BYTES } from '../bytes/content-hasher.ts';
import { hasContentHash, haveSameContent } from './compare-entries.ts';
import { pathText } from './file-tree.ts';
import type { FileTree } from './file-tree.ts';
import { LargestItems } from './largest-items.ts';
import { entryAt } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';

/** Files of the final tree with the same content. */
export interface DuplicateGroup {
  /** Of one of them. */
  readonly size: number;
  /** All but one: what hard links would give back. */
  readonly bytes: number;
  /** In the order of the layers; at most `PATHS_SHOWN` of them. Binary strings. */
  readonly paths: readonly { readonly layer: number; readonly index: number; readonly path: string }[];
  /** How many there are. */
  readonly count: number;
}

export interface DuplicateContents {
  readonly bytes: number;
  /** Files beyond the first of each group. */
  readonly files: number;
  /** Those that give back most, at most as many as asked for. */
  readonly groups: readonly DuplicateGroup[];
}

/** Paths listed of one group. */
export const PATHS_SHOWN = 100;

/**
 * Same content at several paths of a tree, by size and content hash; empty files and hard links are left out, as are files
 * without a hash. Memory: 16 bytes a path.
 */
export function findDuplicates(tree: FileTree, limit: number): DuplicateContents {
  const { stack } = tree;
  const firsts = new FirstOfContent(stack, tree.count);
  /** By first file: the others. */
  const groups = new Map<number, number[]>();
  let bytes = 0;
  let files = 0;
  stack.layers.forEach((entries, layer) => {
    const start = stack.starts[layer] ?? 0;
    for (let i = 0; i < entries.count; i++) {
      const size = entries.sizes[i] ?? 0;
      if (size === 0 || tree.shown[stack.pathOf[start + i] ?? -1] !== start + i || !hasContentHash(entries, i))
        continue;
      const first = firsts.of(start + i, layer, i);
      if (first === start + i) continue;
      bytes += size;
      files += 1;
      const group = groups.get(first);
      if (group) group.push(start + i);
      else groups.set(first, [start + i]);
    }
  });
  const largest = new LargestItems(limit);
  for (const [first, others] of groups) largest.add(first, sizeOf(stack, first) * others.length);
  const shown = largest.sorted().map(({ key, bytes: wasted }) => groupOf(stack, key, groups.get(key) ?? [], wasted));
  return { bytes, files, groups: shown };
}

/** Open addressing over content hashes, mixed anew: XXH128 is no secret, and contents can be made up to share most of it. */
class FirstOfContent {
  readonly #stack: LayerStack;
  /** Entry number + 1, 0 for a free slot. */
  readonly #slots: Uint32Array;
  readonly #seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;

  constructor(stack: LayerStack, expected: number) {
    this.#stack = stack;
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(expected, 8) * 2)));
  }

  /** The first entry with the content of this one; the entry itself when there was none. */
  of(entry: number, layer: number, i: number): number {
    const entries = this.#stack.layers[layer];
    if (!entries) return entry;
    const mask = this.#slots.length - 1;
    let hash = this.#seed;
    for (let at = i * CONTENT_HASH_BYTES; at < (i + 1) * CONTENT_HASH_BYTES; at++) {
      hash = Math.imul(hash ^ (entries.contentHashes[at] ?? 0), 0x01000193);
    }
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const found = (this.#slots[slot] ?? 0) - 1;
      if (found < 0) {
        this.#slots[slot] = entry + 1;
        return entry;
      }
      const other = entryAt(this.#stack, found);
      if (haveSameContent(entries, i, other.entries, other.index)) return found;
    }
  }
}

function groupOf(stack: LayerStack, first: number, others: readonly number[], bytes: number): DuplicateGroup {
  const paths = [first, ...others.slice(0, PATHS_SHOWN - 1)].map((entry) => {
    const { layer, index } = entryAt(stack, entry);
    return { layer, index, path: pathText(stack.paths, stack.pathOf[entry] ?? 0) };
  });
  return { size: sizeOf(stack, first), bytes, paths, count: others.length + 1 };
}

function sizeOf(stack: LayerStack, entry: number): number {
  const { entries, index } = entryAt(stack, entry);
  return entries.sizes[index] ?? 0;
}
