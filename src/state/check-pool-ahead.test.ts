import { expect, test } from 'vitest';
import { CheckPool } from './check-pool.ts';
import { FakeCheckWorker } from './testing/fake-check-worker.ts';

test('workers that were started ahead stay when the dump before is left', () => {
  FakeCheckWorker.all = [];
  const pool = new CheckPool(() => new FakeCheckWorker(), 2);
  pool.warm();
  pool.stop();
  pool.warm();
  expect(FakeCheckWorker.all.map(({ ended }) => ended)).toEqual([false, false]);
  pool.end();
  expect(FakeCheckWorker.all.map(({ ended }) => ended)).toEqual([true, true]);
});

test('workers that have read more than a gigabyte end when nothing is left for them, others wait for the next dump', async () => {
  FakeCheckWorker.all = [];
  const pool = new CheckPool(() => new FakeCheckWorker(), 2);
  const run = (...sizes: number[]): Promise<void> =>
    pool.run(
      sizes.map((size, i) => ({ path: `file ${i}`, size, source: new Blob([]), algorithms: [], layer: null })),
      {
        signal: new AbortController().signal,
        budget: { bytes: 0 },
        onCheck: () => undefined,
        onProgress: () => undefined,
      },
    );
  const live = (): FakeCheckWorker[] => FakeCheckWorker.all.filter(({ ended }) => !ended);
  const working = (): string[][] => live().map(({ open }) => [...open.keys()]);

  const little = run(10 ** 9);
  live()[0]?.finish();
  await little;
  expect(live().length).toBe(1);
  const much = run(10 ** 9, 10 ** 9 - 1);
  expect(working()).toEqual([['file 0'], ['file 1']]);
  live()[0]?.finish();
  await expect.poll(working).toEqual([['file 1']]);
  live()[0]?.finish();
  await much;
  expect(live()).toEqual([]);
});

test('one of several workers waits until the page is drawn; a run that has ended by then stays so', async () => {
  FakeCheckWorker.all = [];
  const pool = new CheckPool(() => new FakeCheckWorker(), 2);
  let draw = (): void => undefined;
  const run = (): Promise<void> =>
    pool.run(
      ['a', 'b', 'c'].map((path) => ({ path, size: 10 ** 6, source: new Blob([]), algorithms: [], layer: null })),
      {
        signal: new AbortController().signal,
        budget: { bytes: 10 ** 9 },
        onCheck: () => undefined,
        onProgress: () => undefined,
        drawn: new Promise((resolve) => (draw = resolve)),
      },
    );
  const working = (): string[][] => FakeCheckWorker.all.map(({ open }) => [...open.keys()]);

  const first = run();
  expect(working()).toEqual([['a']]);
  draw();
  await expect.poll(working).toEqual([['a'], ['b']]);
  FakeCheckWorker.all[0]?.finish();
  await expect.poll(working).toEqual([['c'], ['b']]);
  for (const worker of FakeCheckWorker.all) worker.finish();
  await first;

  const second = run();
  const drawLate = draw;
  for (const path of ['a', 'b', 'c']) {
    await expect.poll(working).toEqual([[path], []]);
    FakeCheckWorker.all[0]?.finish();
  }
  await second;
  const third = run();
  drawLate();
  await Promise.resolve();
  expect(working()).toEqual([['a'], []]);
  draw();
  await expect.poll(working).toEqual([['a'], ['b']]);
  pool.end();
  await third.catch(() => undefined);
});
