import type { FileTask } from './file-check.ts';

/**
 * How the bytes of one file are read and hashed.
 * - `small`: read whole and hashed at once, many files side by side: opening them takes longer than reading
 * - `buffered`: kept whole in one long-lived buffer, as is what they unpack to; the platform hashes whole buffers several
 *   times as fast as WebAssembly hashes a stream. One such file at a time in a worker.
 * - `streaming`: nothing is kept; several files share the lanes of the vector code
 * - `split`: nothing is kept; a second thread hashes while this one unpacks and lists. For the file that all others are done
 *   before
 */
export type CheckStrategy = 'small' | 'buffered' | 'streaming' | 'split';

/** What all workers together may hold. */
export interface BufferBudget {
  /** Files as stored, what they unpack to, and the platform's copies. 0: nothing is kept whole, everything streams. */
  readonly bytes: number;
}

/** What reading one file buffered takes, in bytes. */
export interface MemoryNeed {
  /** Stays with the worker for the files that follow. */
  readonly kept: number;
  /** For a moment: the platform copies what it hashes. */
  readonly copied: number;
  /**
   * Hashed only while no other such file is, so that there is one copy at a time, where there is no memory for all of them. Packed
   * files are: unpacking takes longer than hashing, so that two can be read side by side where memory is for one and a half.
   */
  readonly takesTurns: boolean;
}

/** Up to here a file is `small`. */
export const SMALL_BYTES = 256 * 2 ** 10;

export function memoryNeed({ size, unpackedHint = 0 }: Pick<FileTask, 'size' | 'unpackedHint'>): MemoryNeed {
  return { kept: size + unpackedHint, copied: Math.max(size, unpackedHint), takesTurns: unpackedHint > 0 };
}

export function chooseStrategy(task: Pick<FileTask, 'size' | 'unpackedHint'>, { bytes }: BufferBudget): CheckStrategy {
  if (task.size <= SMALL_BYTES) return 'small';
  const { kept, copied } = memoryNeed(task);
  return kept + copied <= bytes ? 'buffered' : 'streaming';
}

/** Below this a second thread for one file takes longer to start than it saves. */
const SPLIT_BYTES = 32 * 2 ** 20;

/** Bytes that are hashed, the measure of how long a file takes. */
export const workOf = ({ size, unpackedHint = 0 }: Pick<FileTask, 'size' | 'unpackedHint'>): number =>
  size + unpackedHint;

/** The strategy of each task, seen together: `chooseStrategy`, and `split` for a file that would keep one worker when the others are done. */
export function planStrategies(
  tasks: readonly Pick<FileTask, 'size' | 'unpackedHint'>[],
  budget: BufferBudget,
  workers: number,
): CheckStrategy[] {
  const all = tasks.reduce((sum, task) => sum + workOf(task), 0);
  return tasks.map((task) => {
    const strategy = chooseStrategy(task, budget);
    const work = workOf(task);
    const isLast = workers > 1 && work >= SPLIT_BYTES && work > (all - work) / (workers - 1);
    // A plain file that is kept whole is hashed by the platform, which is faster than two threads of ours.
    const gains = strategy === 'streaming' || (task.unpackedHint ?? 0) > 0;
    return isLast && gains && strategy !== 'small' ? 'split' : strategy;
  });
}

/** With what the workers need besides, 700 MiB are not passed. */
const ALL_BYTES = 608 * 2 ** 20;
/** Keeping files whole has a price of its own: so many times as fast as our own code the platform has to be. */
const WORTH_KEEPING = 1.2;

/** How fast SHA-256 is on this device, bytes a second: of whole buffers by the platform, of a stream by our own code. */
export interface HashSpeeds {
  readonly platform: number;
  readonly ours: number;
}

export interface Circumstances {
  /** Of the device as the browser tells it (rounded, at most 8 or 32); null where it does not. */
  readonly memoryGiB: number | null;
  /** The page is in the background, where browsers take memory away first. */
  readonly isHidden: boolean;
  /** Null where they were not measured: then the platform is taken for the faster one, as on most devices. */
  readonly speeds: HashSpeeds | null;
}

export function chooseBudget({ memoryGiB, isHidden, speeds }: Circumstances): BufferBudget {
  if (isHidden || (memoryGiB !== null && memoryGiB <= 2)) return { bytes: 0 };
  if (speeds && speeds.platform < speeds.ours * WORTH_KEEPING) return { bytes: 0 };
  return { bytes: memoryGiB !== null && memoryGiB >= 8 ? ALL_BYTES : ALL_BYTES / 2 };
}
