import { isSparse } from './entry-attributes.ts';
import { entryType } from './entry-fields.ts';
import type { LayerEntries } from './layer-entries.ts';

/** Who takes the contents of files one after another. Pieces are valid during the call only, and never empty. */
export interface ContentTaker {
  begin(index: number): void;
  /** @param isLast the content ends with this piece */
  take(piece: Uint8Array, isLast: boolean): void;
  /** @param isWhole false where the tar breaks off inside the content */
  end(isWhole: boolean): void;
}

/** True for a file whose content lies in one stretch of the tar, as it is. */
export const liesInOneStretch = (entries: LayerEntries, index: number): boolean =>
  entryType(entries, index) === 'file' && !isSparse(entries, index);

/** Where the content of a file that `liesInOneStretch` ends in the uncompressed tar, in bytes. */
export const contentEnd = ({ dataOffsets, sizes }: LayerEntries, index: number): number =>
  (dataOffsets[index] ?? 0) + (sizes[index] ?? 0);

/**
 * Cuts the bytes of a layer's uncompressed tar, which come in chunks of any size, into the contents of the files asked for.
 * Headers are not read again: where contents lie is known from the first reading.
 */
export class ContentCutter {
  readonly #entries: LayerEntries;
  readonly #indices: ArrayLike<number>;
  readonly #taker: ContentTaker;
  /** Place in `#indices` of the content at hand. */
  #next = 0;
  #isOpen = false;
  #at: number;

  /**
   * @param indices entries that `liesInOneStretch`, rising
   * @param start where the first chunk begins in the tar: at or before the first content
   */
  constructor(entries: LayerEntries, indices: ArrayLike<number>, start: number, taker: ContentTaker) {
    this.#entries = entries;
    this.#indices = indices;
    this.#taker = taker;
    this.#at = start;
  }

  /** The entry at hand, or the next one; undefined when all have been handed over. */
  get index(): number | undefined {
    return this.#indices[this.#next];
  }

  push(chunk: Uint8Array): void {
    const chunkStart = this.#at;
    const chunkEnd = chunkStart + chunk.length;
    this.#at = chunkEnd;
    for (let index = this.index; index !== undefined; index = this.index) {
      const start = this.#entries.dataOffsets[index] ?? 0;
      const end = contentEnd(this.#entries, index);
      if (start > chunkEnd || (start === chunkEnd && end > start)) return;
      this.#open(index);
      const from = Math.max(start, chunkStart) - chunkStart;
      const to = Math.min(end, chunkEnd) - chunkStart;
      if (to > from) this.#taker.take(chunk.subarray(from, to), end <= chunkEnd);
      if (end > chunkEnd) return;
      this.#close(true);
    }
  }

  /** After the last chunk: what is not whole is ended, what never came is begun and ended. */
  finish(): void {
    for (let index = this.index; index !== undefined; index = this.index) {
      this.#open(index);
      this.#close((this.#entries.sizes[index] ?? 0) === 0);
    }
  }

  #open(index: number): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#taker.begin(index);
  }

  #close(isWhole: boolean): void {
    this.#isOpen = false;
    this.#next += 1;
    this.#taker.end(isWhole);
  }
}
