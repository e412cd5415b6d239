import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blobPath, checkDigest, digestFromBlobPath } from './digest.ts';
import { diffDigests, nearestDigest } from './digest-distance.ts';

const hex = 'd2c94e258dcb3c5ac2798d32e1249e42ef01cba4841c2234249495f87264ac5a';
const digest = `sha256:${hex}`;

describe('checkDigest', () => {
  test.each([
    digest,
    `sha512:${hex}${hex}`,
    `sha384:${hex}${hex.slice(32)}`,
    `blake3:${hex}`,
    'multihash+base58:QmRZ',
    'a.b-c_d+e:=_-9Z',
  ])('takes %s', (value) => {
    const colon = value.indexOf(':');
    expect(checkDigest(value)).toEqual({ ok: true, algorithm: value.slice(0, colon), encoded: value.slice(colon + 1) });
  });
  test.each([
    ['', 0, 'it is empty'],
    [hex, 0, 'sha256: is missing in front of it'],
    ['latest', 0, 'it has no colon between algorithm and digits'],
    [digest.slice(0, -1), 70, 'it has 63 digits instead of 64'],
    [`${digest}0`, 71, 'it has 65 digits instead of 64'],
    [digest.replace('d2c9', 'D2c9'), 7, 'its letters must be small ones'],
    [digest.replace('4e25', '4g25'), 12, '“g” is no hex digit'],
    [`SHA256:${hex}`, 0, 'SHA256 must be written sha256'],
    [`${digest} `, 71, 'it has a blank in it'],
    [` ${digest}`, 0, 'it has a blank in it'],
    [`:${hex}`, 0, 'the algorithm is missing before the colon'],
    ['sha256:', 7, 'nothing stands after the colon'],
    ['md-:00', 0, 'what stands before the colon is no name of an algorithm'],
    ['x:a/../b', 3, '“/” may not stand in it'],
    [`sha256:${'😀'.repeat(32)}`, 7, '“😀” is no hex digit'],
    ['x'.repeat(10_000), 512, 'it has 10000 characters'],
  ])('refuses %j at the right place', (value, place, reason) => {
    expect(checkDigest(value)).toEqual({ ok: false, place, reason });
  });
});

test('paths lead there and back, and a malformed digest never becomes one', () => {
  expect(blobPath(digest)).toBe(`blobs/sha256/${hex}`);
  expect(digestFromBlobPath(`blobs/sha256/${hex}`)).toBe(digest);
  for (const path of [
    'blobs/sha256/x',
    `blobs/sha256/${hex}/y`,
    `x/sha256/${hex}`,
    `blobs/SHA256/${hex}`,
    'index.json',
  ])
    expect(digestFromBlobPath(path)).toBeNull();
  fc.assert(
    fc.property(fc.string(), (value) => !/\.\.|\/\//.test(blobPath(value) ?? '')),
    { seed: 5 },
  );
});

describe('nearestDigest', () => {
  const others = Array.from({ length: 200 }, (_, i) => `sha256:${i.toString(16).padStart(64, '7')}`);
  test.each([
    ['one digit lost', digest.slice(0, 30) + digest.slice(31)],
    ['one too many', `${digest}0`],
    ['two swapped', digest.replace('4e25', '4e52')],
    ['capitals', digest.toUpperCase()],
    ['bare hex with a slip', hex.replace('c5a', 'c5b')],
    ['blanks', ` ${digest}\n`],
  ])('finds it with %s', (_name, value) => expect(nearestDigest(value, [...others, digest])).toBe(digest));
  test('gives up beyond three slips and on what is no digest at all', () => {
    expect(nearestDigest(`sha256:0000${hex.slice(4)}`, [digest])).toBeNull();
    expect(nearestDigest('latest', others)).toBeNull();
    expect(nearestDigest('x'.repeat(100_000), [digest])).toBeNull();
  });
  test('always finds a digest with up to three random slips', () => {
    const slips = fc.array(fc.tuple(fc.nat(63), fc.constantFrom('drop', 'add', 'change')), { maxLength: 3 });
    fc.assert(
      fc.property(slips, (list) => {
        const letters = [...hex];
        for (const [at, kind] of list) letters.splice(at, kind === 'add' ? 0 : 1, ...(kind === 'drop' ? [] : ['0']));
        expect(nearestDigest(`sha256:${letters.join('')}`, [digest])).toBe(digest);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

test('diffDigests marks the smallest difference', () => {
  const short = digest.slice(0, 30) + digest.slice(31);
  expect(diffDigests(short, digest)).toEqual({ a: [], b: [30] });
  expect(diffDigests(digest, digest.replace('4e25', '4e95'))).toEqual({ a: [13], b: [13] });
  expect(diffDigests(digest, digest)).toEqual({ a: [], b: [] });
  expect(diffDigests('x'.repeat(300), 'x'.repeat(299)).a).toEqual([]);
});
