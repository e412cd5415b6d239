import { describe, expect, test } from 'vitest';
import { testTar } from '../testing/write-tar.ts';
import { layerOf } from '../testing/layer-of.ts';
import { ContentCutter, contentEnd, liesInOneStretch } from './content-cutter.ts';

const parts = [
  { name: 'a', content: 'x'.repeat(700) },
  { name: 'dir/', flag: '5' },
  { name: 'empty' },
  { name: 'b', content: 'hello' },
  { name: 'c', content: 'y'.repeat(512) },
  { name: 'last' },
];

/** What comes of the entries asked for, when the tar comes in chunks of `size` bytes from `start` on and ends at `end`. */
function cut(indices: readonly number[], size: number, end = Infinity, start = 0) {
  const tar = testTar(...parts).slice(0, end);
  const found: { index: number; content: string; lasts: number; isWhole: boolean | null }[] = [];
  const cutter = new ContentCutter(layerOf(...parts), indices, start, {
    begin: (index) => found.push({ index, content: '', lasts: 0, isWhole: null }),
    take(piece, isLast) {
      const one = found.at(-1);
      if (!one || piece.length === 0) throw new Error('an empty piece');
      one.content += new TextDecoder().decode(piece);
      if (isLast) one.lasts += 1;
    },
    end(isWhole) {
      const one = found.at(-1);
      if (one) one.isWhole = isWhole;
    },
  });
  for (let at = start; at < tar.length; at += size) cutter.push(tar.slice(at, at + size));
  cutter.finish();
  expect(cutter.index).toBeUndefined();
  return found;
}

describe('contents are cut out whatever the chunks', () => {
  test.each([1, 7, 511, 512, 513, 100_000])('of %i bytes', (size) => {
    expect(cut([0, 2, 3, 5], size)).toEqual([
      { index: 0, content: 'x'.repeat(700), lasts: 1, isWhole: true },
      { index: 2, content: '', lasts: 0, isWhole: true },
      { index: 3, content: 'hello', lasts: 1, isWhole: true },
      { index: 5, content: '', lasts: 0, isWhole: true },
    ]);
    const entries = layerOf(...parts);
    expect(cut([3, 4], size, Infinity, entries.dataOffsets[3]).map(({ content }) => content.length)).toEqual([5, 512]);
  });
});

test('what breaks off is said to, and what never came', () => {
  const entries = layerOf(...parts);
  const end = contentEnd(entries, 3) - 2;
  expect(cut([0, 3, 4, 5], 100, end).map(({ content, isWhole }) => [content.length, isWhole])).toEqual([
    [700, true],
    [3, false],
    [0, false],
    [0, true],
  ]);
});

test('folders have no stretch', () => {
  const entries = layerOf(...parts);
  expect([0, 1, 2].map((index) => liesInOneStretch(entries, index))).toEqual([true, false, true]);
});
