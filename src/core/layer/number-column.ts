import { BLOCK_BYTES, columnBlocks } from './column-blocks.ts';

/** Numbers packed as tightly as the largest of them allows. Read them all alike: `column[i] ?? 0`. */
export type NumberColumnArray =
  Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const KINDS = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const;
type Kind = 0 | 1 | 2 | 3;

/** Numbers of one column, growing as they come. */
export class NumberColumn<Packed extends NumberColumnArray = NumberColumnArray> {
  #kind: Kind;
  readonly #widest: Kind;
  /** Full ones, and the last one, which is being filled. */
  #blocks: NumberColumnArray[] = [];
  #last: NumberColumnArray = new Uint8Array(0);
  /** Numbers in the last block. */
  #filled = 0;

  private constructor(narrowest: Kind, widest: Kind) {
    this.#kind = narrowest;
    this.#widest = widest;
  }

  /**
   * In the narrowest array that holds every one of them: owners are mostly 0, offsets mostly below 4 GiB. Whole numbers from
   * 0 on take 1, 2 or 4 bytes, anything else makes the column one of 8.
   */
  static narrow(): NumberColumn {
    return new NumberColumn(0, 3);
  }
  /** Whole numbers below 2^8. */
  static bytes(): NumberColumn<Uint8Array<ArrayBuffer>> {
    return new NumberColumn(0, 0);
  }
  /** Whole numbers below 2^16. */
  static shorts(): NumberColumn<Uint16Array<ArrayBuffer>> {
    return new NumberColumn(1, 1);
  }
  /** Whole numbers below 2^32. */
  static words(): NumberColumn<Uint32Array<ArrayBuffer>> {
    return new NumberColumn(2, 2);
  }

  get length(): number {
    return this.#blocks.length === 0 ? 0 : (this.#blocks.length - 1) * this.#perBlock + this.#filled;
  }

  /** Of all numbers. */
  get byteLength(): number {
    return this.length << this.#kind;
  }

  /** @throws RangeError for a number that is not of the column's kind */
  push(value: number): void {
    const kind = kindOf(value);
    if (kind > this.#kind) this.#widen(kind);
    if (this.#filled === this.#last.length) this.#addBlock();
    this.#last[this.#filled] = value;
    this.#filled += 1;
  }

  /** Moves all numbers to a place in a buffer, `byteLength` bytes, a multiple of 8 from its start. The column is empty then. */
  moveTo(buffer: ArrayBuffer, start: number): Packed {
    const { length } = this;
    const all = new KINDS[this.#kind](buffer, start, length);
    this.#blocks.forEach((block, i) => {
      const from = i * this.#perBlock;
      all.set(from + block.length <= length ? block : block.subarray(0, length - from), from);
      columnBlocks.giveBack(block.buffer);
    });
    this.#empty();
    return all as Packed;
  }

  get #perBlock(): number {
    return BLOCK_BYTES >> this.#kind;
  }

  #addBlock(): void {
    this.#last = new KINDS[this.#kind](columnBlocks.take());
    this.#blocks.push(this.#last);
    this.#filled = 0;
  }

  #widen(kind: Kind): void {
    if (kind > this.#widest) throw new RangeError('A number is too large for its column.');
    const before = this.#blocks;
    let left = this.length;
    this.#empty();
    this.#kind = kind;
    for (const block of before) {
      for (let i = 0; i < block.length && left > 0; i++, left--) {
        if (this.#filled === this.#last.length) this.#addBlock();
        this.#last[this.#filled++] = block[i] ?? 0;
      }
      columnBlocks.giveBack(block.buffer);
    }
  }

  #empty(): void {
    this.#blocks = [];
    this.#last = new Uint8Array(0);
    this.#filled = 0;
  }
}

/** Index into KINDS. */
function kindOf(value: number): Kind {
  if (!(value >= 0 && value <= 0xffffffff) || value % 1 !== 0) return 3;
  return value <= 0xff ? 0 : value <= 0xffff ? 1 : 2;
}
