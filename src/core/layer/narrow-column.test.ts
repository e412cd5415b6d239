import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NarrowColumn } from './narrow-column.ts';

const columnOf = (values: readonly number[]) => {
  const column = new NarrowColumn();
  for (const value of values) column.push(value);
  return column.filled();
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
