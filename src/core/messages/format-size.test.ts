import { expect, test } from 'vitest';
import { shortDigest, shortDigests } from './format-size.ts';

const digest = (end: string): string => `sha256:${'0123456789abcdef'.repeat(4).slice(0, 64 - end.length)}${end}`;

test('two digests are told apart, with no more digits than that takes', () => {
  const other = `sha256:f${digest('').slice(8)}`;
  expect(shortDigests(digest(''), other)).toEqual([shortDigest(digest('')), shortDigest(other)]);
  const [a, b] = shortDigests(`${digest('').slice(0, 27)}7${digest('').slice(28)}`, digest(''));
  expect([a, b]).toEqual(['sha256:0123456789abcdef01237…', 'sha256:0123456789abcdef01234…']);
  expect(shortDigests(digest('x'), digest('y'))).toEqual([digest('x'), digest('y')]);
  expect(shortDigests(digest(''), digest(''))).toEqual([shortDigest(digest('')), shortDigest(digest(''))]);
  expect(shortDigests('eec53bad9b90', 'eec53bad9b91')).toEqual(['eec53bad9b90', 'eec53bad9b91']);
});
