import { toBinary } from '../bytes/byte-names.ts';

/** A header that ends too early, or says what cannot be. Caught where the file is described; nothing else stops. */
export class ContentFault extends Error {
  override readonly name = 'ContentFault';
}

/** Numbers and names out of a few bytes, in one byte order. Every access is checked. */
export class FieldView {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(bytes: Uint8Array, isLittleEndian: boolean) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = isLittleEndian;
  }

  /** @throws ContentFault beyond the bytes, as all that follow */
  u8(at: number): number {
    return this.#view.getUint8(this.#checked(at, 1));
  }
  u16(at: number): number {
    return this.#view.getUint16(this.#checked(at, 2), this.#little);
  }
  u32(at: number): number {
    return this.#view.getUint32(this.#checked(at, 4), this.#little);
  }
  /** @throws ContentFault also above 2^53 - 1: no file is that long */
  u64(at: number): number {
    const value = Number(this.#view.getBigUint64(this.#checked(at, 8), this.#little));
    if (!Number.isSafeInteger(value)) throw new ContentFault(`a number above 2^53 at byte ${at}`);
    return value;
  }
  slice(start: number, end: number): Uint8Array {
    this.#checked(start, end - start);
    return this.bytes.subarray(start, end);
  }
  /** Up to the first NUL or `end`, one character per byte. */
  ascii(start: number, end: number): string {
    const text = toBinary(this.slice(start, end));
    const nul = text.indexOf('\0');
    return nul < 0 ? text : text.slice(0, nul);
  }

  #checked(at: number, length: number): number {
    if (at < 0 || length < 0 || at + length > this.bytes.length) {
      throw new ContentFault(`byte ${at + Math.max(0, length)} of ${this.bytes.length}`);
    }
    return at;
  }
}
