import { type RunningWorker, runWorker } from '../running-worker.ts';
import type { HashApi } from './hash-api.ts';

/** For a worker to start. @throws where workers cannot start workers */
export function startHashWorker(): RunningWorker<HashApi> {
  return runWorker(new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module', name: 'hash' }));
}
