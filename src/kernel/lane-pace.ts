import { LANES } from './update-lanes.ts';

/** Shorter runs say more about the clock than about the code. */
const LEAST_MEASURED_BYTES = 128 * 2 ** 10;
/** Turns in which the slower way is tried again, so that one bad moment does not decide for good. */
const RETRY_TURNS = 64;

/**
 * How many streams must be at hand for the vector code to pay: processors differ. On some its step takes as long as one and a
 * half of the code for one stream, on others as long as two and a half. Measured while they work; the best of each counts,
 * since other programs use the processor too, and code is slow at first.
 */
export class LanePace {
  readonly #now: () => number;
  /** Milliseconds for one byte of one stream. */
  #alone = Infinity;
  /** Milliseconds for one byte of every lane. */
  #together = Infinity;
  #turns = 0;

  /** @param now milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Asked before each turn: at least 2; above LANES when the vector code never pays. */
  leastLanes(): number {
    this.#turns += 1;
    // First one, then the other: neither is known.
    if (this.#turns <= 4) return this.#turns % 2 === 0 ? LANES + 1 : 2;
    const least = Math.max(2, Math.floor(this.#together / this.#alone) + 1) || 2;
    return this.#turns % RETRY_TURNS > 0 ? least : least > 2 ? 2 : LANES + 1;
  }

  alone(bytes: number, work: () => void): void {
    this.#alone = Math.min(this.#alone, this.#measured(bytes, work));
  }

  /** @param bytes of the shortest lane */
  together(bytes: number, work: () => void): void {
    this.#together = Math.min(this.#together, this.#measured(bytes, work));
  }

  #measured(bytes: number, work: () => void): number {
    const startMs = this.#now();
    work();
    const ms = this.#now() - startMs;
    return bytes >= LEAST_MEASURED_BYTES && ms > 0 ? ms / bytes : Infinity;
  }
}
