import type { CodePointSet } from './code-point-set.ts';

/** A range for each byte of a character, ends inclusive. */
export type ByteSequence = readonly (readonly [low: number, high: number])[];

const LONGEST = [0x7f, 0x7ff, 0xffff, 0x10ffff];

/**
 * A set of characters as sequences of byte ranges: a character is in the set exactly when its UTF-8 bytes fit one of them.
 * Surrogates have no bytes and are left out.
 * @see The Unicode Standard, table 3-6, "UTF-8 Bit Distribution"
 */
export function utf8Sequences(set: CodePointSet): ByteSequence[] {
  const found: ByteSequence[] = [];
  for (const [low, high] of set) {
    split(low, Math.min(high, 0xd7ff), found);
    split(Math.max(low, 0xe000), high, found);
  }
  return found;
}

function split(low: number, high: number, found: ByteSequence[]): void {
  if (low > high) return;
  for (const last of LONGEST) {
    if (low <= last && high > last) {
      split(low, last, found);
      split(last + 1, high, found);
      return;
    }
  }
  const length = LONGEST.findIndex((last) => high <= last) + 1;
  // The bytes behind the first that differs must be free to take any value, else the range is cut where they are.
  for (let trailing = 1; trailing < length; trailing++) {
    const mask = 2 ** (6 * trailing) - 1;
    if ((low & ~mask) === (high & ~mask)) continue;
    if ((low & mask) !== 0) {
      split(low, low | mask, found);
      split((low | mask) + 1, high, found);
      return;
    }
    if ((high & mask) !== mask) {
      split(low, (high & ~mask) - 1, found);
      split(high & ~mask, high, found);
      return;
    }
  }
  const from = encoded(low, length);
  const to = encoded(high, length);
  found.push(from.map((byte, i) => [byte, to[i] ?? byte]));
}

function encoded(point: number, length: number): number[] {
  if (length === 1) return [point];
  const bytes: number[] = [];
  for (let i = length - 1; i > 0; i--) bytes.push(0x80 | ((point >> (6 * (i - 1))) & 0x3f));
  const lead = ((0xf00 >> length) & 0xff) | (point >> (6 * (length - 1)));
  return [lead, ...bytes];
}
