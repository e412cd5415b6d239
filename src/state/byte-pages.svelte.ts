import type { DumpErrorInfo } from '../core/errors.ts';
import type { CurrentDump } from './current-dump.svelte.ts';
import { failureOf } from './failure-of.ts';

export type AskDump = CurrentDump['ask'];
/** Bytes `start` to `end` of the file, fewer where it ends. */
export type ReadRange = (
  path: string,
  start: number,
  end: number,
  signal: AbortSignal,
) => Promise<Uint8Array<ArrayBuffer>>;

export interface BytePage {
  /** Where the page starts and ends in the file. */
  readonly start: number;
  readonly end: number;
  /** Bytes of the page, and a few on either side so that a character cut in two can be read. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where `bytes` starts in the file. */
  readonly bytesStart: number;
}

const EMPTY: BytePage = { start: 0, end: 0, bytes: new Uint8Array(0), bytesStart: 0 };

/** One file of the dump, a page of bytes at a time; never more than one page is held. */
export class BytePages {
  readonly #read: ReadRange;
  readonly pageBytes: number;
  readonly #overlap: number;
  #path: string | null = null;
  #page: BytePage = $state.raw(EMPTY);
  #size: number = $state(0);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #job = new AbortController();

  constructor(read: ReadRange, pageBytes: number, overlap: number) {
    this.#read = read;
    this.pageBytes = pageBytes;
    this.#overlap = overlap;
  }

  get page(): BytePage {
    return this.#page;
  }
  /** Of the whole file. */
  get size(): number {
    return this.#size;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }
  /** Counted from 0. */
  get number(): number {
    return Math.floor(this.#page.start / this.pageBytes);
  }

  /** Forgets the last file; nothing is read before a page is asked for. */
  open(path: string | null, size: number): void {
    this.#job.abort();
    this.#path = path;
    this.#size = size;
    this.#page = EMPTY;
    this.#failure = null;
  }

  /** Shows the page that holds this offset; past the end, the last one. */
  async goTo(offset: number): Promise<void> {
    const path = this.#path;
    if (path === null) return;
    this.#job.abort();
    const { signal } = (this.#job = new AbortController());
    const last = Math.max(0, Math.ceil(this.#size / this.pageBytes) - 1);
    const start = Math.min(last, Math.max(0, Math.floor(offset / this.pageBytes))) * this.pageBytes;
    const end = Math.min(this.#size, start + this.pageBytes);
    const bytesStart = Math.max(0, start - this.#overlap);
    try {
      const bytes = await this.#read(path, bytesStart, end + this.#overlap, signal);
      if (signal.aborted) return;
      this.#page = { start, end, bytes, bytesStart };
      this.#failure = null;
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, path);
    }
  }
}
