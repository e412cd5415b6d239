import { EXCERPT_BYTES, type Excerpt, type ExcerptKind, excerptOf } from './excerpt.ts';
import type { Finder } from './finder.ts';
import { REACH } from './regex-finder.ts';
import { markedOrder } from './utf16-excerpt.ts';

/** A hit in the content of a file. */
export interface ContentHit {
  /** Bytes of the file. */
  readonly offset: number;
  readonly end: number;
  /** From 1; null where lines mean nothing: in a file that holds zeros and no mark of UTF-16, or for bytes. */
  readonly line: number | null;
  readonly excerpt: Excerpt;
}

/** Bytes kept of what was searched: a regular expression may reach back so far, and an excerpt shows what stands before. */
const HISTORY = 4096;
/** A zero among so many first bytes: no text. As git and grep decide. */
const SNIFFED = 8000;
/** Bytes behind the start of a hit that must be here before it is told, unless the file ends. */
const LOOKAHEAD = EXCERPT_BYTES + REACH;

/**
 * Searches one file after another, each coming in pieces of any size. Hits do not depend on where the pieces are cut. Memory:
 * one piece, and 8 KiB of what came before it.
 */
export class FileScanner {
  readonly #finder: Finder;
  readonly #isHex: boolean;
  readonly #onHit: (hit: ContentHit) => boolean;
  /** What is kept from earlier pieces, at its start; one room for all, as new ones would be more garbage than is collected. */
  #room = new Uint8Array(2 * HISTORY);
  #keptLength = 0;
  /** Its place in the file. */
  #keptStart = 0;
  /** Where searching goes on, in the file. */
  #decided = 0;
  /** By its first bytes; without a mark that tells of UTF-16, zeros make it no text. */
  #form: Extract<ExcerptKind, 'line' | 'utf-16le' | 'utf-16be' | 'strings'> = 'line';
  #linesBefore = 0;
  /** Up to here, in the file, `#linesBefore` has counted. */
  #counted = 0;
  #isOver = false;

  /** @param onHit returns false when no more hits are wanted */
  constructor(finder: Finder, isHex: boolean, onHit: (hit: ContentHit) => boolean) {
    this.#finder = finder;
    this.#isHex = isHex;
    this.#onHit = onHit;
  }

  begin(): void {
    this.#finder.reset();
    this.#keptLength = 0;
    this.#keptStart = 0;
    this.#decided = 0;
    this.#form = 'line';
    this.#linesBefore = 0;
    this.#counted = 0;
    this.#isOver = false;
  }

  /** @param isLast the file ends with this piece. @throws DumpError `pattern-invalid` when the pattern proves too costly */
  push(piece: Uint8Array, isLast: boolean): void {
    if (this.#isOver) return;
    const window = this.#keptLength === 0 ? piece : this.#append(piece);
    const start = this.#keptStart;
    this.#sniff(window, start);
    const decided = this.#decided - start;
    const isSniffed = start + window.length >= SNIFFED;
    const limit = isLast ? window.length : isSniffed ? Math.max(decided, window.length - LOOKAHEAD) : decided;
    const at = this.#finder.scan(window, decided, limit, isLast, (from, to) => this.#tell(window, from, to));
    this.#decided = start + at;
    if (isLast) {
      this.#keptLength = 0;
      return;
    }
    const from = Math.max(0, Math.min(at, limit) - HISTORY);
    // A letter of UTF-16 is not taken apart.
    const keepFrom = from - (from % 2);
    this.#countLines(window, keepFrom);
    this.#keep(window, keepFrom);
    this.#keptStart = start + keepFrom;
  }

  /** What is kept and the piece behind it. */
  #append(piece: Uint8Array): Uint8Array {
    const length = this.#keptLength + piece.length;
    if (length > this.#room.length) {
      const room = new Uint8Array(length);
      room.set(this.#room.subarray(0, this.#keptLength));
      this.#room = room;
    }
    this.#room.set(piece, this.#keptLength);
    return this.#room.subarray(0, length);
  }

  /** @param window of another's, or of the room itself */
  #keep(window: Uint8Array, from: number): void {
    this.#keptLength = window.length - from;
    if (this.#keptLength > this.#room.length) this.#room = new Uint8Array(this.#keptLength);
    this.#room.set(window.subarray(from));
  }

  /** Zeros come early in what is no text: only the first pieces are looked at. */
  #sniff(window: Uint8Array, start: number): void {
    if (start >= SNIFFED || this.#form === 'strings') return;
    const order = start === 0 ? markedOrder(window) : null;
    if (order !== null) this.#form = order;
    else if (start > 0 && this.#form !== 'line') return;
    else this.#form = window.subarray(0, SNIFFED - start).includes(0) ? 'strings' : 'line';
  }

  #tell(window: Uint8Array, from: number, to: number): boolean {
    const hasLines = this.#form !== 'strings' && !this.#isHex;
    if (hasLines) this.#countLines(window, from);
    const excerpt = excerptOf(window, from, to, this.#isHex ? 'hex' : this.#form);
    const line = hasLines ? this.#linesBefore + 1 : null;
    const goesOn = this.#onHit({ offset: this.#keptStart + from, end: this.#keptStart + to, line, excerpt });
    this.#isOver = !goesOn;
    return goesOn;
  }

  #countLines(window: Uint8Array, to: number): void {
    if (this.#form === 'strings' || this.#isHex) return;
    // What is kept starts at an even byte, and so does each letter of UTF-16.
    const end = this.#form === 'line' ? to : to - (to % 2);
    const lines = window.subarray(this.#counted - this.#keptStart, Math.max(0, end));
    for (let at = lines.indexOf(0x0a); at >= 0; at = lines.indexOf(0x0a, at + 1)) {
      if (this.#form === 'line' || isWideLineFeed(lines, at, this.#form)) this.#linesBefore += 1;
    }
    this.#counted = Math.max(this.#counted, this.#keptStart + end);
  }
}

const isWideLineFeed = (lines: Uint8Array, at: number, order: 'utf-16le' | 'utf-16be'): boolean =>
  order === 'utf-16le' ? at % 2 === 0 && lines[at + 1] === 0 : at % 2 === 1 && lines[at - 1] === 0;
