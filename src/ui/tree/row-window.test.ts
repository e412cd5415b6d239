import { expect, test } from 'vitest';
import { rowWindow } from './row-window.ts';

test('only rows in sight are drawn, and the one with the focus', () => {
  const rows = rowWindow(10_000, 30, 3000, 600, 5);
  expect(rows).toHaveLength(34);
  expect([rows[0], rows[1], rows.at(-1)]).toEqual([5, 94, 126]);
  expect(rowWindow(10_000, 30, 0, 600, 9_999).at(-1)).toBe(9_999);
});

test('as many at the edges and between two rows as anywhere else', () => {
  const counts = [0, 29, 3000, 3015, 299_390, 299_400].map((top) => rowWindow(10_000, 30, top, 600, -1).length);
  expect(new Set(counts)).toEqual(new Set([33]));
  expect(rowWindow(10_000, 30, 299_400, 600, -1).at(-1)).toBe(9_999);
});

test('short, empty and unseen lists', () => {
  expect(rowWindow(3, 30, 0, 600, 0)).toEqual([0, 1, 2]);
  expect(rowWindow(0, 30, 0, 600, 0)).toEqual([]);
  expect(rowWindow(100, 30, 0, 0, 0)).toHaveLength(13);
});
