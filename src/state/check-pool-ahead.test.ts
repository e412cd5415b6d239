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
