import type { FileTask } from '../core/layer/file-check.ts';
import type { DumpModel } from '../core/dump/dump-model.ts';
import type { DumpErrorInfo } from '../core/errors.ts';
import type { Report, ReportFinding } from '../core/report/report.ts';
import { fetchSampleAhead } from '../platform/load-sample.ts';
import type { DumpApi, Recalled } from '../workers/dump-api.ts';
import type { ExploreApi } from '../workers/explorer/explore-api.ts';
import type { CallOptions } from '../workers/rpc/rpc-client.ts';
import { type PackedReport, unpackReport } from '../workers/report-parts.ts';
import type { RunningWorker } from '../workers/running-worker.ts';
import { type DigestState, digestStatesOf } from './digest-states.ts';
import { DumpDoors } from './dump-doors.ts';
import type { Opening } from './dump-inputs.ts';
import { failureOf } from './failure-of.ts';
import { openInWorker } from './open-in-worker.ts';
import { NOTHING_DONE, comparingProgress } from './opening-progress.ts';
import type { FileProgress, Progress } from './progress.ts';
import { saveReport } from './save-report.ts';
import { storageProblemText } from './storage-problem-text.ts';
import type { ReadingFacts } from './reading-facts.ts';
import { Readers, type ReadersSetup } from './readers.ts';
import { Verification } from './verification.ts';

export type DumpState = 'idle' | 'reading' | 'verifying' | 'done' | 'failed' | 'cancelled';

export interface DumpSetup extends ReadersSetup {
  /** A dump is being opened. */
  readonly onOpen?: () => void;
  /** The list of recent dumps has changed. */
  readonly onKept?: () => void;
}

/** Methods of the dump's worker that views ask. */
type Asked = 'read' | 'annotate' | 'explain' | 'ids' | keyof ExploreApi;

