import { expect, test } from 'vitest';
import type { TextForm } from '../../core/content/content.ts';
import { formSentences } from './text-form-words.ts';

test('what the lines do not show is said', () => {
  const plain: TextForm = { encoding: 'utf-8', hasByteOrderMark: false };
  const said = (differs: Parameters<typeof formSentences>[0]['differs'], after = plain) =>
    formSentences({ kind: 'text', differs, before: plain, after, parts: [], isCut: false }, 'L1', 'L2');
  expect(said('nothing')).toEqual(['The text is the same in both.']);
  expect(said('lines')).toEqual([]);
  expect(said('last-line-end')).toEqual(['Only the line end at the end of the file differs.']);
  expect(said('form', { ...plain, hasByteOrderMark: true })).toEqual([
    'Every line is the same in both, but not every byte.',
    'Only L2 begins with a byte order mark.',
  ]);
  expect(said('lines', { encoding: 'utf-16le', hasByteOrderMark: true })).toEqual([
    'L1 is written in UTF-8, L2 in UTF-16 LE.',
    'Only L2 begins with a byte order mark.',
  ]);
});
