import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BufferBudget } from '../core/layer/check-strategy.ts';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import { DumpError } from '../core/errors.ts';
import { CheckPool } from './check-pool.ts';
import { FakeCheckWorker } from './testing/fake-check-worker.ts';

/** So that nothing here is enough work to be split. */
const UNIT = 2 ** 19;
const task = (path: string, size: number, unpackedHint?: number): FileTask => ({
  ...(unpackedHint === undefined ? {} : { unpackedHint }),
  path,
  size,
  source: new Blob([]),
  algorithms: ['sha256'],
  layer: null,
});
const live = (): FakeCheckWorker[] => FakeCheckWorker.all.filter((worker) => !worker.ended);
const openFiles = (): string[][] => live().map((worker) => [...worker.open.keys()]);
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

let pool: CheckPool;
let checks: FileCheck[];
let progress: [string, number][];
let job: AbortController;
let budget: BufferBudget;
const run = (tasks: FileTask[]): Promise<void> =>
  pool.run(tasks, {
    signal: job.signal,
    budget,
    onCheck: (check) => checks.push(check),
    onProgress: (path, done) => progress.push([path, done]),
  });
const codes = (): [string, string | null][] => checks.map(({ path, error }) => [path, error?.code ?? null]);

beforeEach(() => {
  vi.useFakeTimers();
  FakeCheckWorker.all = [];
  [checks, progress] = [[], []];
  job = new AbortController();
  budget = { bytes: 100 * UNIT };
  pool = new CheckPool(() => new FakeCheckWorker(), 2);
});
afterEach(() => {
  pool.end();
  vi.useRealTimers();
});

