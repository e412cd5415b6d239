import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareDecimals } from './compare-decimals.ts';

const byText = (a: number, b: number): number => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
const number = fc.oneof(
  fc.nat({ max: 200 }),
  fc.nat(),
  fc.maxSafeNat(),
  fc.nat({ max: 15 }).map((power) => 10 ** power),
  fc.nat({ max: 15 }).map((power) => 10 ** power - 1),
);

test('orders numbers as their texts are ordered', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(Math.sign(compareDecimals(a, b))).toBe(byText(a, b));
    }),
    { seed: 5, numRuns: 5000 },
  );
  expect([100, 9, 0, 10, 99, 1].sort(compareDecimals)).toEqual([0, 1, 10, 100, 9, 99]);
});
