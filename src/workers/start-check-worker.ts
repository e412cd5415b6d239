import type { CheckApi } from './check-api.ts';
import { type RunningWorker, runWorker } from './running-worker.ts';

export function startCheckWorker(): RunningWorker<CheckApi> {
  return runWorker(new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module', name: 'check' }));
}
