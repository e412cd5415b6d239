import { DumpError, type DumpErrorInfo } from '../core/errors.ts';
import { WorkerCrash } from '../workers/running-worker.ts';

/** What a failed call means to a person. `name` is that of the dump. */
export function failureOf(error: unknown, name: string): DumpErrorInfo {
  return error instanceof WorkerCrash ? { code: 'worker-died', data: { path: name } } : DumpError.from(error).info;
}
