import type { OpenProgress } from '../core/dump/opened-dump.ts';
import type { Progress } from './progress.ts';

/** Before the first word from the worker. */
export const NOTHING_DONE: Progress = {
  doneBytes: 0,
  totalBytes: null,
  bytesPerSecond: null,
  secondsLeft: null,
  doneFiles: 0,
  totalFiles: 0,
  currentPath: null,
  phase: 'listing',
};

/** Archives are listed and unpacked by bytes; folders are listed, and documents read, by files. */
export function openingProgress({ phase, done, total }: OpenProgress): Progress {
  return phase === 'unpacking' || (phase === 'listing' && total !== null)
    ? { ...NOTHING_DONE, phase, doneBytes: done, totalBytes: total }
    : { ...NOTHING_DONE, phase, doneFiles: done, totalFiles: total ?? 0 };
}

/** While files are compared with what is kept of them. */
export const comparingProgress = (done: number, total: number): Progress => ({
  ...NOTHING_DONE,
  phase: 'reading',
  doneFiles: done,
  totalFiles: total,
});
