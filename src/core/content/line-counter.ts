import type { TextEncoding } from './content.ts';

const LINE_FEED = 10;

/** Counts the line feeds of a text that comes in chunks of any size. In UTF-16 one has two bytes, so the first byte given is even. */
export class LineCounter {
  readonly #encoding: TextEncoding;
  #lines = 0;
  #at = 0;
  /** The byte before the chunk. */
  #before = 0;

  constructor(encoding: TextEncoding) {
    this.#encoding = encoding;
  }

  get lines(): number {
    return this.#lines;
  }

  push(chunk: Uint8Array): void {
    for (let i = chunk.indexOf(LINE_FEED); i >= 0; i = chunk.indexOf(LINE_FEED, i + 1))
      if (this.#isLine(chunk, i)) this.#lines += 1;
    // A line feed of which the zero comes with this chunk.
    if (this.#encoding === 'utf-16le' && this.#at % 2 === 1 && this.#before === LINE_FEED && chunk[0] === 0)
      this.#lines += 1;
    if (chunk.length === 0) return;
    this.#at += chunk.length;
    this.#before = chunk.at(-1) ?? 0;
  }

  #isLine(chunk: Uint8Array, i: number): boolean {
    const isFirst = (this.#at + i) % 2 === 0;
    if (this.#encoding === 'utf-16le') return isFirst && chunk[i + 1] === 0;
    if (this.#encoding === 'utf-16be') return !isFirst && (i > 0 ? chunk[i - 1] : this.#before) === 0;
    return true;
  }
}
