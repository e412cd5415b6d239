import { expect, test } from 'vitest';
import { shortDigest, shortPath } from './short-digest.ts';

const hex = '0123456789abcdef'.repeat(4);

test('a digest is known by twelve characters behind the colon', () => {
  expect(shortDigest(`sha256:${hex}`)).toBe('0123456789ab');
  expect(shortDigest(hex)).toBe('0123456789ab');
  expect(shortDigest('short')).toBe('short');
});

test('paths are cut where hex says nothing, and nowhere else', () => {
  expect(shortPath(`blobs/sha256/${hex}`)).toBe('0123456789ab');
  expect(shortPath(`${hex}.json`)).toBe('0123456789ab.json');
  expect(shortPath(`${hex}/layer.tar`)).toBe('0123456789ab/layer.tar');
  expect(shortPath('manifest.json')).toBe('manifest.json');
  expect(shortPath('a/b/readme.txt')).toBe('readme.txt');
  expect(shortPath('')).toBe('');
});
