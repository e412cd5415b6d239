import { DumpError, type DumpErrorInfo } from '../core/errors.ts';
import { type BufferBudget, type HashSpeeds, workOf } from '../core/layer/check-strategy.ts';
import type { FileCheck, FileTask } from '../core/layer/file-check.ts';
import type { CheckApi } from '../workers/check-api.ts';
import { type RunningWorker, WorkerCrash } from '../workers/running-worker.ts';
import { CheckQueue, type Job, type JobHolder } from './check-queue.ts';

const TICK_MS = 5_000;
/** Counted in ticks and not by the clock: a machine that slept has not stalled. 30 seconds. */
const STALLED_TICKS = 6;
const STALLED_SECONDS = (STALLED_TICKS * TICK_MS) / 1_000;
const IDLE_MS = 30_000;
/** Workers that have read as much have grown for it: they end with the run, and others are started when they are needed. */
const WORN_BYTES = 10 ** 9;
/** Workers that die one after the other without finishing a single file: the next one would too. */
const DEATHS_IN_A_ROW = 5;

export interface PoolRun {
  readonly signal: AbortSignal;
  /** Bytes of a file dealt with so far. */
  readonly onProgress: (path: string, doneBytes: number) => void;
  /** What all workers together may hold. */
  readonly budget: BufferBudget;
  /** Until then one of several workers waits: whoever it is that keeps it busy needs a processor. Must not fail. */
  readonly drawn?: Promise<void> | undefined;
  /** Once for every task, in the order in which they end. */
  readonly onCheck: (check: FileCheck) => void;
}

interface Slot extends JobHolder {
  worker: RunningWorker<CheckApi> | null;
}

/** Spreads the reading of files over workers: largest first, small ones many at a time. One run at a time. */
export class CheckPool {
  readonly #startWorker: () => RunningWorker<CheckApi>;
  readonly #slots: readonly Slot[];
  /** Locks are shared by all pages of the app: each pool has its own. */
  readonly #turns = `tallyman-hash-${crypto.randomUUID()}`;
  #queue = new CheckQueue();
  #run: (PoolRun & { readonly finish: () => void }) | null = null;
  #paused = false;
  /** The run reads so much that workers are worn by it. */
  #isMuch = false;
  #deaths = 0;
  /** Waits: see `PoolRun.drawn`. */
  #held: Slot | null = null;
  #watchdog: ReturnType<typeof setInterval> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #speeds: Promise<HashSpeeds | null> | undefined;

  constructor(startWorker: () => RunningWorker<CheckApi>, workers: number) {
    this.#startWorker = startWorker;
    this.#slots = Array.from({ length: workers }, () => ({ worker: null, jobs: new Set<Job>(), keptBytes: 0 }));
  }

