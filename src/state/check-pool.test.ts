import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import { DumpError } from '../core/errors.ts';
import type { CheckApi } from '../workers/check-api.ts';
import { type RunningWorker, WorkerCrash } from '../workers/running-worker.ts';
import { CheckPool } from './check-pool.ts';

const MB = 2 ** 20;
const task = (path: string, size: number): FileTask => ({
  path,
  size,
  source: new Blob([]),
  algorithms: ['sha256'],
  layer: null,
});
const checked = (path: string, size: number): FileCheck => ({
  path,
  size,
  digests: { sha256: path },
  layer: null,
  error: null,
});

/** A worker whose files end when the test says so. */
class FakeWorker implements RunningWorker<CheckApi> {
  static all: FakeWorker[] = [];
  readonly open = new Map<
    string,
    {
      resolve: (check: FileCheck) => void;
      reject: (error: unknown) => void;
      onProgress: (n: number) => void;
      size: number;
    }
  >();
  ended = false;
  paused: boolean[] = [];

  constructor() {
    FakeWorker.all.push(this);
  }

  readonly client = {
    call: (method: string, params: unknown, options?: { onProgress?: (n: number) => void }) => {
      if (method === 'setPaused') {
        this.paused.push((params as { paused: boolean }).paused);
        return Promise.resolve(null);
      }
      const { path, size } = params as FileTask;
      return new Promise((resolve, reject) => {
        this.open.set(path, { resolve, reject, onProgress: options?.onProgress ?? (() => undefined), size });
      });
    },
  } as RunningWorker<CheckApi>['client'];

  end(): void {
    this.ended = true;
    this.crash();
  }
  crash(): void {
    for (const { reject } of this.open.values()) reject(new WorkerCrash('gone'));
    this.open.clear();
  }
  finish(...paths: string[]): void {
    for (const path of paths.length > 0 ? paths : [...this.open.keys()]) {
      const call = this.open.get(path);
      this.open.delete(path);
      call?.resolve(checked(path, call.size));
    }
  }
}
const live = (): FakeWorker[] => FakeWorker.all.filter((worker) => !worker.ended);
const openFiles = (): string[][] => live().map((worker) => [...worker.open.keys()]);
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

let pool: CheckPool;
let checks: FileCheck[];
let progress: [string, number][];
let job: AbortController;
const run = (tasks: FileTask[]): Promise<void> =>
  pool.run(tasks, {
    signal: job.signal,
    onCheck: (check) => checks.push(check),
    onProgress: (path, done) => progress.push([path, done]),
  });
const codes = (): [string, string | null][] => checks.map(({ path, error }) => [path, error?.code ?? null]);

beforeEach(() => {
  vi.useFakeTimers();
  FakeWorker.all = [];
  checks = [];
  progress = [];
  job = new AbortController();
  pool = new CheckPool(() => new FakeWorker(), 2);
});
afterEach(() => {
  pool.end();
  vi.useRealTimers();
});

