import { expect, test } from 'vitest';
import { chooseBudget, chooseStrategy, memoryNeed } from './check-strategy.ts';

const MiB = 2 ** 20;

test('by size: small, kept whole while it and a copy fit, streamed', () => {
  const budget = { bytes: 100 * MiB };
  const sizes = [1, 256 * 1024, 256 * 1024 + 1, 50 * MiB, 50 * MiB + 1];
  expect(sizes.map((size) => chooseStrategy({ size }, budget))).toEqual([
    'small',
    'small',
    'buffered',
    'buffered',
    'streaming',
  ]);
  expect(chooseStrategy({ size: MiB }, { bytes: 0 })).toBe('streaming');
});

test('what a packed file unpacks to counts too', () => {
  expect(memoryNeed({ size: 10, unpackedHint: 30 })).toEqual({ kept: 40, copied: 30, takesTurns: true });
  expect(memoryNeed({ size: 10, unpackedHint: 5 })).toEqual({ kept: 15, copied: 10, takesTurns: true });
  const packed = { size: 10 * MiB, unpackedHint: 30 * MiB };
  expect(chooseStrategy(packed, { bytes: 70 * MiB })).toBe('buffered');
  expect(chooseStrategy(packed, { bytes: 70 * MiB - 1 })).toBe('streaming');
});

test('nothing is kept where there is little memory or the page is hidden', () => {
  expect(chooseBudget(8, false).bytes).toBe(608 * MiB);
  expect(chooseBudget(32, false).bytes).toBe(608 * MiB);
  expect(chooseBudget(4, false).bytes).toBe(304 * MiB);
  expect(chooseBudget(null, false).bytes).toBe(304 * MiB);
  expect(chooseBudget(2, false).bytes).toBe(0);
  expect(chooseBudget(8, true).bytes).toBe(0);
});
