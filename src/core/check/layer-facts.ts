import { toBinary } from '../bytes/byte-names.ts';
import { ENTRY_TYPES, type LayerEntries } from '../layer/layer-entries.ts';
import { entryTarget } from '../layer/entry-fields.ts';
import { CleanName } from './clean-entry-path.ts';
import { FirstEntries } from './first-entries.ts';

/** Whiteouts of one layer, and where everything stands. Paths are byte strings (`toBinary`), cleaned. */
export interface LayerFacts {
  /** Cleaned path → the first entry with it. Empty for the root itself. */
  readonly first: Pick<FirstEntries, 'get'>;
  /** Folders by cleaned path, the root left out → the first entry in each that is no deletion mark. */
  readonly folders: ReadonlyMap<string, number>;
  /** Paths that a whiteout of this layer hides below it → the entry of the whiteout. */
  readonly hidden: ReadonlyMap<string, number>;
  /** Folders whose lower content is hidden → the entry that says so. */
  readonly opaque: ReadonlyMap<string, number>;
  /** Entries whose cleaned path stood in the layer before. */
  readonly repeated: readonly number[];
  /** Entries with a name, or a part of it, longer than Linux takes. */
  readonly tooLong: readonly number[];
  /** Entries that are the root itself and no folder. */
  readonly oddRoots: readonly number[];
  /** Entries whose path leads above the root. */
  readonly escaping: readonly number[];
  /** Entries with bytes above 0x7f in their name: candidates for names that are no text. */
  readonly notAscii: readonly number[];
  readonly devices: readonly number[];
  readonly hardlinks: readonly number[];
  /** Symlinks to nothing at all, or to more than Linux takes. */
  readonly oddSymlinks: readonly number[];
  /** Entries named `.wh.`, `.wh..` or `.wh...`. */
  readonly namelessWhiteouts: readonly number[];
}

let cache = new WeakMap<LayerEntries, LayerFacts>();

/**
 * What several rules ask about the entries of a layer, some 3 to 11 bytes an entry; computed once per layer, and kept until
 * `forgetLayerFacts`.
 */
export function layerFacts(entries: LayerEntries): LayerFacts {
  const known = cache.get(entries);
  if (known) return known;
  const facts = gather(entries);
  cache.set(entries, facts);
  return facts;
}

/** For when no more rules will be asked for a while. */
export function forgetLayerFacts(): void {
  cache = new WeakMap();
}

const DIR = ENTRY_TYPES.indexOf('dir');
const CHAR = ENTRY_TYPES.indexOf('char');
const BLOCK = ENTRY_TYPES.indexOf('block');
const HARDLINK = ENTRY_TYPES.indexOf('hardlink');
const SYMLINK = ENTRY_TYPES.indexOf('symlink');
const WHITEOUT = '.wh.';
const SLASH = 0x2f;
const DOT = 0x2e;

function gather(entries: LayerEntries): LayerFacts {
  const first = new FirstEntries(entries);
  const folders = new Map<string, number>();
  const hidden = new Map<string, number>();
  const opaque = new Map<string, number>();
  const lists = {
    repeated: [] as number[],
    tooLong: [] as number[],
    oddRoots: [] as number[],
    escaping: [] as number[],
    notAscii: [] as number[],
    devices: [] as number[],
    hardlinks: [] as number[],
    oddSymlinks: [] as number[],
    namelessWhiteouts: [] as number[],
  };
  const { names, nameEnds } = entries;
  const clean = new CleanName();
  let from = 0;
  let known: { readonly bytes: Uint8Array; readonly start: number; readonly end: number } | null = null;
  const enter = (bytes: Uint8Array, start: number, end: number, i: number): void => {
    // Neighbours mostly are in one folder, and no text is made for each.
    if (known !== null && isSamePart(known, bytes, start, end)) return;
    known = { bytes, start, end };
    const folder = toBinary(bytes.subarray(start, end));
    if (!folders.has(folder)) folders.set(folder, i);
  };
  for (let i = 0; i < entries.count; i += 1) {
    const to = nameEnds[i] ?? from;
    clean.become(names, from, to);
    if (clean.escapes) lists.escaping.push(i);
    if (to - from > NAME_BYTES && longestPart(clean) !== null) lists.tooLong.push(i);
    if (!isAscii(names, from, to)) lists.notAscii.push(i);
    from = to;
    const type = entries.types[i];
    if (type === CHAR || type === BLOCK) lists.devices.push(i);
    if (type === HARDLINK) lists.hardlinks.push(i);
    if (type === SYMLINK && isOddTarget(entryTarget(entries, i).length)) lists.oddSymlinks.push(i);
    if (!first.add(i, clean)) lists.repeated.push(i);
    const { bytes, start, end } = clean;
    let last = end;
    while (last > start && bytes[last - 1] !== SLASH) last--;
    if (last === end) {
      if (type !== DIR && !clean.escapes) lists.oddRoots.push(i);
      continue; // the root itself
    }
    const base = bytes[last] === DOT ? toBinary(bytes.subarray(last, end)) : '';
    if (!base.startsWith(WHITEOUT)) {
      if (last > start) enter(bytes, start, last - 1, i);
      continue;
    }
    const dir = last > start ? toBinary(bytes.subarray(start, last - 1)) : '';
    const target = base.slice(WHITEOUT.length);
    if (target === '' || target === '.' || target === '..') lists.namelessWhiteouts.push(i);
    else if (target === '.wh..opq') opaque.set(dir, i);
    else if (!target.startsWith(WHITEOUT)) hidden.set(dir === '' ? target : `${dir}/${target}`, i);
  }
  return { first, folders, hidden, opaque, ...lists };
}

/** NAME_MAX of Linux: bytes of one part of a path. */
const NAME_BYTES = 255;
/** PATH_MAX of Linux, less the slash in front and the zero behind: bytes of a whole path below a root. */
const PATH_BYTES = 4094;

/** PATH_MAX of Linux, less the zero behind. */
const isOddTarget = (bytes: number): boolean => bytes === 0 || bytes > 4095;

/** What of a path is longer than Linux takes, and the most it takes; null for a path that can be made. */
export function longestPart({ bytes, start, end }: Pick<CleanName, 'bytes' | 'start' | 'end'>): {
  readonly bytes: number;
  readonly limit: number;
} | null {
  let longest = 0;
  for (let from = start, at = start; at <= end; at += 1) {
    if (at < end && bytes[at] !== SLASH) continue;
    longest = Math.max(longest, at - from);
    from = at + 1;
  }
  if (longest > NAME_BYTES) return { bytes: longest, limit: NAME_BYTES };
  return end - start > PATH_BYTES ? { bytes: end - start, limit: PATH_BYTES } : null;
}

function isSamePart(
  part: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (part.end - part.start !== end - start) return false;
  // From the end: folders differ in their last parts.
  for (let i = end - 1, at = part.end - 1; i >= start; i--, at--) if (bytes[i] !== part.bytes[at]) return false;
  return true;
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  let bits = 0;
  for (let i = from; i < to; i++) bits |= bytes[i] ?? 0;
  return bits < 0x80;
}
