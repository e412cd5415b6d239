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
  const [line] = textLines('foo Foo', colours, 'FOO', 4);
  expect(line).toEqual([
    { text: 'fo', kind: 'key', isHit: false },
    { text: 'o', kind: null, isHit: false },
    { text: ' ', kind: null, isHit: null },
    { text: 'Foo', kind: null, isHit: true },
  ]);
});
