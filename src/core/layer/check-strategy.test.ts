import { expect, test } from 'vitest';
import { chooseBudget, chooseStrategy } from './check-strategy.ts';

const MiB = 2 ** 20;

test('by size: small, kept whole, streamed', () => {
  const budget = { bytes: 100 * MiB };
  expect([1, 256 * 1024, 256 * 1024 + 1, 100 * MiB - 1, 100 * MiB].map((size) => chooseStrategy(size, budget))).toEqual(
    ['small', 'small', 'buffered', 'buffered', 'streaming'],
  );
  expect(chooseStrategy(MiB, { bytes: 0 })).toBe('streaming');
});

test('memory is shared by the workers, and nothing is kept where there is little or the page is hidden', () => {
  expect(chooseBudget(2, 8, false).bytes).toBe(128 * MiB);
  expect(chooseBudget(1, 32, false).bytes).toBe(256 * MiB);
  expect(chooseBudget(2, 4, false).bytes).toBe(64 * MiB);
  expect(chooseBudget(2, null, false).bytes).toBe(64 * MiB);
  expect(chooseBudget(2, 2, false).bytes).toBe(0);
  expect(chooseBudget(2, 8, true).bytes).toBe(0);
  for (const workers of [1, 2, 3, 4]) {
    // What is stored and packed, what it unpacks to, and the platform's copy.
    expect(chooseBudget(workers, 8, false).bytes * 2.5 * workers).toBeLessThanOrEqual(640 * MiB);
  }
});
