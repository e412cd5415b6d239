import { expect, test } from 'vitest';
import { rowWindow } from './row-window.ts';

test('only rows in sight are drawn, and the one with the focus', () => {
  const rows = rowWindow(10_000, 30, 3000, 600, 5);
  expect(rows).toHaveLength(33);
  expect([rows[0], rows[1], rows.at(-1)]).toEqual([5, 94, 125]);
  expect(rowWindow(10_000, 30, 0, 600, 9_999).at(-1)).toBe(9_999);
});

test('short, empty and unseen lists', () => {
  expect(rowWindow(3, 30, 0, 600, 0)).toEqual([0, 1, 2]);
  expect(rowWindow(0, 30, 0, 600, 0)).toEqual([]);
  expect(rowWindow(100, 30, 0, 0, 0)).toEqual([0, 1, 2, 3, 4, 5]);
});
