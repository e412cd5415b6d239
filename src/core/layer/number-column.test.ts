import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberColumn, type NumberColumnArray } from './number-column.ts';

const moved = <T extends NumberColumnArray>(column: NumberColumn<T>): T =>
  column.moveTo(new ArrayBuffer(8 + column.byteLength), 8);

const columnOf = (values: readonly number[]) => {
  const column = NumberColumn.narrow();
  for (const value of values) column.push(value);
  return moved(column);
};

test.each<[number[], number]>([
  [[], 1],
  [[0, 255], 1],
  [[256, 0], 2],
  [[1, 65_536], 4],
  [[2 ** 32 - 1], 4],
  [[2 ** 32], 8],
  [[-1], 8],
  [[0.5], 8],
  [[1e300, 3], 8],
])('%j takes %i bytes a number', (values, bytes) => {
  const column = columnOf(values);
  expect([...column]).toEqual(values);
  expect(column.BYTES_PER_ELEMENT).toBe(bytes);
});

test('keeps every number, however many and in whatever order', () => {
  const value = fc.oneof(
    fc.nat(255),
    fc.nat(70_000),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(
      fc.array(
        value.map((number) => number + 0),
        { maxLength: 900 },
      ),
      (values) => {
        expect([...columnOf(values)]).toEqual(values.map((number) => (Object.is(number, -0) ? 0 : number)));
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});

test('more numbers than a block holds, growing wider in a later block', () => {
  const values = Array.from({ length: 70_000 }, (_, i) => (i < 40_000 ? i % 200 : i < 69_999 ? i : -3));
  expect(columnOf(values.slice(0, 40_000))).toEqual(Uint8Array.from(values.slice(0, 40_000)));
  expect(columnOf(values.slice(0, 69_999))).toEqual(Uint32Array.from(values.slice(0, 69_999)));
  expect(columnOf(values)).toEqual(Float64Array.from(values));
});

test('a column of one kind stays of that kind, and takes nothing wider', () => {
  const column = NumberColumn.shorts();
  column.push(1);
  column.push(65_535);
  expect(() => column.push(65_536)).toThrow(RangeError);
  expect(column).toHaveLength(2);
  expect(moved(column)).toEqual(Uint16Array.of(1, 65_535));
});

test('what was left in a block by a column before is not in the next one', () => {
  const first = NumberColumn.words();
  for (let i = 0; i < 9_000; i++) first.push(4_000_000_000);
  moved(first);
  expect(columnOf([1, 2, 3])).toEqual(Uint8Array.of(1, 2, 3));
  expect(columnOf([])).toHaveLength(0);
});

test('a column that was moved is empty, and can be filled again', () => {
  const column = NumberColumn.narrow();
  column.push(7);
  moved(column);
  expect(column.byteLength).toBe(0);
  column.push(9);
  expect(moved(column)).toEqual(Uint8Array.of(9));
});
