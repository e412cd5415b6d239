import { expect, test } from 'vitest';
import { chooseBudget, chooseStrategy, memoryNeed, planStrategies } from './check-strategy.ts';

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
  const bytes = (memoryGiB: number | null, isHidden = false): number =>
    chooseBudget({ memoryGiB, isHidden, speeds: null }).bytes;
  expect(bytes(8)).toBe(608 * MiB);
  expect(bytes(32)).toBe(608 * MiB);
  expect(bytes(4)).toBe(304 * MiB);
  expect(bytes(null)).toBe(304 * MiB);
  expect(bytes(2)).toBe(0);
  expect(bytes(8, true)).toBe(0);
});

test('nor where the platform hashes whole buffers hardly faster than our own code a stream', () => {
  const bytes = (platform: number): number =>
    chooseBudget({ memoryGiB: 8, isHidden: false, speeds: { platform, ours: 400e6 } }).bytes;
  expect(bytes(1500e6)).toBe(608 * MiB);
  expect(bytes(480e6)).toBe(608 * MiB);
  expect(bytes(479e6)).toBe(0);
  expect(bytes(250e6)).toBe(0);
});

test('a packed file that all others are done before is split, unless it is small work or there is no second worker', () => {
  const budget = { bytes: 608 * MiB };
  const large = { size: 40 * MiB, unpackedHint: 100 * MiB };
  const other = { size: 30 * MiB, unpackedHint: 100 * MiB };
  expect(planStrategies([large, other], budget, 2)).toEqual(['split', 'buffered']);
  expect(planStrategies([large, other], budget, 1)).toEqual(['buffered', 'buffered']);
  expect(planStrategies([other, other], budget, 2)).toEqual(['buffered', 'buffered']);
  // With four workers, two each have one to themselves, and a second one to spare.
  expect(planStrategies([other, other], budget, 4)).toEqual(['split', 'split']);
  expect(planStrategies([{ size: 5 * MiB, unpackedHint: 20 * MiB }, { size: 10 }], budget, 2)).toEqual([
    'buffered',
    'small',
  ]);
});

test('a plain file is split only where it cannot be kept whole', () => {
  expect(planStrategies([{ size: 200 * MiB }], { bytes: 608 * MiB }, 2)).toEqual(['buffered']);
  expect(planStrategies([{ size: 200 * MiB }], { bytes: 300 * MiB }, 2)).toEqual(['split']);
});
