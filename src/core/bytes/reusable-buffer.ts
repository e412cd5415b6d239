/**
 * One buffer that outlives what it holds: fresh memory costs a page fault for every 4 KiB, which for large files is a good part
 * of the time. Memory that was never written to is not taken from the system.
 */
export class ReusableBuffer {
  /** Most bytes it holds. */
  readonly limit: number;
  #buffer: ArrayBuffer | null = null;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** @throws RangeError when the browser has no memory left for it */
  get buffer(): ArrayBuffer {
    this.#buffer ??= new ArrayBuffer(this.limit);
    return this.#buffer;
  }
  /** Readers take the buffer over and give it back as another object. */
  set buffer(buffer: ArrayBuffer) {
    this.#buffer = buffer;
  }

  /** The first bytes: a view, good until the buffer is filled again. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer, 0, length);
  }
}
