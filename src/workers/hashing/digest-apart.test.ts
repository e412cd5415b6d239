import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PacedDigest } from '../../core/bytes/digest-stream.ts';
import { SeededRandom } from '../../../tests/kernel/seeded-random.ts';
import { WorkerCrash } from '../running-worker.ts';
import { inThreadWorker } from '../testing/in-thread-worker.ts';
import type { HashApi } from './hash-api.ts';
import { HashHelper } from './hash-helper.ts';
import { serveHash } from './serve-hash.ts';

const MB = 2 ** 20;
const worker = () => inThreadWorker<HashApi>(serveHash);
const helped = (start = worker): (() => PacedDigest) => new HashHelper(start).open()!;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('several digests side by side, in pieces of any size, are those of their bytes', async () => {
  const random = new SeededRandom(3);
  const create = helped();
  const streams = [0, 1, 2, 64, 5 * MB, 9 * MB].map((length) => {
    return { bytes: random.bytes(length), digest: create(), at: 0 };
  });
  while (streams.some(({ bytes, at }) => at < bytes.length)) {
    const stream = random.pick(streams);
    const end = stream.at + random.int(random.pick([1, 100, 3 * MB]));
    stream.digest.update(stream.bytes.subarray(stream.at, end));
    stream.at = Math.min(stream.bytes.length, end);
    if (random.chance(0.3)) await stream.digest.caughtUp();
  }
  for (const { bytes, digest } of streams) expect(await digest.digestHex()).toBe(sha256(bytes));
});

test('whoever feeds it waits while much is waiting, and not before', async () => {
  const digest = helped()();
  const bytes = new Uint8Array(20 * MB).fill(7);
  let hasCaughtUp = false;
  digest.update(bytes.subarray(0, 4 * MB));
  await digest.caughtUp();
  digest.update(bytes.subarray(4 * MB));
  const caught = digest.caughtUp().then(() => (hasCaughtUp = true));
  await Promise.resolve();
  expect(hasCaughtUp).toBe(false);
  await caught;
  expect(await digest.digestHex()).toBe(sha256(bytes));
});

test('one that is left in the middle is forgotten, the others go on', async () => {
  const create = helped();
  const [left, other] = [create(), create()];
  left.update(new Uint8Array(3 * MB));
  left.close();
  other.update(Buffer.from('abc'));
  expect(await other.digestHex()).toBe(sha256(Buffer.from('abc')));
});

test('when the thread is gone, whoever waits is told, and the next digest has a new one', async () => {
  const workers: ReturnType<typeof worker>[] = [];
  const helper = new HashHelper(() => {
    const started = worker();
    workers.push(started);
    return started;
  });
  const digest = helper.open()!();
  digest.update(new Uint8Array(12 * MB));
  workers[0]?.crash();
  await digest.caughtUp();
  expect(() => digest.update(new Uint8Array(1))).toThrow(WorkerCrash);
  await expect(digest.digestHex()).rejects.toBeInstanceOf(WorkerCrash);
  digest.close();
  helper.forget();
  expect(await helper.open()!().digestHex()).toBe(sha256(new Uint8Array(0)));
  expect(workers).toHaveLength(2);
});

test('where no worker can be started there is none', () => {
  const helper = new HashHelper(() => {
    throw new ReferenceError('Worker is not defined');
  });
  expect(helper.open()).toBeNull();
});
