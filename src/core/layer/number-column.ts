import { releaseBytes } from '../bytes/release-bytes.ts';
import { grownLength } from './grown-length.ts';

type NumberArray =
  Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Numbers of one packed kind, growing as they come. */
export class NumberColumn<T extends NumberArray> {
  readonly #create: (length: number) => T;
  #values: T;
  #count = 0;

  /** @param create an array of that kind, filled with zeros: `(length) => new Uint32Array(length)` */
  constructor(create: (length: number) => T) {
    this.#create = create;
    this.#values = create(256);
  }

  push(value: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  #grow(): void {
    const larger = this.#create(grownLength(this.#values.length));
    larger.set(this.#values);
    releaseBytes(this.#values);
    this.#values = larger;
  }

  /** As long as needed, over the column's own buffer. */
  filled(): T {
    return this.#values.subarray(0, this.#count) as T;
  }
}
