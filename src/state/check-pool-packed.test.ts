import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileTask } from '../core/layer/file-check.ts';
import { CheckPool } from './check-pool.ts';
import { FakeCheckWorker } from './testing/fake-check-worker.ts';

const MB = 2 ** 20;
const task = (path: string, size: number, unpackedHint: number): FileTask => ({
  path,
  size,
  ...(unpackedHint > 0 ? { unpackedHint } : {}),
  source: new Blob([]),
  algorithms: ['sha256'],
  layer: 'plain',
});

let pool: CheckPool;
beforeEach(() => {
  FakeCheckWorker.all = [];
  pool = new CheckPool(() => new FakeCheckWorker(), 2);
});
afterEach(() => pool.end());

const tasksOf = (worker: number) =>
  [...(FakeCheckWorker.all[worker]?.open.values() ?? [])].map(({ task: given }) => given);
const run = (bytes: number, ...tasks: FileTask[]): void =>
  void pool.run(tasks, {
    signal: new AbortController().signal,
    budget: { bytes },
    onCheck: () => undefined,
    onProgress: () => undefined,
  });

test('packed files are hashed in turns, so that memory for one copy is enough; plain ones wait for nobody', async () => {
  run(50 * MB, task('a', 5 * MB, 15 * MB), task('b', 3 * MB, 10 * MB), task('c', MB, 0));
  // 20 and 13 kept, and one copy of 15: two copies would be too much.
  const [[a], [b]] = [tasksOf(0), tasksOf(1)];
  expect([a?.path, b?.path]).toEqual(['a', 'b']);
  expect([a?.turns, b?.turns]).toEqual([expect.stringMatching(/^tallyman-hash-/), a?.turns]);
  FakeCheckWorker.all[0]?.finish();
  await expect.poll(() => tasksOf(0).map(({ path, turns }) => ({ path, turns }))).toEqual([{ path: 'c', turns: null }]);
});

test('where there is memory for all copies, nobody waits', () => {
  // 20 and 13 kept, copies of 15 and 10: 58 in all.
  for (const [bytes, waits] of [
    [58 * MB, false],
    [58 * MB - 1, true],
  ] as const) {
    FakeCheckWorker.all = [];
    pool = new CheckPool(() => new FakeCheckWorker(), 2);
    run(bytes, task('a', 5 * MB, 15 * MB), task('b', 3 * MB, 10 * MB), task('c', 2 * MB, 9 * MB));
    const turns = [0, 1].flatMap((worker) => tasksOf(worker).map((given) => given.turns));
    expect(turns.map((name) => name !== null)).toEqual([waits, waits]);
    pool.end();
  }
});

test('a layer that outlasts all others is split, keeps nothing, and leaves the memory to the others', () => {
  run(200 * MB, task('a', 200 * MB, 500 * MB), task('b', 20 * MB, 60 * MB), task('c', 20 * MB, 50 * MB));
  const brief = (worker: number) => tasksOf(worker).map(({ path, strategy, keptBytes }) => [path, strategy, keptBytes]);
  expect(brief(0)).toEqual([['a', 'split', 0]]);
  expect(brief(1)).toEqual([['b', 'buffered', 80 * MB]]);
});
