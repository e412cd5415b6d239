const FIRST_CHUNK_BYTES = 16 * 2 ** 10;
const CHUNK_BYTES = 256 * 2 ** 10;

/**
 * Keeps thousands of small pieces of bytes in few large ones: a piece of memory of its own takes some hundreds of bytes more.
 * Nothing is given back before all of it is.
 */
export class ByteArena {
  #chunk = new Uint8Array(0);
  #used = 0;

  /** A copy of the bytes; of a large piece on memory of its own. */
  keep(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    if (bytes.length > FIRST_CHUNK_BYTES) return bytes.slice();
    if (this.#used + bytes.length > this.#chunk.length) {
      this.#chunk = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, 2 * this.#chunk.length)));
      this.#used = 0;
    }
    const kept = this.#chunk.subarray(this.#used, (this.#used += bytes.length));
    kept.set(bytes);
    return kept;
  }
}
