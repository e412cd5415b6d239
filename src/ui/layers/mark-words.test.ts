import { expect, test } from 'vitest';
import { markOf } from './mark-words.ts';

test('a mark that finds nothing did not delete', () => {
  expect(markOf({ mark: 'deleted', isMadeAnew: false, hidesNothing: false })?.word).toBe('Deleted');
  expect(markOf({ mark: 'deleted', isMadeAnew: false, hidesNothing: true })?.word).toBe('Deletes nothing');
});

test('what its layer deleted first is not only stored again', () => {
  expect(markOf({ mark: 'copy', isMadeAnew: false, hidesNothing: false })?.word).toBe('Stored again, nothing differs');
  expect(markOf({ mark: 'copy', isMadeAnew: true, hidesNothing: false })).toMatchObject({
    sign: '~',
    word: 'Deleted and made again, nothing differs',
  });
  expect(markOf({ mark: null, isMadeAnew: false, hidesNothing: false })).toBeNull();
});
