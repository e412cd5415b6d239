import { releaseBytes } from '../bytes/release-bytes.ts';
import { grownLength } from './grown-length.ts';

/** Byte strings of different lengths laid end to end, growing as they come. */
export class ByteColumn {
  #bytes = new Uint8Array(4096);
  #ends = new Uint32Array(256);
  #count = 0;
  #length = 0;

  /** Bytes of all strings so far. */
  get length(): number {
    return this.#length;
  }

  /** The caller keeps the total below 2^32. */
  push(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(grownLength(this.#bytes.length), this.#length + bytes.length));
      larger.set(this.#bytes);
      releaseBytes(this.#bytes);
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(grownLength(this.#ends.length));
      larger.set(this.#ends);
      releaseBytes(this.#ends);
      this.#ends = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#ends[this.#count] = this.#length;
    this.#count += 1;
  }

  /** As long as needed, over the column's own buffers; string i is `bytes[ends[i-1] ?? 0, ends[i])`. */
  filled(): { bytes: Uint8Array<ArrayBuffer>; ends: Uint32Array<ArrayBuffer> } {
    return { bytes: this.#bytes.subarray(0, this.#length), ends: this.#ends.subarray(0, this.#count) };
  }
}
