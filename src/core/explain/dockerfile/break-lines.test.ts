import { expect, test } from 'vitest';
import { brokenCommand, brokenPairs } from './break-lines.ts';

const long = 'x'.repeat(80);

test.each<[string, string, string]>([
  ['short stays', 'a && b', 'a && b'],
  [
    'blanks in a row were a line’s beginning',
    'apt-get update     && apt-get install x',
    'apt-get update \\\n    && apt-get install x',
  ],
  ['so were tabs', 'set -eux; \tapt-get update; \t\tmake', 'set -eux; \\\n\tapt-get update; \\\n\t\tmake'],
  ['a long one is broken at its joints', `echo ${long} && b; c`, `echo ${long} \\\n    && b; \\\n    c`],
  ['quotes are left alone', `echo "a     b && ${long}"`, `echo "a     b && ${long}"`],
  ['an open quote says that we do not understand it', `echo '     ${long} && b`, `echo '     ${long} && b`],
  ['nothing becomes a comment', `a     # b`, `a     # b`],
  ['a backslash before a blank is left alone', `a\\     b && ${long}`, `a\\     b && ${long}`],
  ['lines that are there stay', `a\nb     c`, `a\nb     c`],
])('%s', (_, command, expected) => {
  expect(brokenCommand(command, '\\')).toBe(expected);
});

test('joined as a builder does it is the same command, up to blanks', () => {
  const joined = (text: string): string => text.replaceAll('\\\n', '').replace(/[ \t]+/g, ' ');
  for (const command of [
    'set -eux; \tapt-get update; \trm -rf /x',
    `a && ${long} ; b || c && "d  &&  e"`,
    `${' \t'.repeat(40)}x`,
  ]) {
    expect(joined(brokenCommand(command, '\\'))).toBe(command.replace(/[ \t]+/g, ' '));
  }
});

test('pairs', () => {
  expect(brokenPairs(['a=1', 'b=2'], '\\')).toBe('a=1 b=2');
  expect(brokenPairs([`a=${long}`, 'b=2'], '\\')).toBe(`a=${long} \\\n    b=2`);
});
