import { RateMeter } from './rate-meter.ts';

/** How far something has come that a person waits for. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
  /** Per second; null in the first second. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** Measures one job from its start. */
export class JobMeter {
  readonly #now: () => number;
  readonly #meter: RateMeter;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#meter = new RateMeter(now(), 0);
  }

  at(done: number, total: number): JobProgress {
    this.#meter.add(this.#now(), done);
    const { rate } = this.#meter;
    return { done, total, rate, secondsLeft: rate ? Math.max(0, total - done) / rate : null };
  }
}
