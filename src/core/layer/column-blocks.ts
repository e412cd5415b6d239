/** Bytes of a block: long enough that there are few of them, short enough that a column of a small layer wastes little. */
export const BLOCK_BYTES = 2 ** 15;
/** Blocks that wait for the next layer: 8 MiB, what four layers of some 20,000 entries each take at once. */
const KEPT = 256;

/**
 * Blocks of memory in which columns grow, handed on from layer to layer: fresh memory costs more than what is written to it.
 * What is in a block that is taken is left over from before.
 */
export class ColumnBlocks {
  readonly #free: ArrayBuffer[] = [];

  take(): ArrayBuffer {
    return this.#free.pop() ?? new ArrayBuffer(BLOCK_BYTES);
  }

  /** Nobody may use it any more. */
  giveBack(block: ArrayBuffer): void {
    if (this.#free.length < KEPT) this.#free.push(block);
  }
}

/** Of this thread. */
export const columnBlocks = new ColumnBlocks();
