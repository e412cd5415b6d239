import { afterEach, expect, test } from 'vitest';
import { DumpError } from '../core/errors.ts';
import type { FileTask } from '../core/layer/file-check.ts';
import type { DumpApi } from '../workers/dump-api.ts';
import type { RunningWorker } from '../workers/running-worker.ts';
import { Readers } from './readers.ts';
import { FakeCheckWorker } from './testing/fake-check-worker.ts';
import { Verification } from './verification.ts';

const task: FileTask = { path: 'a', size: 3, source: new Blob(['abc']), algorithms: ['sha256'], layer: null };
const unwanted = (): never => {
  throw new Error('not called here');
};

afterEach(() => FakeCheckWorker.all.forEach((worker) => worker.end()));

test('a check that could not be recorded makes no report', async () => {
  FakeCheckWorker.all = [];
  const full = new DumpError({ code: 'unexpected', data: { message: 'no memory', stack: '' } });
  const asked: string[] = [];
  // Records fail later than the files end: the answer to `summarise` comes behind that of `record`.
  const worker = {
    client: {
      call: (method: string) => {
        asked.push(method);
        return method === 'record' ? Promise.reject(full) : Promise.resolve({ verdict: 'sound' });
      },
    },
    end: () => undefined,
  } as unknown as RunningWorker<DumpApi>;
  const readers = new Readers({
    startDumpWorker: unwanted,
    startCheckWorker: () => new FakeCheckWorker(),
    checkWorkers: 1,
    budget: () => ({ bytes: 0 }),
  });
  const events = { onProgress: () => undefined, onReport: () => undefined, onPlan: () => undefined };
  const { signal } = new AbortController();
  const verification = new Verification(worker, readers, 0, events);
  const run = verification.run(signal, [task]).catch(() => undefined); // it may have been told already
  await expect.poll(() => FakeCheckWorker.all[0]?.open.size).toBe(1);
  FakeCheckWorker.all[0]?.finish();
  await run;
  await expect(verification.finalReport('complete', signal)).rejects.toBe(full);
  expect(asked).toContain('record');
});
