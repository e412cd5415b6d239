import { BLOCK_BYTES, columnBlocks } from './column-blocks.ts';

/** Up to here bytes are copied one by one: a view would cost more. */
const SHORT = 64;

/** Bytes laid end to end, growing as they come. */
export class ByteColumn {
  /** Full ones, and the last one, which is being filled. */
  #blocks: Uint8Array<ArrayBuffer>[] = [];
  #last = new Uint8Array(0);
  /** Bytes in the last block. */
  #filled = 0;

  get byteLength(): number {
    return this.#blocks.length === 0 ? 0 : (this.#blocks.length - 1) * BLOCK_BYTES + this.#filled;
  }

  push(bytes: Uint8Array): void {
    const { length } = bytes;
    if (length <= SHORT && this.#filled + length <= this.#last.length) {
      const last = this.#last;
      let at = this.#filled;
      for (let i = 0; i < length; i++) last[at++] = bytes[i] ?? 0;
      this.#filled = at;
      return;
    }
    for (let from = 0; from < length;) {
      if (this.#filled === this.#last.length) this.#addBlock();
      const piece = bytes.subarray(from, from + this.#last.length - this.#filled);
      this.#last.set(piece, this.#filled);
      this.#filled += piece.length;
      from += piece.length;
    }
  }

  /** Moves all bytes to a place in a buffer. The column is empty then. */
  moveTo(buffer: ArrayBuffer, start: number): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(buffer, start, this.byteLength);
    this.#blocks.forEach((block, i) => {
      const from = i * BLOCK_BYTES;
      all.set(from + BLOCK_BYTES <= all.length ? block : block.subarray(0, all.length - from), from);
      columnBlocks.giveBack(block.buffer);
    });
    this.#blocks = [];
    this.#last = new Uint8Array(0);
    this.#filled = 0;
    return all;
  }

  #addBlock(): void {
    this.#last = new Uint8Array(columnBlocks.take());
    this.#blocks.push(this.#last);
    this.#filled = 0;
  }
}
