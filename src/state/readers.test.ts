import { beforeEach, expect, test } from 'vitest';
import { chooseBudget, type HashSpeeds, SMALL_BYTES } from '../core/layer/check-strategy.ts';
import { Readers } from './readers.ts';
import { FakeCheckWorker } from './testing/fake-check-worker.ts';

const LARGE = { size: SMALL_BYTES + 1 };
const asked: (HashSpeeds | null)[] = [];

function readersWith(speeds: HashSpeeds | null): Readers {
  FakeCheckWorker.all = [];
  FakeCheckWorker.speeds = speeds;
  return new Readers({
    startDumpWorker: () => {
      throw new Error('not needed');
    },
    startCheckWorker: () => new FakeCheckWorker(),
    checkWorkers: 2,
    budget: (known) => {
      asked.push(known);
      return chooseBudget({ memoryGiB: 8, isHidden: false, speeds: known });
    },
  });
}

beforeEach(() => void (asked.length = 0));

test('where our own code hashes as fast as the platform, nothing is kept whole', async () => {
  const readers = readersWith({ platform: 250e6, ours: 390e6 });
  readers.pool.warm();
  expect((await readers.circumstances([LARGE])).budget.bytes).toBe(0);
  readers.pool.end();
});

test('where the platform is much faster, files are kept', async () => {
  const speeds = { platform: 900e6, ours: 290e6 };
  const readers = readersWith(speeds);
  readers.pool.warm();
  expect(await readers.circumstances([LARGE])).toEqual({ budget: { bytes: 608 * 2 ** 20 }, speeds });
  readers.pool.end();
});

test('small files wait for no measurement', async () => {
  const readers = readersWith({ platform: 250e6, ours: 390e6 });
  readers.pool.warm();
  await readers.circumstances([{ size: SMALL_BYTES }]);
  expect(asked).toEqual([null]);
  readers.pool.end();
});

test('a worker that does not answer is not waited for', async () => {
  const readers = readersWith(null);
  FakeCheckWorker.isDeaf = true;
  readers.pool.warm();
  expect((await readers.circumstances([LARGE])).speeds).toBeNull();
  FakeCheckWorker.isDeaf = false;
  readers.pool.end();
});

test('a measurement that fails decides nothing and is made again', async () => {
  const readers = readersWith(null);
  readers.pool.warm();
  expect((await readers.circumstances([LARGE])).speeds).toBeNull();
  FakeCheckWorker.speeds = { platform: 1, ours: 2 };
  expect((await readers.circumstances([LARGE])).speeds).toEqual({ platform: 1, ours: 2 });
  readers.pool.end();
});
