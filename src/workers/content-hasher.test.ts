import { xxhash128 } from 'hash-wasm';
import { expect, test } from 'vitest';
import type { ContentHasher } from '../core/bytes/content-hasher.ts';
import { loadContentHasher } from './npm-hash-wasm.ts';

const digest = (hasher: ContentHasher) => {
  const target = new Uint8Array(20);
  hasher.digestInto(target, 3);
  expect([...target.subarray(0, 3), target[19]]).toEqual([0, 0, 0, 0]);
  return Buffer.from(target.subarray(3, 19)).toString('hex');
};

test('hashers that take turns within their files give what each file alone does', async () => {
  const create = await loadContentHasher();
  const files = [10, 240, 241, 100_000, 70_001].map((length, i) => new Uint8Array(length).fill(i + 1));
  const hashers = files.map(() => create());
  for (const hasher of hashers) hasher.init();
  for (let at = 0; at < 100_000; at += 997) {
    files.forEach((file, i) => at < file.length && hashers[i]?.update(file.subarray(at, at + 997)));
  }
  expect(hashers.map(digest)).toEqual(await Promise.all(files.map((file) => xxhash128(file))));
});

test('a hasher is used again, a file that was left in between forgotten', async () => {
  const create = await loadContentHasher();
  const [one, other] = [create(), create()];
  one.init();
  one.update(new Uint8Array(999));
  other.init();
  one.init();
  one.update(Buffer.from('hello'));
  other.update(Buffer.from('hello'));
  expect(digest(one)).toBe(await xxhash128('hello'));
  expect(digest(other)).toBe(digestOf(other, 'hello'));
});

function digestOf(hasher: ContentHasher, text: string): string {
  hasher.init();
  hasher.update(Buffer.from(text));
  return digest(hasher);
}

test('bytes without a file are our own mistake', async () => {
  const create = await loadContentHasher();
  expect(() => create().update(new Uint8Array(1))).toThrow('begun no file');
});
