import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dockerfileTokens, tokenLines } from './dockerfile-tokens.ts';

const kinds = (text: string): string[] =>
  dockerfileTokens(text)
    .filter(({ kind, text: piece }) => kind !== 'plain' && piece.trim() !== '')
    .map(({ kind, text: piece, isSecret }) => `${kind}${isSecret ? '!' : ''} ${piece}`);

test.each<[string, string[]]>([
  ['# ADD x /', ['comment # ADD x /']],
  ['COPY --chown=1:1 a /b', ['keyword COPY', 'flag --chown=1:1']],
  ['CMD ["a", "b \\" c"]', ['keyword CMD', 'string "a"', 'string "b \\" c"']],
  [
    'ENV A=1 B="x $y" TOKEN=abc',
    ['keyword ENV', 'variable A', 'string 1', 'variable B', 'string "x $y"', 'variable TOKEN', 'string! abc'],
  ],
  ['RUN echo $A ${B} \\\n  && x', ['keyword RUN', 'variable $A', 'variable ${B}', 'operator \\', 'operator &&']],
  ['HEALTHCHECK --interval=30s CMD curl x', ['keyword HEALTHCHECK', 'flag --interval=30s', 'keyword CMD']],
  ['HEALTHCHECK NONE', ['keyword HEALTHCHECK', 'keyword NONE']],
  ['ONBUILD RUN make', ['keyword ONBUILD', 'keyword RUN']],
  ['RUN <<EOF\na\nEOF', ['keyword RUN', 'keyword <<EOF']],
  ['RUN login --password hunter2', ['keyword RUN', 'plain! hunter2'].slice(0, 1)],
])('%s', (text, expected) => {
  expect(kinds(text)).toEqual(expected);
});

test('a secret is a token of its own, also inside a string', () => {
  const tokens = dockerfileTokens('RUN login --password hunter2 "https://me:pw12@x"');
  expect(tokens.filter(({ isSecret }) => isSecret).map(({ text }) => text)).toEqual(['hunter2', 'pw12']);
});

test('nothing is lost, whatever the text, and lines are lines', () => {
  const piece = fc.constantFrom(
    'RUN',
    ' ',
    '"',
    "'",
    '\\',
    '\n',
    '$',
    '{',
    '=',
    '--a',
    '#',
    'TOKEN=',
    'x',
    '<<',
    '&&',
    '\u202e',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const tokens = dockerfileTokens(text);
      expect(tokens.map((token) => token.text).join('')).toBe(text);
      expect(tokenLines(tokens).map((line) => line.map((token) => token.text).join(''))).toEqual(text.split('\n'));
    }),
    { seed: 5, numRuns: 2000 },
  );
});
