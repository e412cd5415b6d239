import { toBinary } from '../bytes/byte-names.ts';
import { entryType } from '../layer/entry-fields.ts';
import type { FileTree } from './file-tree.ts';
import { entryAt } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

/** Files of a tree whose names end alike. */
export interface ExtensionSums {
  /** Lowercase, without its dot; empty for names without one. */
  readonly extension: string;
  readonly bytes: number;
  readonly files: number;
  /** Of its bytes the most are from here; null when there are none. Of equals the lowest. */
  readonly layer: number | null;
}

/** Different endings told apart; files with further ones count as if they had none. Names may be made up to have millions. */
export const EXTENSIONS_TOLD_APART = 10_000;
const LONGEST = 16;
const DOT = 0x2e;

/**
 * The ending of a file's name. Numbers behind it belong to it: `libc.so.6` ends in `so`. A dot in front hides a file and ends
 * nothing: `.bashrc` has none. Only letters, digits, `_`, `-` and `+`, at most 16 of them, make an ending.
 * @param name the last part of a path, bytes
 * @returns lowercase, without its dot; empty when there is none
 */
export function extensionOf(name: Uint8Array): string {
  let end = name.length;
  while (end > 0) {
    const dot = name.lastIndexOf(DOT, end - 1);
    if (dot <= 0 || end - dot - 1 > LONGEST || end - dot === 1) return '';
    const part = name.subarray(dot + 1, end);
    if (!part.every(isWordByte)) return '';
    if (!part.every(isDigit)) return toBinary(part).toLowerCase();
    end = dot;
  }
  return '';
}

/** Files of the tree by the endings of their names, most bytes first. All of them add up to `tree.bytes`. */
export function sumExtensions(tree: FileTree): ExtensionSums[] {
  const { stack } = tree;
  const sums = new Map<string, { bytes: number; files: number; byLayer: Map<number, number> }>();
  for (let path = ROOT; path < stack.paths.count; path++) {
    const entry = tree.shown[path] ?? -1;
    if (entry < 0) continue;
    const { layer, entries, index } = entryAt(stack, entry);
    if (entryType(entries, index) !== 'file') continue;
    const found = extensionOf(stack.paths.lastPart(path));
    const extension = sums.has(found) || sums.size < EXTENSIONS_TOLD_APART ? found : '';
    let sum = sums.get(extension);
    if (!sum) sums.set(extension, (sum = { bytes: 0, files: 0, byLayer: new Map() }));
    const size = entries.sizes[index] ?? 0;
    sum.bytes += size;
    sum.files += 1;
    sum.byLayer.set(layer, (sum.byLayer.get(layer) ?? 0) + size);
  }
  return [...sums]
    .map(([extension, { bytes, files, byLayer }]) => ({ extension, bytes, files, layer: largestOf(byLayer) }))
    .sort((a, b) => b.bytes - a.bytes || b.files - a.files || (a.extension < b.extension ? -1 : 1));
}

/** The layer with the most bytes, the lowest of equals; null when none has any. */
export function largestOf(byLayer: ReadonlyMap<number, number>): number | null {
  let largest = 0;
  let found: number | null = null;
  for (const [layer, bytes] of byLayer) {
    if (bytes < largest || bytes === 0 || (bytes === largest && found !== null && found < layer)) continue;
    largest = bytes;
    found = layer;
  }
  return found;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isWordByte = (byte: number): boolean =>
  isDigit(byte) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x2b ||
  byte === 0x2d ||
  byte === 0x5f;
