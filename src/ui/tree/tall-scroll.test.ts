import { expect, test } from 'vitest';
import { tallScroll } from './tall-scroll.ts';

test('a list that fits is scrolled pixel by pixel', () => {
  const scroll = tallScroll(24_000, 600);
  expect(scroll.height).toBe(24_000);
  expect(scroll.top(1234)).toBe(1234);
  expect(scroll.scrolled(1234)).toBe(1234);
});

test('a list taller than browsers draw ends where the scroll bar ends', () => {
  const scroll = tallScroll(2_000_000 * 24, 600);
  expect(scroll.height).toBeLessThan(17_000_000);
  expect(scroll.top(0)).toBe(0);
  expect(scroll.top(scroll.height - 600)).toBeCloseTo(2_000_000 * 24 - 600, 3);
  expect(scroll.top(scroll.scrolled(31_000_000))).toBeCloseTo(31_000_000, 3);
});

test('an empty list and a box without height do no harm', () => {
  expect(tallScroll(0, 0).top(0)).toBe(0);
  expect(tallScroll(0, 600).scrolled(0)).toBe(0);
});
