import { fromBinary, invalidBytes, toBinary } from '../bytes/byte-names.ts';
import type { CreateHasher } from '../bytes/hasher.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import { ENTRY_TYPES } from '../layer/layer-entries.ts';
import type { EntryType } from '../layer/layer-entries.ts';
import { rootfsPaths } from './rootfs.ts';
import type { Rootfs, RootfsPath } from './rootfs.ts';

/** Sizes are bytes. */
export interface RootfsSummary {
  readonly paths: number;
  readonly bytes: number;
  /** Types that do not occur are absent. */
  readonly byType: Readonly<Partial<Record<EntryType, number>>>;
  /** Fingerprint of the tree, lowercase hex: REPORT.md, `listingSha256`. */
  readonly listingSha256: string;
}

/** Counts the tree's paths and takes its fingerprint. Memory: the text of each path, about twice. */
export function summariseRootfs(rootfs: Rootfs, createHasher: CreateHasher): RootfsSummary {
  const counts = new Map<EntryType, number>();
  const lines = new SortedLines();
  let bytes = 0;
  for (const found of rootfsPaths(rootfs)) {
    const type = entryType(found.entries, found.entry);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    bytes += found.entries.sizes[found.entry] ?? 0;
    lines.add(type, found);
  }
  const byType: Partial<Record<EntryType, number>> = {};
  for (const type of ENTRY_TYPES) {
    const count = counts.get(type);
    if (count) byType[type] = count;
  }
  return { paths: lines.count, bytes, byType, listingSha256: hashLines(lines, createHasher) };
}

/** All lines of the listing, sorted, as the bytes that are hashed: what `listingSha256` is the SHA-256 of. */
export function listRootfs(rootfs: Rootfs): Uint8Array<ArrayBuffer>[] {
  const lines = new SortedLines();
  for (const found of rootfsPaths(rootfs)) lines.add(entryType(found.entries, found.entry), found);
  return [...lines].map((line) => fromBinary(withoutMarks(line)));
}

/**
 * Lines `TYPE MODE UID:GID SIZE PATH[ -> TARGET]` in their order, as sort keys, one character per byte: see `withMarks`. What
 * stands before the path holds four blanks and no path, so that lines can be sorted in two steps, first by that and then
 * by the rest, which compares far less.
 */
class SortedLines {
  count = 0;
  readonly #groups = new Map<string, string[]>();

  add(type: EntryType, { path, entry, entries }: RootfsPath): void {
    const mode = (entries.modes[entry] ?? 0).toString(8);
    const owner = `${entries.uids[entry] ?? 0}:${entries.gids[entry] ?? 0}`;
    const start = `${type} ${mode} ${owner} ${entries.sizes[entry] ?? 0} `;
    const target = entryTarget(entries, entry);
    const rest = withMarks(path) + (target.length === 0 ? '' : ` -> ${withMarks(toBinary(target))}`);
    const group = this.#groups.get(start);
    if (group) group.push(rest);
    else this.#groups.set(start, [rest]);
    this.count += 1;
  }

  *[Symbol.iterator](): Generator<string, void> {
    for (const start of [...this.#groups.keys()].sort()) {
      for (const rest of (this.#groups.get(start) ?? []).sort()) yield start + rest;
    }
  }
}

// eslint-disable-next-line no-control-regex -- all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Lines are sorted by the code points of their text, a byte that is no UTF-8 standing for U+DC80 to U+DCFF. UTF-8 keeps code
 * point order, so each such byte is written as the three bytes that code point would have, and then bytes are compared.
 * Well-formed UTF-8 never holds those three, which makes the way back safe.
 */
function withMarks(binary: string): string {
  if (ASCII.test(binary)) return binary;
  const invalid = invalidBytes(fromBinary(binary));
  let marked = '';
  let from = 0;
  for (const at of invalid) {
    const byte = binary.charCodeAt(at);
    marked += `${binary.slice(from, at)}\xed${byte < 0xc0 ? '\xb2' : '\xb3'}${String.fromCharCode(0x80 | (byte & 0x3f))}`;
    from = at + 1;
  }
  return marked + binary.slice(from);
}

const withoutMarks = (line: string): string =>
  line.replace(/\xed([\xb2\xb3])([\x80-\xbf])/g, (_, half: string, low: string) =>
    String.fromCharCode(low.charCodeAt(0) + (half === '\xb3' ? 0x40 : 0)),
  );

const utf8 = new TextEncoder();

/** What the platform encodes at once is ten times as fast as going through it here. */
const bytesOf = (line: string): Uint8Array => (ASCII.test(line) ? utf8.encode(line) : fromBinary(withoutMarks(line)));

const LINES_AT_ONCE = 1024;

function hashLines(lines: Iterable<string>, createHasher: CreateHasher): string {
  const hasher = createHasher('sha256');
  let pending: string[] = [];
  let isFirst = true;
  const flush = () => {
    const text = pending.join('\n');
    hasher.update(bytesOf(isFirst ? text : `\n${text}`));
    isFirst = false;
    pending = [];
  };
  for (const line of lines) {
    pending.push(line);
    if (pending.length === LINES_AT_ONCE) flush();
  }
  if (pending.length > 0) flush();
  return hasher.digestHex();
}
