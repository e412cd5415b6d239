import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder, nextSlots } from './row-slots.ts';
import type { RowSlot } from './row-slots.ts';

const range = (first: number, end: number): number[] => Array.from({ length: end - first }, (_, i) => first + i);
const indexes = (slots: readonly RowSlot[]): number[] => slots.map(({ index }) => index);

test('scrolling by two rows hands the two elements on top to the rows that come in below', () => {
  const before = nextSlots([], range(0, 5));
  const after = nextSlots(before, range(2, 7));
  expect(after.map(({ key, index }) => [key, index])).toEqual([
    [0, 5],
    [1, 6],
    [2, 2],
    [3, 3],
    [4, 4],
  ]);
  expect(after[2]).toBe(before[2]);
  expect(indexes(inOrder(after))).toEqual(range(2, 7));
});

test('the row with the focus keeps its element, however far one scrolls', () => {
  const near = nextSlots([], range(0, 5));
  const far = nextSlots(near, [3, ...range(900, 905)]);
  expect(far.find(({ index }) => index === 3)).toBe(near[3]);
  expect(nextSlots(far, range(0, 5)).find(({ index }) => index === 3)).toBe(near[3]);
});

test('the same rows are the same list: nothing is drawn', () => {
  const slots = nextSlots([], range(0, 5));
  expect(nextSlots(slots, range(0, 5))).toBe(slots);
  expect(inOrder(slots)).toBe(slots);
});

test('each row has one element, each element one row, and none is made while one is free', () => {
  const windows = fc.array(fc.record({ first: fc.nat(60), count: fc.nat(20), stop: fc.nat(80) }), { minLength: 1 });
  fc.assert(
    fc.property(windows, (all) => {
      let slots: readonly RowSlot[] = [];
      for (const { first, count, stop } of all) {
        const places = [...new Set([...range(first, first + count), stop])].sort((a, b) => a - b);
        const before = new Set(slots.map(({ key }) => key));
        slots = nextSlots(slots, places);
        expect(indexes(inOrder(slots))).toEqual(places);
        const keys = slots.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.filter((key) => !before.has(key))).toHaveLength(Math.max(0, places.length - before.size));
        slots = stop % 3 === 0 ? inOrder(slots) : slots;
      }
    }),
  );
});
