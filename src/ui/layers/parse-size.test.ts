import { expect, test } from 'vitest';
import { parseSize } from './parse-size.ts';

test('sizes as people write them', () => {
  expect(parseSize('14,848')).toBe(14_848);
  expect(parseSize(' 10 MB ')).toBe(10_000_000);
  expect(parseSize('1.5g')).toBe(1_500_000_000);
  expect(parseSize('4KiB')).toBe(4096);
  expect(parseSize('0')).toBe(0);
  expect(parseSize('')).toBeNull();
});

test('what is no size is said to be none', () => {
  for (const text of ['ten', '5 XB', '-3', '1e9', '999999999999999 GB', '5 constructor'])
    expect(parseSize(text)).toBeUndefined();
});
