import { expect, test } from 'vitest';
import { coveredText, secretPieces } from './secret-pieces.ts';

test('pieces are the text, and a copy leaves secrets out', () => {
  const text = 'ENV A=1 TOKEN=abc B=2';
  expect(secretPieces(text)).toEqual([
    { text: 'ENV A=1 TOKEN=', isSecret: false },
    { text: 'abc', isSecret: true },
    { text: ' B=2', isSecret: false },
  ]);
  expect(coveredText(text)).toBe('ENV A=1 TOKEN=<covered> B=2');
  expect(coveredText('')).toBe('');
});