describe('CheckPool', () => {
  test('nothing to do starts no worker', async () => {
    await run([]);
    expect(FakeCheckWorker.all.length).toBe(0);
  });

  test('largest first, one large file per worker, then small ones side by side', async () => {
    const small = Array.from({ length: 70 }, (_, i) => task(`s${String(i).padStart(2, '0')}`, 100));
    const done = run([...small, task('b', 2 * UNIT), task('c', 3 * UNIT), task('a', 1 * UNIT)]);
    expect(openFiles()).toEqual([['c'], ['b']]);
    FakeCheckWorker.all[0]?.finish();
    await settle();
    expect(openFiles()).toEqual([['a'], ['b']]);
    FakeCheckWorker.all[1]?.finish();
    await settle();
    expect(openFiles().map((files) => files.length)).toEqual([1, 32]);
    FakeCheckWorker.all[0]?.finish();
    await settle();
    expect(openFiles().map((files) => files.length)).toEqual([32, 32]);
    for (const worker of FakeCheckWorker.all) worker.finish();
    await settle();
    FakeCheckWorker.all[0]?.finish();
    await done;
    expect(checks.length).toBe(73);
    expect(new Set(checks.map(({ path }) => path)).size).toBe(73);
  });

  test('files that stream share workers four by four, evenly', async () => {
    budget = { bytes: 0 };
    const done = run(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((path, i) => task(path, (20 - i) * UNIT)));
    expect(openFiles()).toEqual([
      ['a', 'c', 'e', 'g'],
      ['b', 'd', 'f', 'h'],
    ]);
    FakeCheckWorker.all[1]?.finish('b', 'd');
    await settle();
    expect(openFiles()).toEqual([
      ['a', 'c', 'e', 'g'],
      ['f', 'h', 'i', 'j'],
    ]);
    for (const worker of FakeCheckWorker.all) worker.finish();
    await done;
  });

  test('what is kept whole waits until there is memory for it; what needs less goes first', async () => {
    const done = run([
      task('a', 10 * UNIT, 35 * UNIT),
      task('b', 5 * UNIT, 20 * UNIT),
      task('c', 5 * UNIT),
      task('d', 4 * UNIT),
    ]);
    // a: 45 kept, 35 copied; 25 + 20 more would be too much, 5 + 5 are not.
    expect(openFiles()).toEqual([['a'], ['c']]);
    FakeCheckWorker.all[1]?.finish();
    await settle();
    expect(openFiles()).toEqual([['a'], ['d']]);
    FakeCheckWorker.all[0]?.finish();
    await settle();
    expect(openFiles()).toEqual([['b'], ['d']]);
    for (const worker of FakeCheckWorker.all) worker.finish();
    await done;
    expect(checks).toHaveLength(4);
  });

  test('what a worker keeps from earlier files counts, but never holds up the last ones', async () => {
    budget = { bytes: 30 * UNIT };
    const done = run([task('a', 14 * UNIT), task('b', 13 * UNIT), task('c', 12 * UNIT)]);
    for (const file of ['a', 'b', 'c']) {
      expect(openFiles().flat()).toEqual([file]);
      for (const worker of FakeCheckWorker.all) worker.finish();
      await settle();
    }
    await done;
  });

  test('few small files need one worker', async () => {
    const done = run([task('a', 10), task('b', 20)]);
    expect(openFiles()).toEqual([['b', 'a']]);
    FakeCheckWorker.all[0]?.open.get('a')?.onProgress(5);
    expect(progress).toEqual([['a', 5]]);
    FakeCheckWorker.all[0]?.finish();
    await done;
  });

  test('a worker that dies with one file is replaced, that file gets worker-died, the rest goes on', async () => {
    const done = run([task('a', 9 * UNIT), task('b', 8 * UNIT), task('c', 7 * UNIT)]);
    FakeCheckWorker.all[0]?.open.get('a')?.onProgress(1_000);
    FakeCheckWorker.all[0]?.crash();
    await settle();
    expect(FakeCheckWorker.all[0]?.ended).toBe(true);
    expect(checks).toEqual([
      { path: 'a', size: 1_000, digests: {}, layer: null, error: { code: 'worker-died', data: { path: 'a' } } },
    ]);
    expect(openFiles()).toEqual([['b'], ['c']]);
    for (const worker of live()) worker.finish();
    await done;
    expect(codes()).toEqual([
      ['a', 'worker-died'],
      ['b', null],
      ['c', null],
    ]);
  });

  test('of several small files, the one that kills the worker is found', async () => {
    pool = new CheckPool(() => new FakeCheckWorker(), 1);
    const done = run(['a', 'b', 'c'].map((path) => task(path, 10)));
    live()[0]?.crash();
    for (let i = 0; i < 3; i += 1) {
      await settle();
      const [files] = openFiles();
      expect(files?.length).toBe(1); // each by itself now
      if (files?.[0] === 'b') live()[0]?.crash();
      else live()[0]?.finish();
    }
    await done;
    expect(codes().sort()).toEqual([
      ['a', null],
      ['b', 'worker-died'],
      ['c', null],
    ]);
  });

  test('workers that always die are given up', async () => {
    const done = run(Array.from({ length: 50 }, (_, i) => task(`f${String(i)}`, UNIT)));
    for (let i = 0; i < 20; i += 1) {
      for (const worker of live()) worker.crash();
      await settle();
    }
    await done;
    expect(checks.length).toBe(50);
    expect(new Set(checks.map(({ error }) => error?.code))).toEqual(new Set(['worker-died']));
    expect(FakeCheckWorker.all.length).toBeLessThan(10);
  });

  test('30 seconds without a byte: read-stalled for that file only', async () => {
    const done = run([task('a', 9 * UNIT), task('b', 8 * UNIT)]);
    for (let i = 1; i <= 6; i += 1) {
      FakeCheckWorker.all[1]?.open.get('b')?.onProgress(i);
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(codes()).toEqual([['a', 'read-stalled']]);
    expect(FakeCheckWorker.all.map(({ ended }) => ended)).toEqual([true, false]);
    FakeCheckWorker.all[1]?.finish();
    await done;
    expect(codes()).toEqual([
      ['a', 'read-stalled'],
      ['b', null],
    ]);
  });

  test('paused, nothing new begins and nothing stalls', async () => {
    const done = run([task('a', 9 * UNIT), task('b', 8 * UNIT), task('c', 7 * UNIT)]);
    pool.setPaused(true);
    expect(FakeCheckWorker.all.map(({ paused }) => paused)).toEqual([[true], [true]]);
    await vi.advanceTimersByTimeAsync(120_000);
    FakeCheckWorker.all[0]?.finish();
    await settle();
    expect(openFiles()).toEqual([[], ['b']]);
    pool.setPaused(false);
    expect(openFiles()).toEqual([['c'], ['b']]);
    for (const worker of live()) worker.finish();
    await done;
    expect(codes().sort()).toEqual([
      ['a', null],
      ['b', null],
      ['c', null],
    ]);
  });

  test('abort ends every worker at once and rejects with the reason', async () => {
    const done = run([task('a', 9 * UNIT), task('b', 8 * UNIT), task('c', 1)]);
    const reason = new Error('stop');
    job.abort(reason);
    await expect(done).rejects.toBe(reason);
    expect(FakeCheckWorker.all.every(({ ended }) => ended)).toBe(true);
    expect(checks).toEqual([]);
    job = new AbortController();
    budget = { bytes: 100 * UNIT };
    const again = run([task('a', 1)]);
    live()[0]?.finish();
    await again;
    expect(codes()).toEqual([['a', null]]);
  });

  test('a file that fails in any other way says so, and its worker stays', async () => {
    const done = run([task('a', UNIT)]);
    FakeCheckWorker.all[0]?.open
      .get('a')
      ?.reject(new DumpError({ code: 'file-unreadable', data: { path: 'a', reason: 'NotReadableError' } }));
    await done;
    expect(codes()).toEqual([['a', 'file-unreadable']]);
    expect(FakeCheckWorker.all[0]?.ended).toBe(false);
  });

  test('idle workers end after half a minute', async () => {
    const done = run([task('a', UNIT)]);
    FakeCheckWorker.all[0]?.finish();
    await done;
    await vi.advanceTimersByTimeAsync(29_000);
    expect(FakeCheckWorker.all[0]?.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(FakeCheckWorker.all[0]?.ended).toBe(true);
  });

  test('workers started ahead are the ones that read, and end by themselves when no run follows', async () => {
    pool.warm();
    expect(FakeCheckWorker.all).toHaveLength(2);
    const done = run([task('a', UNIT), task('b', UNIT)]);
    expect(FakeCheckWorker.all).toHaveLength(2);
    for (const worker of live()) worker.finish();
    await done;
    pool.end();
    pool.warm();
    expect(live()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(live()).toHaveLength(0);
  });
});
