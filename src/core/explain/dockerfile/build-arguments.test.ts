import { expect, test } from 'vitest';
import { pairTexts, readBuildArguments, shellPrefixes } from './build-arguments.ts';

type Declared = Readonly<Record<string, string | null>>;
/** `A=1, B=two words; command`; a question mark where the end is guessed. */
function taken(step: string, declared: Declared = {}, others: readonly string[] = []): string | null {
  const found = readBuildArguments(step, {
    ...{ prefixes: shellPrefixes('/bin/bash -o pipefail -c'), others: new Set(others) },
    declared: new Map(Object.entries(declared)),
  });
  if (!found) return null;
  for (const { value, start, end } of found.pairs) expect(step.slice(start, end)).toBe(value);
  const pairs = found.pairs.map(({ key, value }) => `${key}=${value}`).join(', ');
  return `${pairs}; ${found.commandStart === null ? 'unknown' : step.slice(found.commandStart)}${found.isGuess ? ' ?' : ''}`;
}
const ALL = { V: '1', SPACED: 'two words', TOKEN: null };
const PAIRS = '|3 V=1 SPACED=three more words TOKEN=sec ret';

test.each<[string, string, string | null, Declared?, string[]?]>([
  ['no build arguments', '/bin/sh -c make', null],
  ['none of them', '|0 /bin/sh -c make', '; /bin/sh -c make'],
  [
    'values end before names, the last before the shell',
    `${PAIRS} /bin/sh -c echo A=1`,
    'V=1, SPACED=three more words, TOKEN=sec ret; /bin/sh -c echo A=1',
    ALL,
  ],
  [
    'the shell of SHELL',
    '|1 A=x y /bin/bash -o pipefail -c a | b',
    'A=x y; /bin/bash -o pipefail -c a | b',
    { A: null },
  ],
  ['names that are not declared', '|2 A=x y B=z /bin/sh -c a', 'A=x y, B=z; /bin/sh -c a'],
  [
    'what looks like a pair within a value',
    '|2 OPTS=-Da=b -Dc=d V=2 /bin/sh -c a',
    'OPTS=-Da=b -Dc=d, V=2; /bin/sh -c a',
    { OPTS: null, V: '1' },
  ],
  [
    'a list, with the pairs of another step',
    `${PAIRS} /bin/echo a V=2`,
    'V=1, SPACED=three more words, TOKEN=sec ret; /bin/echo a V=2',
    ALL,
    [PAIRS],
  ],
  ['a list behind a default', '|1 SPACED=two words echo a', 'SPACED=two words; echo a', ALL],
  ['a list behind another value', '|1 V=2 echo a', 'V=2; echo a ?', ALL],
  ['a list that begins with a path', '|1 TOKEN=abc /bin/echo a', 'TOKEN=abc; /bin/echo a ?', ALL],
  ['a shell that no SHELL names', '|1 C=x y z /bin/zsh -e -c echo', 'C=x y z; /bin/zsh -e -c echo ?', { C: null }],
  ['a secret of several words, perhaps', '|1 TOKEN=sec ret echo a', 'TOKEN=sec ret echo a; unknown ?', ALL],
  ['a value that may have blanks', '|1 SPACED=three more words x', 'SPACED=three more words x; unknown ?', ALL],
  ['too few pairs', '|3 V=1 echo --a=b', 'V=1 echo --a=b; unknown ?', ALL],
  ['no pairs', '|2 echo', '; unknown ?', ALL],
])('%s', (_, step, expected, declared, others) => {
  expect(taken(step, declared, others)).toBe(expected);
});

test('pairs are learnt from steps with a shell, the one in force among them', () => {
  const entry = (createdBy: string) => ({
    ...{ created: null, createdBy, author: null, comment: null, emptyLayer: false, pointer: '' },
  });
  const history = [
    'RUN |1 A=b c /bin/sh -c make # buildkit',
    '|1 A=d /bin/zsh -c make',
    'SHELL [/bin/zsh -c]',
    '|1 A=e f /bin/zsh -c make',
    '|1 A=g /bin/echo',
  ].map(entry);
  expect([...pairTexts(history, '/bin/sh -c')]).toEqual(['|1 A=b c', '|1 A=e f']);
});
