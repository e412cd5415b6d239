import { expect, test } from 'vitest';
import { paxHeader } from '../../testing/write-tar.ts';
import { layerOf } from '../../testing/layer-of.ts';
import { ownerTest } from './owner-test.ts';

test('numbers are found as they are shown, negative ones too', () => {
  const entries = layerOf({ name: 'plain', uid: 5, gid: 7 }, paxHeader({ uid: '-1', gid: '-2' }), { name: 'negative' });
  expect([...entries.gids]).toEqual([7, -2]);
  const found = (owner: string) => [0, 1].filter(ownerTest(owner, entries));
  expect(found('-2')).toEqual([1]);
  expect(found('-1:-2')).toEqual([1]);
  expect(found(':-2')).toEqual([1]);
  expect(found('7')).toEqual([0]);
});
