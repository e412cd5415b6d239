import type { BufferBudget } from '../core/layer/check-strategy.ts';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import { transferablesOf } from '../core/layer/transferables-of.ts';
import type { Report } from '../core/report/report.ts';
import type { DumpApi } from '../workers/dump-api.ts';
import type { PackedReport } from '../workers/report-parts.ts';
import type { RunningWorker } from '../workers/running-worker.ts';
import { type ReadingFacts, readingFacts } from './reading-facts.ts';
import type { Readers } from './readers.ts';
import { CheckProgress, type FileProgress, type Progress } from './progress.ts';

/** Often enough to look alive; drawing more often takes a noticeable part of two cores. */
const PROGRESS_MS = 200;
const REPORT_MS = 1_000;
/** A report of a large dump takes long to make: no more than a fifth of the time goes into it. */
const REPORT_SHARE = 4;

export interface VerificationEvents {
  /** About five times a second. */
  readonly onProgress: (progress: Progress) => void;
  /** About once a second: what is known so far. */
  readonly onReport: (report: PackedReport) => void;
  /** Once, before anything is read. */
  readonly onPlan: (facts: ReadingFacts) => void;
}

/** Reads the files that are left to read, once, and hands what they give to the dump's worker. */
export class Verification {
  readonly #worker: RunningWorker<DumpApi>;
  readonly #readers: Readers;
  readonly #events: VerificationEvents;
  readonly #startMs: number;
  #progress: CheckProgress | null = null;
  #bytesRead = 0;
  #failure: unknown = null;

  constructor(worker: RunningWorker<DumpApi>, readers: Readers, startMs: number, events: VerificationEvents) {
    this.#worker = worker;
    this.#readers = readers;
    this.#startMs = startMs;
    this.#events = events;
  }

  get took(): Report['took'] {
    return { wallMs: Math.round(performance.now() - this.#startMs), bytesRead: this.#bytesRead };
  }

  of(path: string): FileProgress | null {
    return this.#progress?.of(path) ?? null;
  }

  setPaused(paused: boolean): void {
    this.#readers.pool.setPaused(paused);
    if (!paused) this.#progress?.restart(performance.now());
  }

  /**
   * At its end everything is on its way to the dump's worker, which deals with one call after the other.
   * @param planned what is to be read; asked of the dump's worker when absent
   * @throws `signal.reason`, or what ended the dump's worker
   */
  async run(signal: AbortSignal, planned?: readonly FileTask[]): Promise<void> {
    const tasks = planned ?? (await this.#worker.client.call('plan', null, { signal }));
    const { budget, speeds } = await this.#readers.circumstances(tasks);
    signal.throwIfAborted();
    this.#events.onPlan(readingFacts(tasks, { budget, speeds, workers: this.#readers.checkWorkers }));
    if (tasks.length === 0) return;
    this.#progress = new CheckProgress(tasks, performance.now());
    const stopper = new AbortController();
    const ended = AbortSignal.any([signal, stopper.signal]);
    const timer = setInterval(() => this.#tell(), PROGRESS_MS);
    const reports = this.#reportNowAndThen(ended);
    try {
      await this.#runPool(tasks, budget, ended, stopper);
    } finally {
      clearInterval(timer);
      stopper.abort();
      await reports;
      this.#tell();
    }
  }

  async #runPool(
    tasks: readonly FileTask[],
    budget: BufferBudget,
    signal: AbortSignal,
    stopper: AbortController,
  ): Promise<void> {
    const onCheck = (check: FileCheck): void => {
      this.#progress?.end(check);
      this.#bytesRead += check.size;
      const transfer = check.layer ? transferablesOf(check.layer) : [];
      this.#worker.client.call('record', { check }, { transfer }).catch((error: unknown) => {
        this.#failure ??= error; // the dump's worker is gone, and with it what the others find
        stopper.abort();
      });
    };
    const onProgress = (path: string, doneBytes: number): void => this.#progress?.advance(path, doneBytes);
    try {
      const drawn = this.#readers.drawn?.();
      await this.#readers.pool.run(tasks, { signal, budget, onCheck, onProgress, drawn });
    } catch (error) {
      throw this.#failure ?? error;
    }
    if (this.#failure !== null) throw this.#failure as Error;
  }

  /**
   * What is known at the end. The worker answers in order: what could not be recorded has been told by then.
   * @throws `signal.reason`, or what kept a check from being recorded
   */
  async finalReport(phase: 'complete' | 'stopped', signal: AbortSignal): Promise<PackedReport> {
    const report = await this.#worker.client.call('summarise', { phase, took: this.took }, { signal });
    if (this.#failure !== null) throw this.#failure as Error;
    return report;
  }

  #tell(): void {
    if (this.#progress) this.#events.onProgress(this.#progress.at(performance.now()));
  }

  async #reportNowAndThen(signal: AbortSignal): Promise<void> {
    let waitMs = REPORT_MS;
    while (await sleep(waitMs, signal)) {
      const startMs = performance.now();
      try {
        this.#events.onReport(
          await this.#worker.client.call('summarise', { phase: 'running', took: this.took }, { signal }),
        );
      } catch {
        return; // ended, or the worker is gone: the calls that record say so
      }
      waitMs = Math.max(REPORT_MS, REPORT_SHARE * (performance.now() - startMs));
    }
  }
}

/** False when the signal came first. */
function sleep(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const stop = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
