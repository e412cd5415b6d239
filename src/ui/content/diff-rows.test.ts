import { expect, test } from 'vitest';
import { diffRows } from './diff-rows.ts';

test('lines that are gone stand beside those in their place', () => {
  const part = (
    kind: 'same' | 'gone' | 'new',
    beforeLine: number,
    afterLine: number,
    lines: string[],
    leftOut = 0,
  ) => ({
    kind,
    beforeLine,
    afterLine,
    lines,
    leftOut,
  });
  const rows = diffRows([
    part('same', 1, 1, ['a'], 5),
    part('gone', 7, 7, ['b', 'c']),
    part('new', 9, 7, ['d']),
    part('new', 9, 8, ['e']),
  ]);
  expect(rows).toEqual([
    { kind: 'lines', before: { number: 1, text: 'a' }, after: { number: 1, text: 'a' }, isSame: true },
    { kind: 'gap', lines: 5 },
    { kind: 'lines', before: { number: 7, text: 'b' }, after: { number: 7, text: 'd' }, isSame: false },
    { kind: 'lines', before: { number: 8, text: 'c' }, after: null, isSame: false },
    { kind: 'lines', before: null, after: { number: 8, text: 'e' }, isSame: false },
  ]);
});
