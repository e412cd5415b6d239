import { expect, test } from 'vitest';
import { asciiText, hexPieces, hexRows, parseOffset } from './hex-rows.ts';

test('equal rows are folded, the first and the last stand', () => {
  const bytes = new Uint8Array(16 * 6);
  bytes.set([104, 105], 0);
  const rows = hexRows(bytes, 512);
  expect(rows.map((row) => [row.kind, row.offset])).toEqual([
    ['bytes', 512],
    ['bytes', 528],
    ['same', 544],
    ['bytes', 592],
  ]);
  expect(rows[2]).toMatchObject({ rows: 3 });
});

test('a short last row is a row', () => {
  const rows = hexRows(new Uint8Array([1, 2, 3]), 0);
  expect(rows).toEqual([{ kind: 'bytes', offset: 0, bytes: [1, 2, 3] }]);
  expect(hexRows(new Uint8Array(0), 0)).toEqual([]);
});

test('pieces are two groups of eight, zeros apart', () => {
  expect(hexPieces([0, 0, 255]).map(({ text }) => text)).toEqual(['00 00', ' ff']);
  expect(hexPieces(Array.from({ length: 16 }, () => 7)).map(({ text }) => text)).toEqual([
    '07 07 07 07 07 07 07 07  07 07 07 07 07 07 07 07',
  ]);
  expect(asciiText([104, 10, 126, 127, 200])).toBe('h.~..');
});

test('offsets as people write them', () => {
  expect(['0x1F0', '1f0h', '496', '1,024', ' 0 '].map(parseOffset)).toEqual([496, 496, 496, 1024, 0]);
  expect(['', 'abc', '-1', '0x', '99999999999999999999'].map(parseOffset)).toEqual([null, null, null, null, null]);
});
