import type { CheckStrategy, HashSpeeds } from '../core/layer/check-strategy.ts';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';

/** One file to read, and how. */
export interface CheckTask extends FileTask {
  readonly strategy: CheckStrategy;
  /** What the worker may keep for it; 0 unless it is `buffered`. */
  readonly keptBytes: number;
  /** Name of the lock under which it is hashed; null when it need not wait for others. */
  readonly turns: string | null;
}

/** What `check.worker.ts` does: read files from first byte to last. */
export interface CheckApi {
  /** Progress: bytes of the file as stored, read and dealt with so far. */
  checkFile: { params: CheckTask; result: FileCheck; progress: number };
  /** How fast SHA-256 is here. */
  measureHashing: { params: null; result: HashSpeeds; progress: never };
  /** While paused, no further byte is read; what was read goes on being worked on. */
  setPaused: { params: { readonly paused: boolean }; result: null; progress: never };
}
