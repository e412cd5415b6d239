/**
 * How the bytes of one file are read and hashed.
 * - `small`: read whole and hashed at once, many files side by side: opening them takes longer than reading
 * - `buffered`: kept whole in one long-lived buffer, as is what they unpack to while it fits; the platform hashes whole buffers
 *   three times as fast as WebAssembly hashes a stream. One such file at a time in a worker.
 * - `streaming`: nothing is kept; several files share the lanes of the vector code
 */
export type CheckStrategy = 'small' | 'buffered' | 'streaming';

/** What one worker may hold, bytes. */
export interface BufferBudget {
  /** A file as stored, and what it unpacks to. 0: nothing is kept whole, everything streams. */
  readonly bytes: number;
}

/** Up to here a file is `small`. */
export const SMALL_BYTES = 256 * 2 ** 10;
/** Packed files of which both forms are held share the budget: those of more than this part of it stream. */
export const PACKED_SHARE = 0.5;

/** @param size bytes of the file as stored */
export function chooseStrategy(size: number, { bytes }: BufferBudget): CheckStrategy {
  if (size <= SMALL_BYTES) return 'small';
  return size < bytes ? 'buffered' : 'streaming';
}

/** All workers together, in the fast mode: with the copy that the platform makes of what it hashes, 700 MiB are not passed. */
const ALL_BYTES = 640 * 2 ** 20;
/** Of one worker: what is stored and packed, what it unpacks to, and the platform's copy. */
const HELD_TIMES = 2.5;
const MOST_BYTES = 256 * 2 ** 20;

/**
 * @param workers that read large files at the same time
 * @param memoryGiB of the device as the browser tells it (rounded, at most 8 or 32); null where it does not
 * @param isHidden the page is in the background, where browsers take memory away first
 */
export function chooseBudget(workers: number, memoryGiB: number | null, isHidden: boolean): BufferBudget {
  if (isHidden || (memoryGiB !== null && memoryGiB <= 2)) return { bytes: 0 };
  const all = memoryGiB !== null && memoryGiB >= 8 ? ALL_BYTES : ALL_BYTES / 2;
  return { bytes: Math.min(MOST_BYTES, Math.floor(all / HELD_TIMES / Math.max(1, workers))) };
}
