import type { FileCheck, FileTask } from '../core/layer/file-check.ts';

/** What `check.worker.ts` does: read files from first byte to last. */
export interface CheckApi {
  /** Progress: bytes of the file as stored, read and dealt with so far. */
  checkFile: { params: FileTask; result: FileCheck; progress: number };
  /** While paused, no further byte is read; what was read goes on being worked on. */
  setPaused: { params: { readonly paused: boolean }; result: null; progress: never };
}
