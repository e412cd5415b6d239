import { describe, expect, test } from 'vitest';
import { gridMove, typedGridRow } from './grid-keys.ts';
import type { GridRow } from './grid-row.ts';

const row = (name: string, parentRow: number | null, isOpen: boolean | null = null): GridRow => ({
  name,
  level: parentRow === null ? 1 : 2,
  parentRow,
  place: 1,
  setSize: 1,
  hasChildren: isOpen !== null,
  isOpen: isOpen === true,
});
const rows = [
  row('app', null, true),
  row('data', 0, false),
  row('seed', 0),
  row('bin', null),
  row('boot', null, false),
];
const rowAt = (i: number): GridRow | null => rows[i] ?? null;
const move = (index: number, key: string, shift = false) => gridMove(rowAt, rows.length, index, key, shift, 3);

describe('keys in a virtual tree', () => {
  test('move within its ends', () => {
    expect(move(0, 'ArrowUp')).toEqual({ does: 'focus', index: 0 });
    expect(move(4, 'ArrowDown')).toEqual({ does: 'focus', index: 4 });
    expect(move(1, 'PageDown')).toEqual({ does: 'focus', index: 4 });
    expect(move(1, 'PageUp')).toEqual({ does: 'focus', index: 0 });
    expect(move(2, 'End')).toEqual({ does: 'focus', index: 4 });
    expect(gridMove(rowAt, 0, 0, 'ArrowDown', false, 3)).toBeNull();
  });

  test('open, close, go in and out', () => {
    expect(move(1, 'ArrowRight')).toEqual({ does: 'open' });
    expect(move(0, 'ArrowRight')).toEqual({ does: 'focus', index: 1 });
    expect(move(2, 'ArrowRight')).toBeNull();
    expect(move(0, 'ArrowLeft')).toEqual({ does: 'close' });
    expect(move(2, 'ArrowLeft')).toEqual({ does: 'focus', index: 0 });
    expect(move(3, 'ArrowLeft')).toBeNull();
    expect(move(2, 'ArrowLeft', true)).toEqual({ does: 'close-all' });
  });

  test('the parent may lie anywhere above, loaded or not', () => {
    expect(gridMove((i) => (i === 900 ? row('x', 7) : null), 1000, 900, 'ArrowLeft', false, 3)).toEqual({
      does: 'focus',
      index: 7,
    });
  });

  test('typing goes to the next name that begins so, round the end, and stays while the word grows', () => {
    expect(typedGridRow(rowAt, 5, 3, 'b')).toBe(4);
    expect(typedGridRow(rowAt, 5, 4, 'b')).toBe(3);
    expect(typedGridRow(rowAt, 5, 4, 'BO')).toBe(4);
    expect(typedGridRow(rowAt, 5, 0, 'zz')).toBeNull();
  });
});
