import type { ByteSource } from '../core/bytes/byte-source.ts';

/**
 * Where the next bytes are always there already, reads in Chromium follow one another without a turn of the event loop,
 * and no message from the page gets in before the file's end: after this long one turn is made.
 */
const TURN_MS = 100;

/** Holds up reading while paused. */
export class PauseGate {
  #turnedMs = 0;
  #opened: Promise<void> | null = null;
  #open: () => void = () => undefined;

  setPaused(paused: boolean): void {
    if (paused && !this.#opened) {
      this.#opened = new Promise((resolve) => (this.#open = resolve));
    } else if (!paused) {
      this.#opened = null;
      this.#open();
    }
  }

  /**
   * The same bytes, read through this gate. The platform's own stream and reader stay in use, with their `read` held up:
   * a stream of ours around them would lose reading into our own buffer, which is more than twice as fast.
   */
  guard(source: ByteSource): ByteSource {
    const all = source.arrayBuffer?.bind(source);
    return {
      size: source.size,
      slice: (start, end) => source.slice(start, end),
      stream: () => this.#guardStream(source.stream()),
      ...(all && { arrayBuffer: all }),
    };
  }

  #guardStream(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
    const getReader = stream.getReader.bind(stream) as (options?: unknown) => {
      read: (...args: unknown[]) => Promise<unknown>;
    };
    const guarded = (options?: unknown): unknown => {
      const reader = getReader(options);
      const read = reader.read.bind(reader);
      reader.read = async (...args) => {
        await this.#turn();
        await this.#opened;
        return read(...args);
      };
      return reader;
    };
    return Object.assign(stream, { getReader: guarded as typeof stream.getReader });
  }
  async #turn(): Promise<void> {
    if (performance.now() - this.#turnedMs < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#turnedMs = performance.now();
  }
}
