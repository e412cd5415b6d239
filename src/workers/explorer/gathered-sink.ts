import type { ByteSink } from './byte-sink.ts';

/** Small writes are gathered to this: each costs the platform about the same, whatever its size. */
const GATHERED_BYTES = 2 ** 20;

/** Takes bytes at once, and passes them on when asked to. What is added between two flushes is held in memory. */
export class GatheredSink {
  readonly #sink: ByteSink;
  #bytes = new Uint8Array(GATHERED_BYTES);
  #used = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  add(bytes: Uint8Array): void {
    if (this.#used + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#used + bytes.length));
      larger.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  addZeros(count: number): void {
    for (let left = count; left > 0; left -= ZEROS.length) this.add(ZEROS.subarray(0, left));
  }

  /** Passes on what is there, unless it is little and more may come. */
  async flush(isLast = false): Promise<void> {
    if (this.#used === 0 || (!isLast && this.#used < GATHERED_BYTES / 2)) return;
    await this.#sink.write(this.#bytes.subarray(0, this.#used));
    this.#used = 0;
  }
}

const ZEROS = new Uint8Array(64 * 2 ** 10);
