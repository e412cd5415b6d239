import { expect, test } from 'vitest';
import { pathStep } from '../testing/path-step.ts';
import { stepEvent } from './difference-words.ts';

test('a folder that starts anew is not only stored again', () => {
  const copy = pathStep('copy', 1);
  expect(stepEvent(copy).more).toBe('nothing differs');
  expect(stepEvent({ ...copy, isEmptied: true } as typeof copy)).toMatchObject({
    word: 'stored again',
    more: 'nothing differs; what layers below have in it is hidden',
  });
});
