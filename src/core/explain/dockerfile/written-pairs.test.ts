import { describe, expect, test } from 'vitest';
import { pairWithoutEquals, writtenPairs } from './written-pairs.ts';

describe('pairs as a Dockerfile has them', () => {
  test.each<[string, [string, string][] | null]>([
    ['A=1', [['A', '1']]],
    [
      'A="b c" D=e\\ f "my key"=\'x "y"\'',
      [
        ['A', 'b c'],
        ['D', 'e f'],
        ['my key', 'x "y"'],
      ],
    ],
    ['A="\\"q\\" \\n $x"', [['A', '"q" \\n $x']]],
    ['A=', [['A', '']]],
    ['A=b c', null],
    ['A b', null],
    ['A="b', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(writtenPairs(text)?.map(({ key, value }) => [key, value]) ?? null).toEqual(expected);
  });
  test.each([
    ['A b c', 'A="b c"'],
    ['A b', 'A=b'],
    ['A "b c"', 'A "b c"'],
    ['A=b', undefined],
    ['A', undefined],
  ])('without an equals sign: %s', (text, expected) => expect(pairWithoutEquals(text)?.text).toBe(expected));
});
