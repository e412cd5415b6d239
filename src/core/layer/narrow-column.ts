import { releaseBytes } from '../bytes/release-bytes.ts';
import { grownLength } from './grown-length.ts';

/** Numbers packed as tightly as the largest of them allows. Read them all alike: `column[i] ?? 0`. */
export type NumberColumnArray =
  Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const KINDS = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const;

/**
 * Numbers that grow as they come, in the narrowest array that holds every one of them: owners are mostly 0, offsets mostly
 * below 4 GiB. Whole numbers from 0 on take 1, 2 or 4 bytes, anything else makes the column one of 8.
 */
export class NarrowColumn {
  #values: NumberColumnArray = new Uint8Array(256);
  #kind = 0;
  #count = 0;

  push(value: number): void {
    const kind = kindOf(value);
    if (kind > this.#kind) {
      this.#kind = kind;
      this.#resize(this.#values.length);
    }
    if (this.#count === this.#values.length) this.#resize(grownLength(this.#values.length));
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  /** As long as needed, over the column's own buffer. */
  filled(): NumberColumnArray {
    return this.#values.subarray(0, this.#count);
  }

  #resize(length: number): void {
    const resized = new (KINDS[this.#kind] ?? Float64Array)(length);
    resized.set(this.#values.subarray(0, this.#count));
    releaseBytes(this.#values);
    this.#values = resized;
  }
}

/** Index into KINDS. */
function kindOf(value: number): number {
  if (!(value >= 0 && value <= 0xffffffff) || value % 1 !== 0) return 3;
  return value <= 0xff ? 0 : value <= 0xffff ? 1 : 2;
}
