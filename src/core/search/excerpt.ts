import { decodeName, invalidBytes, toBinary } from '../bytes/byte-names.ts';
import { toHex } from '../bytes/hex.ts';
import { isWideLatin, type Utf16Order, utf16Line, wideStrings } from './utf16-excerpt.ts';

/** What stands around a hit, for showing; the hit is `text.slice(start, end)`. */
export interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** How bytes are shown: `line` of a text, also of one in UTF-16, `strings` in a binary file, `hex`. */
export type ExcerptKind = 'line' | Utf16Order | 'strings' | 'hex' | 'name';

const BEFORE = 80;
const AFTER = 160;
const HIT = 240;
/** A name is shown whole, unless it is longer than any system allows. */
const NAME = 4096;
const HEX_AROUND = 8;
const HEX_HIT = 24;
/** Bytes that a hit wants behind its start, so that its excerpt is whole. */
export const EXCERPT_BYTES = HIT + AFTER;

/** @param hitStart @param hitEnd bytes of the window; `hitEnd` is exclusive */
export function excerptOf(bytes: Uint8Array, hitStart: number, hitEnd: number, kind: ExcerptKind): Excerpt {
  if (kind === 'hex') return hexExcerpt(bytes, hitStart, hitEnd);
  if (kind === 'utf-16le' || kind === 'utf-16be') return utf16Line(bytes, hitStart, hitEnd, kind, [BEFORE, HIT, AFTER]);
  if (kind === 'strings' && isWideLatin(bytes.subarray(hitStart, Math.min(hitEnd, hitStart + HIT))))
    return wideStrings(bytes, hitStart, hitEnd, [BEFORE, HIT, AFTER]);
  if (kind === 'strings') return stringsExcerpt(bytes, hitStart, hitEnd);
  const isName = kind === 'name' && bytes.length <= NAME;
  let from = isName ? 0 : lineStart(bytes, hitStart, Math.max(0, hitStart - BEFORE));
  const cutHit = isName ? hitEnd : Math.min(hitEnd, hitStart + HIT);
  let to = isName ? bytes.length : lineEnd(bytes, cutHit, Math.min(bytes.length, cutHit + AFTER));
  const isCutBefore = from > 0 && bytes[from - 1] !== 0x0a;
  const isCutAfter = to < bytes.length && bytes[to] !== 0x0a && bytes[to] !== 0x0d;
  // Half a character at a cut would look like damage.
  while (isCutBefore && from < hitStart && isContinuation(bytes[from])) from += 1;
  while (isCutAfter && to > cutHit && isContinuation(bytes[to])) to -= 1;
  const decode = !isName && isLatin1(bytes.subarray(from, to)) ? toBinary : decodeName;
  return joined(
    (isCutBefore && !isName ? '…' : '') + decode(bytes.subarray(from, hitStart)),
    decode(bytes.subarray(hitStart, cutHit)) + (cutHit < hitEnd ? '…' : ''),
    decode(bytes.subarray(cutHit, to)) + (isCutAfter && !isName ? '…' : ''),
  );
}

/** No byte beyond ASCII is one of UTF-8, and all of them are letters or signs of Latin-1. */
function isLatin1(line: Uint8Array): boolean {
  const beyond = line.filter((byte) => byte >= 0x80);
  return beyond.length > 0 && beyond.every((byte) => byte >= 0xa0) && invalidBytes(line).length === beyond.length;
}

function hexExcerpt(bytes: Uint8Array, hitStart: number, hitEnd: number): Excerpt {
  const spaced = (from: number, to: number) => toHex(bytes.subarray(from, to)).replace(/..(?=.)/g, '$& ');
  const cut = Math.min(hitEnd, hitStart + HEX_HIT);
  const before = spaced(Math.max(0, hitStart - HEX_AROUND), hitStart);
  const after = spaced(cut, Math.min(bytes.length, cut + HEX_AROUND));
  const hit = spaced(hitStart, cut) + (cut < hitEnd ? ' …' : '');
  return joined(before === '' ? '' : `${before} `, hit, after === '' ? '' : ` ${after}`);
}

/** As `strings` shows them: what is no printable ASCII stands as a dot, UTF-16's zeros too; many in a row as three. */
function stringsExcerpt(bytes: Uint8Array, hitStart: number, hitEnd: number): Excerpt {
  const shown = (from: number, to: number) =>
    Array.from(bytes.subarray(from, to), (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('')
      .replace(/·{4,}/g, '···');
  const cut = Math.min(hitEnd, hitStart + HIT);
  return joined(
    shown(Math.max(0, hitStart - BEFORE / 2), hitStart),
    shown(hitStart, cut) + (cut < hitEnd ? '…' : ''),
    shown(cut, Math.min(bytes.length, cut + AFTER / 2)),
  );
}

const joined = (before: string, hit: string, after: string): Excerpt => ({
  text: before + hit + after,
  start: before.length,
  end: before.length + hit.length,
});

function lineStart(bytes: Uint8Array, at: number, least: number): number {
  let start = at;
  while (start > least && bytes[start - 1] !== 0x0a) start -= 1;
  return start;
}

function lineEnd(bytes: Uint8Array, at: number, most: number): number {
  let end = at;
  while (end < most && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end += 1;
  return end;
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
