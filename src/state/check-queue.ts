import {
  type BufferBudget,
  type CheckStrategy,
  type MemoryNeed,
  memoryNeed,
  planStrategies,
  workOf,
} from '../core/layer/check-strategy.ts';
import type { FileTask } from '../core/layer/file-check.ts';

/** Parts of a worker that one file takes: see `CheckStrategy`. Streams fill the four lanes of the vector code. */
const SHARES: Readonly<Record<CheckStrategy, number>> = { small: 1 / 32, streaming: 1 / 4, buffered: 1, split: 1 };

/** A file that is read, or will be. */
export interface Job {
  readonly task: FileTask;
  readonly strategy: CheckStrategy;
  readonly need: MemoryNeed;
  /** It was beside others when a worker died or stood still: it is tried again by itself, so that the right one is blamed. */
  readonly alone: boolean;
  doneBytes: number;
  quietTicks: number;
}

/** What a worker is doing. */
export interface JobHolder {
  readonly jobs: Set<Job>;
  /** Bytes that the worker's buffer has taken, for the largest file so far. */
  keptBytes: number;
}

const NOTHING: MemoryNeed = { kept: 0, copied: 0, takesTurns: false };

/** The files that wait to be read, and which of them a worker may take. */
export class CheckQueue {
  /** Taken from the end, where those are that take longest. One that follows never needs more memory than one before. */
  readonly #jobs: Job[] = [];
  readonly #budget: number;

  constructor(jobs: readonly Job[] = [], { bytes }: BufferBudget = { bytes: 0 }) {
    this.#jobs = [...jobs];
    this.#budget = bytes;
  }

  /** @param workers how many there are to spread them over */
  static of(tasks: readonly FileTask[], budget: BufferBudget, workers: number): CheckQueue {
    const strategies = planStrategies(tasks, budget, workers);
    const needs = tasks.map((task, i) => (strategies[i] === 'buffered' ? memoryNeed(task) : NOTHING));
    // Where the largest files of all workers fit with all copies of them, none has to wait for another's.
    const most = (of: 'kept' | 'copied'): number =>
      needs
        .map((need) => need[of])
        .sort((a, b) => b - a)
        .slice(0, workers)
        .reduce((sum, bytes) => sum + bytes, 0);
    const isRoomy = most('kept') + most('copied') <= budget.bytes;
    const jobs = tasks.map((task, i): Job => {
      const strategy = strategies[i] ?? 'streaming';
      const need = isRoomy ? { ...(needs[i] ?? NOTHING), takesTurns: false } : (needs[i] ?? NOTHING);
      return { task, strategy, need, alone: false, doneBytes: 0, quietTicks: 0 };
    });
    jobs.sort((a, b) => workOf(a.task) - workOf(b.task) || (a.task.path < b.task.path ? 1 : -1));
    return new CheckQueue(jobs, budget);
  }

  get length(): number {
    return this.#jobs.length;
  }

  /** The first one, whether there is room for it or not. */
  take(): Job | undefined {
    return this.#jobs.pop();
  }

  /** Files that were on the way when their worker was lost: each is tried again by itself. */
  putBack(jobs: readonly Job[]): void {
    this.#jobs.push(...jobs.map((lost) => ({ ...lost, alone: true, doneBytes: 0, quietTicks: 0 })));
  }

  /** The next file for this worker, if it can take one more. @param all the workers, this one among them */
  next(worker: JobHolder, all: readonly JobHolder[]): Job | undefined {
    const place = this.#jobs.findLastIndex((job) => this.#hasRoom(worker, job, all));
    const job = this.#jobs[place];
    if (!job) return undefined;
    const taken = [...worker.jobs].reduce((sum, other) => sum + shareOf(other), 0);
    if (taken > 0 && taken + shareOf(job) > 1) return undefined;
    // Files that stream go to workers evenly, or the first would take four of them and the others none.
    if (job.strategy === 'streaming' && taken > 0 && all.some(({ jobs }) => jobs.size < worker.jobs.size))
      return undefined;
    this.#jobs.splice(place, 1);
    return job;
  }

  /** Whether all that is kept and copied at once stays within the budget with this file too. */
  #hasRoom(worker: JobHolder, { need }: Job, all: readonly JobHolder[]): boolean {
    if (need.kept === 0) return true;
    const others = all.filter((other) => other !== worker);
    const needs = [need, ...others.flatMap(({ jobs }) => [...jobs].map((job) => job.need))];
    const kept = others.reduce((sum, { keptBytes }) => sum + keptBytes, Math.max(worker.keptBytes, need.kept));
    const copied = needs.reduce((sum, each) => sum + (each.takesTurns ? 0 : each.copied), 0);
    const inTurns = Math.max(0, ...needs.map((each) => (each.takesTurns ? each.copied : 0)));
    return kept + copied + inTurns <= this.#budget;
  }
}

const shareOf = ({ strategy, alone }: Job): number => (alone ? 1 : SHARES[strategy]);
