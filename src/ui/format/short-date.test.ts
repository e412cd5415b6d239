import { expect, test } from 'vitest';
import { shortDate } from './short-date.ts';

test('days in UTC, also far off; nothing for what is no date', () => {
  expect([0, -0.5, 1_700_000_000.9].map(shortDate)).toEqual(['1970-01-01', '1969-12-31', '2023-11-14']);
  expect(shortDate(253_402_300_800)).toBe('+010000-01-01');
  expect([NaN, 1e300, -Infinity].map(shortDate)).toEqual(['', '', '']);
});
