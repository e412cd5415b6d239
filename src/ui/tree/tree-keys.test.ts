import { expect, test } from 'vitest';
import { treeMove, typedRow } from './tree-keys.ts';
import type { TreeRow } from './tree-row.ts';

const row = (name: string, level: number, isOpen: boolean | null = null): TreeRow => ({
  id: name,
  name,
  level,
  isOpen,
  position: 1,
  siblings: 1,
});
const rows = [row('blobs', 1, true), row('aa11', 2), row('ab22', 2), row('index.json', 1), row('old', 1, false)];
const press = (index: number, key: string, shift = false) => treeMove(rows, index, key, shift, 3);

test('arrows walk, open and close', () => {
  expect(press(0, 'ArrowDown')).toEqual({ does: 'focus', index: 1 });
  expect(press(0, 'ArrowUp')).toEqual({ does: 'focus', index: 0 });
  expect(press(4, 'ArrowDown')).toEqual({ does: 'focus', index: 4 });
  expect(press(0, 'ArrowRight')).toEqual({ does: 'focus', index: 1 });
  expect(press(4, 'ArrowRight')).toEqual({ does: 'open', index: 4 });
  expect(press(0, 'ArrowLeft')).toEqual({ does: 'close', index: 0 });
  expect(press(2, 'ArrowLeft')).toEqual({ does: 'focus', index: 0 });
  expect(press(3, 'ArrowLeft')).toBeNull();
  expect(press(2, 'ArrowLeft', true)).toEqual({ does: 'close-all' });
});

test('Home, End and pages stay inside', () => {
  expect(press(2, 'Home')).toEqual({ does: 'focus', index: 0 });
  expect(press(2, 'End')).toEqual({ does: 'focus', index: 4 });
  expect(press(3, 'PageDown')).toEqual({ does: 'focus', index: 4 });
  expect(press(2, 'PageUp')).toEqual({ does: 'focus', index: 0 });
  expect(press(9, 'ArrowDown')).toBeNull();
});

test('typing jumps to the next name, and round', () => {
  expect(typedRow(rows, 1, 'a')).toBe(2);
  expect(typedRow(rows, 2, 'a')).toBe(1);
  expect(typedRow(rows, 1, 'ab')).toBe(2);
  expect(typedRow(rows, 2, 'AB2')).toBe(2);
  expect(typedRow(rows, 2, 'x')).toBeNull();
});