  /** Starts the workers ahead, while a dump is being opened; they end by themselves when no run follows. */
  warm(): void {
    if (this.#run) return;
    clearTimeout(this.#idle);
    try {
      for (const slot of this.#slots) slot.worker ??= this.#startWorker();
    } catch {
      // no workers here: the run says so, file by file
    }
    void this.hashSpeeds();
    this.#idle = setTimeout(() => this.end(), IDLE_MS);
  }

  /** How fast the workers hash, measured once; null where that did not succeed. */
  hashSpeeds(): Promise<HashSpeeds | null> {
    const worker = this.#slots[0]?.worker;
    if (!this.#speeds && worker) {
      const measured = worker.client.call('measureHashing', null).catch(() => null); // it died, which says nothing of speed
      this.#speeds = measured;
      void measured.then((speeds) => (this.#speeds = speeds === null ? undefined : measured));
    }
    return this.#speeds ?? Promise.resolve(null);
  }

  /** @throws `signal.reason` after an abort, which ends all workers at once; nothing else: what fails is in the checks */
  async run(tasks: readonly FileTask[], run: PoolRun): Promise<void> {
    run.signal.throwIfAborted();
    if (this.#run) throw new Error('The pool is at work already');
    clearTimeout(this.#idle);
    this.#deaths = 0;
    this.#queue = CheckQueue.of(tasks, run.budget, this.#slots.length);
    this.#isMuch = tasks.reduce((sum, task) => sum + workOf(task), 0) > WORN_BYTES;
    const stop = (): void => this.end();
    run.signal.addEventListener('abort', stop, { once: true });
    try {
      await new Promise<void>((resolve) => {
        this.#run = { ...run, finish: resolve };
        if (run.drawn && this.#slots.length > 1) this.#holdBack(run.drawn);
        this.#watchdog = setInterval(() => this.#tick(), TICK_MS);
        this.#fill();
      });
    } finally {
      run.signal.removeEventListener('abort', stop);
      clearInterval(this.#watchdog);
      this.#run = null;
      this.#held = null;
      if (this.#isMuch) this.end();
      else this.#idle = setTimeout(() => this.end(), IDLE_MS);
    }
    run.signal.throwIfAborted();
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    for (const { worker } of this.#slots) worker?.client.call('setPaused', { paused }).catch(() => undefined); // it died: nothing to hold
    this.#fill();
  }

  /** Ends what runs, at once. Workers that were started ahead go on waiting. */
  stop(): void {
    if (this.#run) this.end();
  }

  /** Ends all workers at once, and the run without further checks. */
  end(): void {
    clearTimeout(this.#idle);
    this.#queue = new CheckQueue();
    for (const slot of this.#slots) {
      slot.jobs.clear();
      this.#dropWorker(slot);
    }
    this.#paused = false;
    this.#run?.finish();
  }

  #holdBack(drawn: Promise<void>): void {
    const run = this.#run;
    this.#held = this.#slots.at(-1) ?? null;
    void drawn.then(() => {
      if (this.#run !== run) return;
      this.#held = null;
      this.#fill();
    });
  }

  #fill(): void {
    if (!this.#run) return;
    if (!this.#paused) {
      for (let took = true; took;) {
        took = false;
        for (const slot of this.#slots) {
          if (slot === this.#held) continue;
          // Of small ones a worker takes all it can before the next worker is started for the rest.
          for (
            let job = this.#queue.next(slot, this.#slots);
            job;
            job = job.strategy === 'small' ? this.#queue.next(slot, this.#slots) : undefined
          ) {
            took = true;
            void this.#check(slot, job);
          }
        }
      }
    }
    if (this.#slots.some(({ jobs }) => jobs.size > 0)) return this.#dropIdle();
    const [slot] = this.#slots;
    const job = this.#paused ? undefined : this.#queue.take();
    // Nothing runs and yet nothing fits: what workers keep from earlier files is in the way. It goes on without regard to that.
    if (slot && job) void this.#check(slot, job);
    else if (this.#queue.length === 0) this.#run.finish();
  }

  /** Who has read much and has nothing left to read need not keep its memory while others go on. */
  #dropIdle(): void {
    if (this.#queue.length > 0 || !this.#isMuch) return;
    for (const slot of this.#slots) if (slot.jobs.size === 0) this.#dropWorker(slot);
  }

  async #check(slot: Slot, job: Job): Promise<void> {
    slot.jobs.add(job);
    slot.keptBytes = Math.max(slot.keptBytes, job.need.kept);
    let worker: RunningWorker<CheckApi> | null = null;
    const mine = (): boolean => slot.jobs.has(job) && slot.worker === worker;
    try {
      worker = slot.worker ??= this.#startWorker();
      const onProgress = (doneBytes: number): void => {
        if (!mine()) return;
        job.quietTicks = 0;
        job.doneBytes = doneBytes;
        this.#run?.onProgress(job.task.path, doneBytes);
      };
      const check = await worker.client.call(
        'checkFile',
        {
          ...job.task,
          strategy: job.strategy,
          keptBytes: job.need.kept,
          turns: job.need.takesTurns ? this.#turns : null,
        },
        { onProgress },
      );
      if (!mine()) return;
      this.#deaths = 0;
      this.#settle(slot, job, check);
    } catch (error) {
      if (!mine()) return; // the slot was emptied by `end`, the watchdog or the first of several calls that a death ended
      if (error instanceof WorkerCrash) this.#lose(slot, (path) => ({ code: 'worker-died', data: { path } }));
      else this.#settle(slot, job, failed(job, DumpError.from(error).info));
    }
    this.#fill();
  }

  #settle(slot: Slot, job: Job, check: FileCheck): void {
    slot.jobs.delete(job);
    this.#run?.onCheck(check);
  }

  /** Replaces a worker that died or stands still. A single file is to blame for it; of several, each is tried again alone. */
  #lose(slot: Slot, blame: (path: string) => DumpErrorInfo): void {
    const jobs = [...slot.jobs];
    slot.jobs.clear();
    this.#dropWorker(slot);
    this.#deaths += 1;
    const [job] = jobs;
    if (jobs.length === 1 && job) this.#run?.onCheck(failed(job, blame(job.task.path)));
    else this.#queue.putBack(jobs);
    if (this.#deaths < DEATHS_IN_A_ROW) return;
    for (let left = this.#queue.take(); left; left = this.#queue.take())
      this.#run?.onCheck(failed(left, blame(left.task.path)));
  }

  #tick(): void {
    if (this.#paused) return;
    for (const slot of this.#slots) {
      for (const job of slot.jobs) job.quietTicks += 1;
      if (![...slot.jobs].some(({ quietTicks }) => quietTicks >= STALLED_TICKS)) continue;
      this.#lose(slot, (path) => ({ code: 'read-stalled', data: { path, seconds: STALLED_SECONDS } }));
    }
    this.#fill();
  }

  #dropWorker(slot: Slot): void {
    const { worker } = slot;
    slot.worker = null;
    slot.keptBytes = 0;
    worker?.end();
  }
}

const failed = ({ task, doneBytes }: Job, error: DumpErrorInfo): FileCheck => ({
  path: task.path,
  size: doneBytes,
  digests: {},
  layer: null,
  error,
});
