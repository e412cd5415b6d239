import { expect, test } from 'vitest';
import { formatCreated, formatDuration, formatTimeLeft, formatWhen } from './format-time.ts';

test('durations have the unit they need', () => {
  expect(formatDuration(0.2)).toBe('1 ms');
  expect(formatDuration(999)).toBe('999 ms');
  expect(formatDuration(4210)).toBe('4.2 s');
  expect(formatDuration(61_000)).toBe('1 min 1 s');
  expect(formatTimeLeft(0.3)).toBe('about 1 s left');
  expect(formatTimeLeft(7500)).toBe('about 2 h 5 min left');
});

test('a date of an image is shown in UTC; what builders leave out is said', () => {
  expect(formatCreated('2023-05-02T16:49:27.123456789Z')).toBe('2 May 2023, 16:49:27 UTC');
  expect(formatCreated('1970-01-01T00:00:00Z')).toBe('not recorded (written as 1970)');
  expect(formatCreated('0001-01-01T00:00:00Z')).toBe('not recorded (written as 1)');
  expect(formatCreated('soon')).toBe('soon');
});

test('days are counted by the calendar, not by hours', () => {
  const now = new Date(2024, 2, 1, 0, 30).getTime();
  expect(formatWhen(new Date(2024, 2, 1, 0, 5).getTime(), now)).toBe('today, 00:05');
  expect(formatWhen(new Date(2024, 1, 29, 23, 50).getTime(), now)).toBe('yesterday, 23:50');
  expect(formatWhen(new Date(2023, 11, 31, 12, 0).getTime(), now)).toBe('31 Dec 2023');
});
