import type { DumpApi } from './dump-api.ts';
import { type RunningWorker, runWorker } from './running-worker.ts';

export function startDumpWorker(): RunningWorker<DumpApi> {
  return runWorker(new Worker(new URL('./dump.worker.ts', import.meta.url), { type: 'module', name: 'dump' }));
}
