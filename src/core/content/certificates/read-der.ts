import { ContentFault } from '../field-view.ts';

/** One element: `start` to `end` is its content. */
export interface DerElement {
  /** The first byte: class, constructed, number. Numbers above 30 do not occur in certificates and keys. */
  readonly tag: number;
  /** Where the tag stands. */
  readonly headStart: number;
  readonly start: number;
  readonly end: number;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const OBJECT_ID = 0x06;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;

/**
 * The element at `at`; it must lie within `end`.
 * @throws ContentFault for a length of unknown end, a length above what is left, or a long tag
 * @see ITU-T X.690, 8.1 and 10.1
 */
export function readDer(bytes: Uint8Array, at: number, end = bytes.length): DerElement {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > end) throw new ContentFault(`DER ends at byte ${at}`);
  if ((tag & 0x1f) === 0x1f) throw new ContentFault(`a long tag at byte ${at}`);
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new ContentFault(`a length of ${count} bytes at byte ${at}`);
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? 0);
    start += count;
  }
  if (start + length > end) throw new ContentFault(`an element of ${length} bytes at byte ${at}`);
  return { tag, headStart: at, start, end: start + length };
}

const MOST_CHILDREN = 1000;

/** The elements within one; at most a thousand. @throws ContentFault as `readDer` */
export function derChildren(bytes: Uint8Array, { start, end }: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let at = start; at < end && children.length < MOST_CHILDREN;) {
    const child = readDer(bytes, at, end);
    children.push(child);
    at = child.end;
  }
  return children;
}

/** `1.2.840.113549.1.1.1`; parts above 2^53 as `?`. */
export function objectId(bytes: Uint8Array, { start, end }: DerElement): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of bytes.subarray(start, Math.min(end, start + 64))) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    if (parts.length === 0) {
      const first = Math.min(2, Math.floor(value / 40));
      parts.push(first, value - first * 40);
    } else parts.push(value);
    value = 0;
  }
  return parts.map((part) => (Number.isSafeInteger(part) ? String(part) : '?')).join('.');
}
