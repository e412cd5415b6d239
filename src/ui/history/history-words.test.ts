import { expect, test } from 'vitest';
import { countWords } from './history-words.ts';

test('what a layer brought is counted; of one that was not read its size is said to be that of what is stored', () => {
  const layer = { contentBytes: 7, storedBytes: 2048, files: 1, deletions: 2 };
  expect(countWords(layer)).toBe('1 file, 2 deletions');
  expect(countWords({ ...layer, files: 0, deletions: 0 })).toBe('no files');
  expect(countWords({ ...layer, contentBytes: null })).toBe('as stored');
  expect(countWords({ ...layer, contentBytes: null, storedBytes: null })).toBeNull();
});
