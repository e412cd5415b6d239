import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CreateHasher } from '../core/bytes/hasher.ts';
import { loadHashWasm } from './npm-hash-wasm.ts';

let createHasher: CreateHasher;
beforeAll(async () => {
  createHasher = await loadHashWasm(['sha256', 'sha384', 'sha512', 'blake3']);
});
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('hashers', () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i) % 251));
  test.each(['sha256', 'sha384', 'sha512'] as const)(
    '%s equals the one of Node, for runs that take turns',
    (algorithm) => {
      const running = [0, 1, 2].map((skip) => ({ skip, hasher: createHasher(algorithm) }));
      for (let at = 0; at < bytes.length; at += 777) {
        for (const { skip, hasher } of running) hasher.update(bytes.subarray(Math.max(at, skip), at + 777));
      }
      for (const { skip, hasher } of running) {
        expect(hasher.digestHex()).toBe(createHash(algorithm).update(bytes.subarray(skip)).digest('hex'));
      }
    },
  );

  test('of nothing, before and after others', () => {
    const empty = createHasher('sha256');
    const other = createHasher('sha256');
    other.update(bytes);
    expect(empty.digestHex()).toBe(sha256(Buffer.alloc(0)));
    expect(other.digestHex()).toBe(sha256(bytes));
    expect(() => other.digestHex()).toThrow('already');
  });

  test('blake3, also in turns', () => {
    // The digest of no bytes, from the BLAKE3 paper's test vectors.
    const empty = createHasher('blake3');
    const [one, two] = [createHasher('blake3'), createHasher('blake3')];
    for (let at = 0; at < bytes.length; at += 5_000) {
      one.update(bytes.subarray(at, at + 5_000));
      two.update(bytes.subarray(at, at + 5_000));
    }
    expect(empty.digestHex()).toBe('af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262');
    const whole = createHasher('blake3');
    whole.update(bytes);
    expect([one.digestHex(), two.digestHex()]).toEqual(Array<string>(2).fill(whole.digestHex()));
  });
});
