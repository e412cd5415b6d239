import { expect, test } from 'vitest';
import { spreadColumn } from './spread-column.ts';

test('what has room stays where it wants to be', () => {
  expect(spreadColumn([0, 100, 250], [50, 50])).toEqual([0, 100, 250]);
});

test('what collides is pushed apart by the same amount', () => {
  expect(spreadColumn([100, 100], [40])).toEqual([80, 120]);
  expect(spreadColumn([10, 10, 10, 500], [10, 10, 10])).toEqual([0, 10, 20, 500]);
});

test('order and gaps hold for any wishes', () => {
  let seed = 7;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 200; round += 1) {
    const wanted = Array.from({ length: 1 + Math.floor(random() * 30) }, () => random() * 1000);
    const gaps = wanted.slice(1).map(() => random() * 60);
    const ys = spreadColumn(wanted, gaps);
    expect(ys).toHaveLength(wanted.length);
    gaps.forEach((gap, i) => expect((ys[i + 1] ?? 0) - (ys[i] ?? 0)).toBeGreaterThanOrEqual(gap - 1e-9));
    // The sum of the ways is nought: nothing is pushed further than it must be.
    expect(ys.reduce((sum, y, i) => sum + y - (wanted[i] ?? 0), 0)).toBeCloseTo(0, 6);
  }
});

test('nothing and one', () => {
  expect(spreadColumn([], [])).toEqual([]);
  expect(spreadColumn([5], [])).toEqual([5]);
});
