import { throttle } from '../../core/bytes/throttle.ts';
import { SAVE_SKIPS } from '../../core/limits.ts';
import type { SaveSkipReason } from '../../core/save/save-skip.ts';
import type { SaveProgress, SaveSkip } from './save-api.ts';

const PROGRESS_MS = 100; // ten updates a second look smooth; more only fill the message queue

/** What one save has done so far, and what it had to leave out. */
export class SaveLog {
  readonly skipped: SaveSkip[] = [];
  skippedMore = 0;
  /** Entries and bytes of content written. */
  entries = 0;
  bytes = 0;
  readonly #tell: (path: () => string) => void;

  constructor(totalBytes: number, onProgress: (progress: SaveProgress) => void) {
    this.#tell = throttle(
      PROGRESS_MS,
      () => performance.now(),
      (path: () => string) => onProgress({ doneBytes: Math.min(this.bytes, totalBytes), totalBytes, path: path() }),
    );
  }

  skip(path: string, reason: SaveSkipReason): void {
    if (this.skipped.length < SAVE_SKIPS) this.skipped.push({ path, reason });
    else this.skippedMore += 1;
  }

  /** @param path of what is being written, asked only when it is time to tell */
  tell(path: () => string): void {
    this.#tell(path);
  }
}
