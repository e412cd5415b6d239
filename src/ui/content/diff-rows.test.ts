import { expect, test } from 'vitest';
import { diffRows } from './diff-rows.ts';

const line = (number: number, text: string, isOpenEnded = false) => ({ number, text, isOpenEnded });

test('lines that are gone stand beside those in their place', () => {
  const part = (
    kind: 'same' | 'gone' | 'new',
    beforeLine: number,
    afterLine: number,
    lines: string[],
    leftOut = 0,
    isOpenEnded = false,
  ) => ({
    kind,
    beforeLine,
    afterLine,
    lines,
    leftOut,
    isOpenEnded,
  });
  const rows = diffRows([
    part('same', 1, 1, ['a'], 5),
    part('gone', 7, 7, ['b', 'c']),
    part('new', 9, 7, ['d']),
    part('new', 9, 8, ['e', 'f'], 0, true),
  ]);
  expect(rows).toEqual([
    { kind: 'lines', before: line(1, 'a'), after: line(1, 'a'), isSame: true },
    { kind: 'gap', lines: 5 },
    { kind: 'lines', before: line(7, 'b'), after: line(7, 'd'), isSame: false },
    { kind: 'lines', before: line(8, 'c'), after: null, isSame: false },
    { kind: 'lines', before: null, after: line(8, 'e'), isSame: false },
    { kind: 'lines', before: null, after: line(9, 'f', true), isSame: false },
  ]);
});