/** The dump on screen. Opening another one abandons the first. */
export class CurrentDump extends DumpDoors {
  readonly #setup: DumpSetup;
  readonly #readers: Readers;
  #state: DumpState = $state('idle');
  #model: DumpModel | null = $state.raw(null);
  #report: Report | null = $state.raw(null);
  #progress: Progress | null = $state.raw(null);
  #error: DumpErrorInfo | null = $state.raw(null);
  #kept: Recalled | null = $state.raw(null);
  #storageProblem: string | null = $state(null);
  #paused: boolean = $state(false);
  /** How its files are read; null until that is known. */
  reading: ReadingFacts | null = $state.raw(null);
  readonly findings: readonly ReportFinding[] = $derived(this.#report?.findings ?? []);
  readonly #digestStates: ReadonlyMap<string, DigestState> = $derived(digestStatesOf(this.#model, this.#report));

  #opening: Opening | null = null;
  #worker: RunningWorker<DumpApi> | null = null;
  #verification: Verification | null = null;
  /** Of the open dump, and of the run that reads its files. */
  #job = new AbortController();
  #run = new AbortController();
  #startMs = 0;

  constructor(setup: DumpSetup) {
    super();
    this.#setup = setup;
    this.#readers = new Readers(setup);
  }

  get state(): DumpState {
    return this.#state;
  }
  get model(): DumpModel | null {
    return this.#model;
  }
  get report(): Report | null {
    return this.#report;
  }
  get progress(): Progress | null {
    return this.#progress;
  }
  get error(): DumpErrorInfo | null {
    return this.#error;
  }
  /** What an earlier visit had found out already; null when nothing. */
  get kept(): Recalled | null {
    return this.#kept;
  }
  /** Why results are not kept, as a sentence; null when they are. */
  get storageProblem(): string | null {
    return this.#storageProblem;
  }
  get paused(): boolean {
    return this.#paused;
  }

  /** Of a file that is being read now. */
  fileProgress(path: string): FileProgress | null {
    return this.#progress ? (this.#verification?.of(path) ?? null) : null;
  }

  digestState(path: string): DigestState {
    return this.#digestStates.get(path) ?? 'missing';
  }

  /** Asks the dump's worker: bytes, explained JSON, explanations, ids. @throws `signal.reason`; DumpError; WorkerCrash */
  async ask<M extends Asked>(
    method: M,
    params: DumpApi[M]['params'],
    options: CallOptions<DumpApi[M]['progress']> = {},
  ): Promise<DumpApi[M]['result']> {
    if (!this.#worker) throw new Error('No dump is open');
    return this.#worker.client.call(method, params, options);
  }

  /** A dump may be opened soon: starts what that takes. */
  prepare(): void {
    if (this.#opening) return;
    this.#readers.prepare();
    fetchSampleAhead();
  }

  /** Another place in what was opened: a root of `otherRoots`, or `''` for the top. */
  openRoot(root: string): void {
    if (this.#opening) this.open({ ...this.#opening, root });
  }

  override open(opening: Opening, { fresh = false } = {}): void {
    this.close();
    this.#opening = opening;
    this.#job = new AbortController();
    this.#run = new AbortController();
    this.#startMs = performance.now();
    // Before anything that is shown changes: what can be handed to the worker is under way while the page draws.
    void this.#guard(this.#job.signal, (signal) => this.#open(opening, fresh, signal));
    this.#state = 'reading';
    this.#progress = NOTHING_DONE;
    if (!fresh) this.#setup.onOpen?.();
  }

  /** Reads everything again, whatever is kept, and as it lies there now. */
  verifyAgain(): void {
    if (this.#opening) this.open(this.#opening, { fresh: true });
  }

  /** Keeps what was found so far. */
  cancel(): void {
    if (this.#state === 'reading') {
      this.#abandon();
      this.#state = 'cancelled';
    } else if (this.#state === 'verifying') {
      this.#run.abort();
      this.#paused = false;
      this.#progress = null;
      this.#state = 'cancelled';
      void this.#guard(this.#job.signal, () => this.#finish('stopped'));
    }
  }

  pause(): void {
    if (this.#state !== 'verifying' || this.#paused) return;
    this.#paused = true;
    this.#verification?.setPaused(true);
  }

  /** Goes on after `pause`, or after `cancel` with the files that were not read. */
  resume(): void {
    if (this.#paused) {
      this.#paused = false;
      this.#verification?.setPaused(false);
    } else if (this.#state === 'cancelled' && this.#model) {
      this.#run = new AbortController();
      void this.#guard(this.#job.signal, (signal) => this.#verify(signal));
    } else if (this.#state === 'cancelled' && this.#opening) {
      this.open(this.#opening);
    }
  }

  exportReport(): void {
    if (this.#report) saveReport(this.#report);
  }

  close(): void {
    this.#abandon();
    this.#opening = null;
    this.#model = null;
    this.#report = null;
    this.#error = null;
    this.#kept = null;
    this.#storageProblem = null;
    this.reading = null;
    this.#state = 'idle';
  }

  async #open(opening: Opening, fresh: boolean, signal: AbortSignal): Promise<void> {
    const input = await opening.obtain(signal);
    signal.throwIfAborted();
    if (!input) {
      this.close();
      return;
    }
    const worker = (this.#worker = this.#readers.takeDumpWorker());
    const { sample = false, root } = opening;
    const onProgress = (now: Progress): void => void (this.#progress = now);
    const opened = await openInWorker(worker, input, { sample, root, fresh }, signal, onProgress);
    const { model, report, tasks: planned } = opened;
    [this.#report, this.#model] = [report, model];
    if (model.dialect === 'unknown') {
      // Nothing to prove: reading a folder of photographs to its end would help nobody.
      this.#progress = null;
      const request = { phase: 'complete' as const, took: this.#tookSoFar() };
      this.#show(await worker.client.call('summarise', request, { signal }));
      this.#state = 'failed';
      return;
    }
    this.#state = 'verifying';
    if (planned) return this.#verify(signal, planned);
    const { kept, problem, tasks } = await worker.client.call('recall', null, {
      signal,
      onProgress: ({ done, total }) => this.#state === 'verifying' && (this.#progress = comparingProgress(done, total)),
    });
    this.#kept = kept;
    if (problem) this.#storageProblem = storageProblemText[problem];
    await this.#verify(signal, tasks);
  }

  async #verify(jobSignal: AbortSignal, tasks?: readonly FileTask[]): Promise<void> {
    const [worker, run] = [this.#worker, this.#run];
    if (!worker || run.signal.aborted) return; // stopped while results of an earlier visit were looked for
    this.#state = 'verifying';
    const signal = AbortSignal.any([jobSignal, run.signal]);
    const verification = new Verification(worker, this.#readers, this.#startMs, {
      onProgress: (progress) => !signal.aborted && (this.#progress = progress),
      onReport: (report) => !signal.aborted && this.#show(report),
      onPlan: (facts) => (this.reading = facts),
    });
    this.#verification = verification;
    try {
      await verification.run(signal, tasks);
    } catch (error) {
      if (signal.aborted) return; // `cancel` finishes, or another dump is open
      throw error;
    }
    await this.#finish('complete');
  }

  async #finish(phase: 'complete' | 'stopped'): Promise<void> {
    const [{ signal }, run, client] = [this.#job, this.#run, this.#worker?.client];
    if (!client) return;
    const request = { phase, took: this.#tookSoFar() };
    const report = await (this.#verification?.finalReport(phase, signal) ??
      client.call('summarise', request, { signal }));
    if (run !== this.#run || (phase === 'complete' && run.signal.aborted)) return; // it goes on already, or was stopped just now
    this.#show(report);
    this.#progress = null;
    if (phase === 'complete') this.#state = report.verdict === 'unreadable' ? 'failed' : 'done';
    const isAllKept = this.#kept?.changedFiles === 0;
    const checkedAtMs = isAllKept && this.#kept ? this.#kept.checkedAtMs : Date.now();
    const { problem } = await client.call('keep', { checkedAtMs }, { signal });
    this.#storageProblem = problem ? storageProblemText[problem] : null;
    this.#setup.onKept?.();
  }

  #show(report: PackedReport): void {
    if (this.#model) this.#report = unpackReport(report, this.#model, this.#report);
  }

  #tookSoFar(): Report['took'] {
    return { wallMs: Math.round(performance.now() - this.#startMs), bytesRead: 0 };
  }

  /** Ends everything that runs for the open dump, at once. */
  #abandon(): void {
    this.#job.abort();
    this.#run.abort();
    this.#readers.pool.stop();
    this.#worker?.end();
    this.#worker = null;
    this.#verification = null;
    this.#progress = null;
    this.#paused = false;
  }

  async #guard(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const info = failureOf(error, this.#opening?.name ?? '');
    this.#abandon();
    this.#error = info;
    this.#state = 'failed';
  }
}
