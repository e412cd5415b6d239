import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NeedleFinder } from './needle-finder.ts';
import { hexNeedle, textNeedle, utf16Needles } from './needle.ts';
import type { Needle } from './needle.ts';

type Hit = readonly [start: number, end: number];

/** Looks at each place, one after the other. */
function slowHits(needles: readonly Needle[], bytes: Uint8Array, from: number, limit: number): Hit[] {
  const hits: Hit[] = [];
  for (let start = from; start < limit;) {
    const found = needles.find(
      ({ values, masks }) =>
        start + values.length <= bytes.length &&
        values.every((value, i) => ((bytes[start + i] ?? 0) & (masks[i] ?? 0)) === value),
    );
    if (found) hits.push([start, start + found.values.length]);
    start += found ? found.values.length : 1;
  }
  return hits;
}

function hitsOf(needles: readonly Needle[], bytes: Uint8Array, from: number, limit: number): Hit[] {
  const hits: Hit[] = [];
  new NeedleFinder(needles).scan(bytes, from, limit, true, (start, end) => hits.push([start, end]) > 0);
  return hits;
}

const textOf = (text: string, isCaseSensitive: boolean): Needle[] => {
  const needle = textNeedle(new TextEncoder().encode(text), isCaseSensitive);
  return [needle, ...utf16Needles(text, isCaseSensitive)];
};

/** Few different bytes, so that hits are many, and nearly-hits more. */
const letters = fc.array(fc.constantFrom(0x61, 0x41, 0x62, 0x42, 0, 0xe9), { maxLength: 400 });
const digits = fc.constantFrom('61', '4?', '?1', '??', '00', 'e9');
const needles = fc.oneof(
  fc
    .tuple(fc.array(fc.constantFrom('a', 'A', 'b'), { minLength: 1, maxLength: 6 }), fc.boolean())
    .map(([text, isCaseSensitive]) => textOf(text.join(''), isCaseSensitive)),
  fc
    .array(digits, { minLength: 1, maxLength: 6 })
    .filter((bytes) => bytes.some((byte) => byte !== '??'))
    .map((bytes) => [hexNeedle(bytes.join(''))]),
);

test('finds what looking at every place finds', () => {
  fc.assert(
    fc.property(letters, needles, fc.nat(30), fc.nat(420), (values, all, from, limit) => {
      const bytes = Uint8Array.from(values);
      const most = Math.min(limit, bytes.length);
      expect(hitsOf(all, bytes, from, most)).toEqual(slowHits(all, bytes, from, most));
    }),
    { numRuns: 2_000 },
  );
});

describe('at the edges', () => {
  const bytes = new TextEncoder().encode('needle in a needle');
  test('of the bytes and of the limit', () => {
    expect(hitsOf(textOf('needle', true), bytes, 0, bytes.length)).toEqual([
      [0, 6],
      [12, 18],
    ]);
    expect(hitsOf(textOf('needle', true), bytes, 0, 12)).toEqual([[0, 6]]);
    expect(hitsOf(textOf('needle', true), bytes.subarray(0, 17), 1, 17)).toEqual([]);
  });
  test('the places that could not be decided are told', () => {
    const finder = new NeedleFinder(textOf('needle', true));
    // As UTF-16 it takes twelve bytes.
    expect(finder.scan(bytes.subarray(0, 17), 0, 17, false, () => true)).toBe(6);
  });
  test('a single byte, which no pair tells anything of', () => {
    expect(hitsOf(textOf('D', false), bytes, 0, bytes.length)).toEqual([
      [3, 4],
      [15, 16],
    ]);
  });
});
