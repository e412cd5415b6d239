import { expect, test } from 'vitest';
import type { CreateHasher } from '../core/bytes/hasher.ts';
import { loadCodecs } from './codecs.ts';
import { measureHashing } from './measure-hashing.ts';

/** Each byte takes so many nanoseconds; the first round of either, or of the platform's the first few, five times as many. */
function deviceOf(platformNs: number, oursNs: number, slowRounds = 1) {
  let clockMs = 0;
  const took = (bytes: number, nanoseconds: number, isFirst: boolean): void =>
    void (clockMs += (bytes * nanoseconds * (isFirst ? 5 : 1)) / 1e6);
  let calls = 0;
  let hashers = 0;
  const createHasher: CreateHasher = () => {
    hashers += 1;
    return { update: ({ length }) => took(length, oursNs, hashers === 1), digestHex: () => '' };
  };
  const digest = (_name: unknown, bytes: BufferSource): Promise<ArrayBuffer> => {
    calls += 1;
    took(bytes.byteLength, platformNs, calls <= slowRounds);
    return Promise.resolve(new ArrayBuffer(32));
  };
  return { createHasher, subtle: { digest }, now: () => clockMs, rounds: () => calls };
}

test('the best round counts, in bytes a second', async () => {
  const { createHasher, subtle, now } = deviceOf(1, 2.5);
  const speeds = await measureHashing(createHasher, subtle, now);
  expect(speeds.platform).toBeCloseTo(1e9, -3);
  expect(speeds.ours).toBeCloseTo(4e8, -3);
});

test('where the two are near each other it is looked again', async () => {
  const clear = deviceOf(1, 2.5);
  await measureHashing(clear.createHasher, clear.subtle, clear.now);
  expect(clear.rounds()).toBe(5);
  const near = deviceOf(1, 1.2);
  await measureHashing(near.createHasher, near.subtle, near.now);
  expect(near.rounds()).toBe(15);
  // Seven rounds that were disturbed hide a hash that is more than twice as fast.
  const { createHasher, subtle, now } = deviceOf(1, 4, 7);
  expect((await measureHashing(createHasher, subtle, now)).platform).toBeCloseTo(1e9, -3);
});

test('where the page has no hash of the platform, that one has no speed', async () => {
  const { createHasher, now } = deviceOf(1, 2.5);
  const speeds = await measureHashing(createHasher, null, now);
  expect(speeds.platform).toBe(0);
  expect(speeds.ours).toBeCloseTo(4e8, -3);
});

test('on this device both are above nothing', async () => {
  const speeds = await measureHashing((await loadCodecs()).createHasher);
  expect(speeds.platform).toBeGreaterThan(0);
  expect(speeds.ours).toBeGreaterThan(0);
});