describe('CheckPool', () => {
  test('nothing to do starts no worker', async () => {
    await run([]);
    expect(FakeWorker.all.length).toBe(0);
  });

  test('largest first, one large file per worker, then small ones side by side', async () => {
    const small = Array.from({ length: 70 }, (_, i) => task(`s${String(i).padStart(2, '0')}`, 100));
    const done = run([...small, task('b', 2 * MB), task('c', 3 * MB), task('a', 1 * MB)]);
    expect(openFiles()).toEqual([['c'], ['b']]);
    FakeWorker.all[0]?.finish();
    await settle();
    expect(openFiles()).toEqual([['a'], ['b']]);
    FakeWorker.all[1]?.finish();
    await settle();
    expect(openFiles().map((files) => files.length)).toEqual([1, 32]);
    FakeWorker.all[0]?.finish();
    await settle();
    expect(openFiles().map((files) => files.length)).toEqual([32, 32]);
    for (const worker of FakeWorker.all) worker.finish();
    await settle();
    FakeWorker.all[0]?.finish();
    await done;
    expect(checks.length).toBe(73);
    expect(new Set(checks.map(({ path }) => path)).size).toBe(73);
  });

  test('few small files need one worker', async () => {
    const done = run([task('a', 10), task('b', 20)]);
    expect(openFiles()).toEqual([['b', 'a']]);
    FakeWorker.all[0]?.open.get('a')?.onProgress(5);
    expect(progress).toEqual([['a', 5]]);
    FakeWorker.all[0]?.finish();
    await done;
  });

  test('a worker that dies with one file is replaced, that file gets worker-died, the rest goes on', async () => {
    const done = run([task('a', 9 * MB), task('b', 8 * MB), task('c', 7 * MB)]);
    FakeWorker.all[0]?.open.get('a')?.onProgress(1_000);
    FakeWorker.all[0]?.crash();
    await settle();
    expect(FakeWorker.all[0]?.ended).toBe(true);
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
    pool = new CheckPool(() => new FakeWorker(), 1);
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
    const done = run(Array.from({ length: 50 }, (_, i) => task(`f${String(i)}`, MB)));
    for (let i = 0; i < 20; i += 1) {
      for (const worker of live()) worker.crash();
      await settle();
    }
    await done;
    expect(checks.length).toBe(50);
    expect(new Set(checks.map(({ error }) => error?.code))).toEqual(new Set(['worker-died']));
    expect(FakeWorker.all.length).toBeLessThan(10);
  });

  test('30 seconds without a byte: read-stalled for that file only', async () => {
    const done = run([task('a', 9 * MB), task('b', 8 * MB)]);
    for (let i = 1; i <= 6; i += 1) {
      FakeWorker.all[1]?.open.get('b')?.onProgress(i);
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(codes()).toEqual([['a', 'read-stalled']]);
    expect(FakeWorker.all.map(({ ended }) => ended)).toEqual([true, false]);
    FakeWorker.all[1]?.finish();
    await done;
    expect(codes()).toEqual([
      ['a', 'read-stalled'],
      ['b', null],
    ]);
  });

  test('paused, nothing new begins and nothing stalls', async () => {
    const done = run([task('a', 9 * MB), task('b', 8 * MB), task('c', 7 * MB)]);
    pool.setPaused(true);
    expect(FakeWorker.all.map(({ paused }) => paused)).toEqual([[true], [true]]);
    await vi.advanceTimersByTimeAsync(120_000);
    FakeWorker.all[0]?.finish();
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
    const done = run([task('a', 9 * MB), task('b', 8 * MB), task('c', 1)]);
    const reason = new Error('stop');
    job.abort(reason);
    await expect(done).rejects.toBe(reason);
    expect(FakeWorker.all.every(({ ended }) => ended)).toBe(true);
    expect(checks).toEqual([]);
    job = new AbortController();
    const again = run([task('a', 1)]);
    live()[0]?.finish();
    await again;
    expect(codes()).toEqual([['a', null]]);
  });

  test('a file that fails in any other way says so, and its worker stays', async () => {
    const done = run([task('a', MB)]);
    FakeWorker.all[0]?.open
      .get('a')
      ?.reject(new DumpError({ code: 'file-unreadable', data: { path: 'a', reason: 'NotReadableError' } }));
    await done;
    expect(codes()).toEqual([['a', 'file-unreadable']]);
    expect(FakeWorker.all[0]?.ended).toBe(false);
  });

  test('idle workers end after ten seconds', async () => {
    const done = run([task('a', MB)]);
    FakeWorker.all[0]?.finish();
    await done;
    await vi.advanceTimersByTimeAsync(9_000);
    expect(FakeWorker.all[0]?.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(FakeWorker.all[0]?.ended).toBe(true);
  });

  test('workers started ahead are the ones that read, and end by themselves when no run follows', async () => {
    pool.warm();
    expect(FakeWorker.all).toHaveLength(2);
    const done = run([task('a', MB), task('b', MB)]);
    expect(FakeWorker.all).toHaveLength(2);
    for (const worker of live()) worker.finish();
    await done;
    pool.end();
    pool.warm();
    expect(live()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10_001);
    expect(live()).toHaveLength(0);
  });
});
