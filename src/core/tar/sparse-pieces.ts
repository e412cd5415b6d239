import { DumpError } from '../errors.ts';

/**
 * The stored pieces of one sparse file, judged as they come, as Go's reader judges them, so every engine: each lies behind the
 * one before it and within the file, and together they are what is stored. Holds no piece.
 * @see GNU tar manual, "Storing Sparse Files"; Go, archive/tar, validateSparseEntries and sparseFileReader
 */
export class SparsePieces {
  readonly #size: number;
  readonly #offset: number;
  #end = 0;
  #storedBytes = 0;

  /**
   * @param size bytes of the file as it unpacks
   * @param offset of its header in the tar, for errors
   */
  constructor(size: number, offset: number) {
    this.#size = size;
    this.#offset = offset;
  }

  /** @throws DumpError `tar-header-invalid` for a piece that cannot be */
  add(start: number, length: number): void {
    const end = start + length;
    // NaN, too, fails each of these.
    if (!(start >= this.#end && length >= 0 && end <= this.#size)) throw badMap(this.#offset);
    this.#end = end;
    this.#storedBytes += length;
  }

  /** @throws DumpError `tar-header-invalid` when the pieces are not so many bytes together */
  finish(storedBytes: number): void {
    if (this.#storedBytes !== storedBytes)
      throw invalid(this.#offset, 'the pieces of a sparse file are not what is stored of it');
  }
}

/** A decimal number of a map; NaN for what is none. */
export const sparseNumber = (text: string): number => (/^[+-]?\d{1,20}$/.test(text) ? Number(text) : NaN);

/** @param offset of the header or record, in the tar */
export const badMap = (offset: number): DumpError => invalid(offset, 'the map of a sparse file cannot be');

function invalid(offset: number, reason: string): DumpError {
  return new DumpError({ code: 'tar-header-invalid', data: { offset, reason } });
}
