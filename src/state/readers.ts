import { type BufferBudget, type HashSpeeds, SMALL_BYTES } from '../core/layer/check-strategy.ts';
import type { FileTask } from '../core/layer/file-check.ts';
import type { CheckApi } from '../workers/check-api.ts';
import type { DumpApi } from '../workers/dump-api.ts';
import type { RunningWorker } from '../workers/running-worker.ts';
import { CheckPool } from './check-pool.ts';
import { SpareWorker } from './spare-worker.ts';

export interface ReadersSetup {
  readonly startDumpWorker: () => RunningWorker<DumpApi>;
  readonly startCheckWorker: () => RunningWorker<CheckApi>;
  readonly checkWorkers: number;
  /** What all workers together may hold, now. */
  readonly budget: (speeds: HashSpeeds | null) => BufferBudget;
  /** Resolves when the page has drawn what it shows; where workers take all processors, one of them waits for it. */
  readonly drawn?: (() => Promise<void>) | undefined;
}

/** The workers that read: one that holds the dump, some that hash its files. */
export class Readers {
  readonly pool: CheckPool;
  readonly checkWorkers: number;
  readonly drawn: ReadersSetup['drawn'];
  readonly #budget: ReadersSetup['budget'];
  readonly #dumpWorkers: SpareWorker<DumpApi>;

  constructor({ startDumpWorker, startCheckWorker, checkWorkers, budget, drawn }: ReadersSetup) {
    this.pool = new CheckPool(startCheckWorker, checkWorkers);
    this.checkWorkers = checkWorkers;
    this.drawn = drawn;
    this.#budget = budget;
    this.#dumpWorkers = new SpareWorker(startDumpWorker);
  }

  /** Starts them before they are needed. */
  prepare(): void {
    this.#dumpWorkers.prepare();
    this.pool.warm();
  }

  /** The worker for one dump, the caller's to end; those that hash are started beside it. */
  takeDumpWorker(): RunningWorker<DumpApi> {
    const worker = this.#dumpWorkers.take();
    this.pool.warm();
    return worker;
  }

  /** What is known of the device decides how these files are read. */
  async circumstances(
    tasks: readonly Pick<FileTask, 'size'>[],
  ): Promise<{ readonly budget: BufferBudget; readonly speeds: HashSpeeds | null }> {
    // Small files are read in one way only: nothing is to be waited for.
    const speeds = tasks.some(({ size }) => size > SMALL_BYTES) ? await soon(this.pool.hashSpeeds()) : null;
    return { budget: this.#budget(speeds), speeds };
  }
}

/** A worker that does not answer is for the pool to notice, when it reads. */
const PATIENCE_MS = 1_000;

function soon<T>(answer: Promise<T>): Promise<T | null> {
  return Promise.race([answer, new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS))]);
}
