const WINDOW_MS = 2_000;
/** Before this a rate says more about the start than about the work. */
const FIRST_MS = 1_000;

/** The mean rate of the last two seconds. Has no clock of its own. */
export class RateMeter {
  readonly #startMs: number;
  #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  constructor(startMs: number, bytes: number) {
    this.#startMs = startMs;
    this.#samples.push({ atMs: startMs, bytes });
  }

  /** @param bytes done in all so far */
  add(atMs: number, bytes: number): void {
    this.#samples.push({ atMs, bytes });
    // One sample at or before the window's start stays: the rate is measured from there.
    const from = this.#samples.findLastIndex((sample) => sample.atMs <= atMs - WINDOW_MS);
    if (from > 0) this.#samples = this.#samples.slice(from);
  }

  /** Bytes per second; null in the first second. */
  get rate(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.atMs - this.#startMs < FIRST_MS || last.atMs === first.atMs) return null;
    return ((last.bytes - first.bytes) * 1_000) / (last.atMs - first.atMs);
  }
}
