import { expect, test } from 'vitest';
import { textLines } from './text-lines.ts';

test('lines keep their text; colours that do not fit it are left out', () => {
  const text = 'if a\nend\n';
  const colours = [
    [
      { text: 'if', kind: 'literal' as const },
      { text: ' a', kind: null },
    ],
    [{ text: 'old', kind: null }],
  ];
  const lines = textLines(text, colours, '', null);
  expect(lines.map((line) => line.map((run) => run.text).join(''))).toEqual(['if a', 'end']);
  expect(lines[0]?.[0]?.kind).toBe('literal');
  expect(lines[1]).toEqual([{ text: 'end', kind: null, isHit: null }]);
});

test('what is looked for is marked across colours, the place found last apart', () => {
  const colours = [
    [
      { text: 'fo', kind: 'key' as const },
      { text: 'o Foo', kind: null },
    ],
  ];
  const [line] = textLines('foo Foo', colours, 'FOO', { start: 4, end: 7 });
  expect(line).toEqual([
    { text: 'fo', kind: 'key', isHit: false },
    { text: 'o', kind: null, isHit: false },
    { text: ' ', kind: null, isHit: null },
    { text: 'Foo', kind: null, isHit: true },
  ]);
});

test('what was found elsewhere is marked without being looked for, over lines too', () => {
  const lines = textLines('one\ntwo three', [], '', { start: 2, end: 6 });
  expect(lines.map((line) => line.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join(''))).toEqual([
    'on[e]',
    '[tw]o three',
  ]);
  // It stands before a place of the text looked for that it shares letters with.
  expect(textLines('aaa', [], 'aa', { start: 1, end: 3 })[0]?.map(({ text, isHit }) => [text, isHit])).toEqual([
    ['a', null],
    ['aa', true],
  ]);
});
