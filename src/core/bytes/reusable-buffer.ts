/**
 * One buffer that outlives what it holds: fresh memory costs a page fault for every 4 KiB, which for large files is a good part
 * of the time. Memory that was never written to is not taken from the system.
 */
export class ReusableBuffer {
  #buffer = new ArrayBuffer(0);

  /**
   * All of it, at least so long; what was taken before is lost.
   * @throws RangeError when the browser has no memory left for it
   */
  take(bytes: number): ArrayBuffer {
    if (this.#buffer.byteLength < bytes) {
      this.#buffer = new ArrayBuffer(0); // not both at once
      this.#buffer = new ArrayBuffer(bytes);
    }
    return this.#buffer;
  }
}
