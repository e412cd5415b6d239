import type { ByteSource } from '../core/bytes/byte-source.ts';
import type { CreateInflater } from '../core/layer/inflater.ts';
import type { LayerReading } from '../core/layer/layer-reading.ts';
import { nearestCheckpoint } from '../core/layer/nearest-checkpoint.ts';
import { openCursor } from '../core/layer/open-cursor.ts';
import { readUnpacked, type ReadUnpackedOptions } from '../core/layer/read-unpacked.ts';
import type { UnpackedCursor } from '../core/layer/unpacked-cursor.ts';

/** Someone who pages through a file asks for the next page within this; it then costs no more than that page. */
const IDLE_MS = 10_000;
/** In Chromium no message (an abort, say) gets in while a worker reads on and on: after this long one turn is made. */
const TURN_MS = 100;

interface Parked {
  readonly reading: LayerReading;
  readonly cursor: UnpackedCursor;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * Reads ranges of layers as `readUnpacked` does, and keeps the place where the last read ended, so that reading on there
 * unpacks nothing again. One place at most is held: until another read ends, or for ten seconds.
 */
export class LayerRangeReader {
  readonly #ports: { readonly createInflater: CreateInflater };
  readonly #idleMs: number;
  #parked: Parked | null = null;
  #turnedMs = 0;

  constructor(ports: { readonly createInflater: CreateInflater }, { idleMs = IDLE_MS }: { idleMs?: number } = {}) {
    this.#ports = ports;
    this.#idleMs = idleMs;
  }

  /** @throws as `readUnpacked` */
  async *read(
    source: ByteSource,
    reading: LayerReading,
    range: { readonly start: number; readonly end: number },
    options: ReadUnpackedOptions = {},
  ): AsyncGenerator<Uint8Array, void> {
    const cursor = this.#unpark(reading, range.start) ?? openCursor(source, reading, range.start, this.#ports);
    if (!cursor) {
      yield* readUnpacked(source, reading, range, this.#ports, options);
      return;
    }
    let hasFailed = false;
    try {
      yield* cursor.read(range, { takeTurn: () => this.#takeTurn(), ...options });
    } catch (error) {
      hasFailed = true;
      throw error;
    } finally {
      // Also when the reader has left early: what it did not take is still there.
      if (hasFailed || cursor.position === Infinity) cursor.close();
      else this.#park(reading, cursor);
    }
  }

  /** Frees what is held. It can be used on. */
  close(): void {
    if (!this.#parked) return;
    clearTimeout(this.#parked.timer);
    this.#parked.cursor.close();
    this.#parked = null;
  }

  /** The parked cursor, when it is the shortest way to `start`. It is nobody else's then: reads may go on side by side. */
  #unpark(reading: LayerReading, start: number): UnpackedCursor | null {
    const parked = this.#parked;
    if (parked?.reading !== reading || parked.cursor.position > start) return null;
    if ((nearestCheckpoint(reading.checkpoints, start)?.outputOffset ?? 0) > parked.cursor.position) return null;
    clearTimeout(parked.timer);
    this.#parked = null;
    return parked.cursor;
  }

  #park(reading: LayerReading, cursor: UnpackedCursor): void {
    this.close();
    this.#parked = { reading, cursor, timer: setTimeout(() => this.close(), this.#idleMs) };
  }

  async #takeTurn(): Promise<void> {
    if (performance.now() - this.#turnedMs < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#turnedMs = performance.now();
  }
}
