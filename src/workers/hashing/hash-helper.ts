import type { PacedDigest } from '../../core/bytes/digest-stream.ts';
import type { RunningWorker } from '../running-worker.ts';
import { DigestApart } from './digest-apart.ts';
import type { HashApi } from './hash-api.ts';

/** The second thread of one worker, started when it is first needed. It ends with the worker. */
export class HashHelper {
  readonly #start: () => RunningWorker<HashApi>;
  #worker: RunningWorker<HashApi> | null = null;
  #digests = 0;
  readonly #free: ArrayBuffer[] = [];

  constructor(start: () => RunningWorker<HashApi>) {
    this.#start = start;
  }

  /** Null where workers cannot start workers. */
  open(): (() => PacedDigest) | null {
    try {
      this.#worker ??= this.#start();
    } catch {
      return null;
    }
    const { client } = this.#worker;
    return () => new DigestApart(client, this.#digests++, this.#free);
  }

  /** Of a worker that is gone: the next `open` starts another. */
  forget(): void {
    this.#worker?.end();
    this.#worker = null;
    this.#free.length = 0;
  }
}
