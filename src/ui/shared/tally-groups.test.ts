import { expect, test } from 'vitest';
import { tallyGroups } from './tally-groups.ts';

const drawn = (total: number, done: number, broken: number): string =>
  tallyGroups(total, done, broken)
    .map((group) => group.map((stroke) => ({ done: '|', waiting: '.', broken: 'x' })[stroke]).join(''))
    .join(' ');

test('strokes stand in groups of five', () => {
  expect(drawn(8, 8, 0)).toBe('||||| |||');
  expect(drawn(5, 5, 0)).toBe('|||||');
  expect(drawn(0, 0, 0)).toBe('');
});

test('what is not counted yet waits, and broken ones are among those done', () => {
  expect(drawn(7, 3, 1)).toBe('||x.. ..');
  expect(drawn(4, 4, 4)).toBe('xxxx');
});
