import type { CreateHasher } from '../bytes/hasher.ts';
import { ENTRY_TYPES, type EntryType } from '../layer/layer-entries.ts';
import type { FileTree } from './file-tree.ts';
import { layerOf } from './layer-stack.ts';
import { writeListing } from './listing.ts';
import { ROOT } from './path-table.ts';
import type { Rootfs } from './rootfs.ts';

/** Sizes are bytes. */
export interface RootfsSummary {
  readonly paths: number;
  readonly bytes: number;
  /** Types that do not occur are absent. */
  readonly byType: Readonly<Partial<Record<EntryType, number>>>;
  /** Fingerprint of the tree, lowercase hex: REPORT.md, `listingSha256`. */
  readonly listingSha256: string;
}

/** Counts the tree's paths and takes its fingerprint. Memory: see `writeListing`. */
export function summariseRootfs({ tree }: Rootfs, createHasher: CreateHasher): RootfsSummary {
  const { count: paths, bytes } = tree; // the root is a folder, and has none
  return { paths, bytes, byType: countTypes(tree), listingSha256: hashListing(tree, createHasher) };
}

function countTypes({ stack, shown }: FileTree): RootfsSummary['byType'] {
  const counts = new Uint32Array(ENTRY_TYPES.length);
  for (let path = ROOT + 1; path < shown.length; path++) {
    const number = shown[path] ?? -1;
    if (number < 0) continue;
    const layer = layerOf(stack, number);
    const type = stack.layers[layer]?.types[number - (stack.starts[layer] ?? 0)] ?? 0;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  const byType: Partial<Record<EntryType, number>> = {};
  ENTRY_TYPES.forEach((type, i) => {
    const count = counts[i] ?? 0;
    if (count > 0) byType[type] = count;
  });
  return byType;
}

const LINE_END = 0x0a;
const CHUNK_BYTES = 2 ** 16;

/** The hasher takes many lines at once: each call has its price. */
function hashListing(tree: FileTree, createHasher: CreateHasher): string {
  const hasher = createHasher('sha256');
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let isFirst = true;
  const flush = (): void => {
    hasher.update(chunk.subarray(0, filled));
    filled = 0;
  };
  writeListing(tree, (line) => {
    if (filled + line.length >= chunk.length) flush();
    if (line.length >= chunk.length) chunk = new Uint8Array(line.length * 2);
    if (!isFirst) chunk[filled++] = LINE_END;
    isFirst = false;
    line.copyTo(chunk, filled);
    filled += line.length;
  });
  flush();
  return hasher.digestHex();
}
