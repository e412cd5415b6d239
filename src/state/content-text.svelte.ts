import type { ColouredLine, ContentRef, TextEncoding } from '../core/content/content.ts';
import { encodeSingleBytes } from '../core/content/decode-page.ts';
import type { DumpErrorInfo } from '../core/errors.ts';
import { type AskDump, BytePages, type ReadRange } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';
import type { ByteRange } from './router.svelte.ts';

const TEXT_PAGE = 32 * 2 ** 10;
/** The longest character has four bytes. */
const OVERLAP = 4;
/** Line feeds are counted by themselves up to so far from a page whose number is known; further away takes a while. */
const COUNTED_BYTES = 64 * 2 ** 20;

interface Amount {
  readonly done: number;
  readonly total: number;
}

/** Where a search has found something; bytes of the file. */
export interface TextHit {
  readonly offset: number;
  readonly bytes: number;
}

/** The text of one file inside a layer: a page at a time, with line numbers, colours and a search to its end. */
export class ContentText {
  readonly #ask: AskDump;
  readonly pages: BytePages;
  #ref: ContentRef | null = null;
  #encoding: TextEncoding = $state('utf-8');
  /** What is looked for, as typed. */
  wanted: string = $state('');
  #firstLine: number | null = $state(null);
  #isFar: boolean = $state(false);
  #counted: Amount | null = $state.raw(null);
  #colours: readonly ColouredLine[] = $state.raw([]);
  #coloured = '';
  #language: string | null = null;
  #hit: TextHit | null = $state.raw(null);
  #found: 'no' | 'again' | null = $state(null);
  #searched: Amount | null = $state.raw(null);
  #failure: DumpErrorInfo | null = $state.raw(null);
  /** Lines at the start of pages, by offset. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen depends on it
  readonly #lines = new Map<number, number>();
  #lineJob = new AbortController();
  #colourJob = new AbortController();
  #findJob = new AbortController();

  constructor(ask: AskDump, read: ReadRange) {
    this.#ask = ask;
    this.pages = new BytePages(read, TEXT_PAGE, OVERLAP);
  }

  get encoding(): TextEncoding {
    return this.#encoding;
  }
  set encoding(encoding: TextEncoding) {
    this.#encoding = encoding;
    this.#hit = null;
    this.#forgetLines();
    if (this.#ref) void this.#number(this.pages.page.start);
  }
  /** Number of the line with which the page begins, from 1; null while or where it is not known. */
  get firstLine(): number | null {
    return this.#firstLine;
  }
  /** Of the page's lines; empty where there are none. */
  get colours(): readonly ColouredLine[] {
    return this.#colours;
  }
  /** The page is so far from the last one whose lines have numbers that it takes asking to number them. */
  get isFar(): boolean {
    return this.#isFar;
  }
  /** Of counting the lines up to here, while it runs. */
  get counted(): Amount | null {
    return this.#counted;
  }
  get hit(): TextHit | null {
    return this.#hit;
  }
  /** How the last search ended: nothing found, or found again from the top. */
  get found(): 'no' | 'again' | null {
    return this.#found;
  }
  /** Of a search that runs. */
  get searched(): Amount | null {
    return this.#searched;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  open(ref: ContentRef, size: number, encoding: TextEncoding, language: string | null): void {
    this.close();
    this.#ref = ref;
    this.#encoding = encoding;
    this.#language = language;
    this.#forgetLines();
    this.pages.open(ref.layerPath, size);
  }

  close(): void {
    for (const job of [this.#lineJob, this.#colourJob, this.#findJob]) job.abort();
    this.pages.open(null, 0);
    this.#ref = null;
    this.wanted = '';
    this.#hit = null;
    this.#found = null;
    this.#searched = null;
    this.#colours = [];
    this.#coloured = '';
    this.#failure = null;
    this.#firstLine = null;
    this.#isFar = false;
    this.#counted = null;
  }

  #forgetLines(): void {
    this.#lines.clear();
    this.#lines.set(0, 1);
  }

  /** Shows the page that holds this offset, and finds out the number of its first line. */
  async goTo(offset: number): Promise<void> {
    await this.pages.goTo(offset);
    await this.#number(this.pages.page.start);
  }

  /** Marks what was found elsewhere, and shows its page. */
  async reveal({ start, end }: ByteRange): Promise<void> {
    this.#findJob.abort();
    this.#found = null;
    this.#hit = { offset: start, bytes: end - start };
    await this.goTo(start);
  }

  /** Colours the page's text, as it is shown. A page that is coloured already stays so. */
  async colour(text: string): Promise<void> {
    if (text === this.#coloured) return;
    this.#colourJob.abort();
    const { signal } = (this.#colourJob = new AbortController());
    this.#colours = [];
    this.#coloured = text;
    if (this.#language === null || text === '') return;
    try {
      const lines = await this.#ask('colourText', { text, language: this.#language }, { signal });
      if (!signal.aborted) this.#colours = lines;
    } catch {
      // Without colours the text is as readable; an abort means that another page is on screen.
    }
  }

  /** The next place of a text from the last one on, else from the page on screen on; at the end once more from the top. */
  async findNext(): Promise<void> {
    const ref = this.#ref;
    const needle = encode(this.wanted, this.#encoding);
    this.#findJob.abort();
    this.#found = null;
    if (!ref || needle.length === 0) return;
    const { signal } = (this.#findJob = new AbortController());
    const start = this.#hit ? this.#hit.offset + 1 : this.pages.page.start;
    const find = async (from: number) =>
      (
        await this.#ask(
          'findContent',
          { ...ref, needle, start: from },
          { signal, onProgress: (searched) => (this.#searched = searched) },
        )
      ).offset;
    try {
      const next = await find(start);
      const offset = next ?? (start > 0 ? await find(0) : null);
      if (signal.aborted) return;
      this.#hit = offset === null ? null : { offset, bytes: needle.length };
      this.#found = offset === null ? 'no' : next === null ? 'again' : null;
      if (offset !== null) await this.goTo(offset);
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, ref.layerPath);
    } finally {
      if (signal === this.#findJob.signal) this.#searched = null;
    }
  }

  stopFinding(): void {
    this.#findJob.abort();
    this.#searched = null;
  }

  /** Finds out the number of the page's first line, however far away: what is before it must be read. */
  async numberLines(): Promise<void> {
    this.#isFar = false;
    await this.#count(this.pages.page.start);
  }

  async #number(start: number): Promise<void> {
    this.#lineJob.abort();
    this.#counted = null;
    this.#firstLine = this.#lines.get(start) ?? null;
    this.#isFar = this.#firstLine === null && start - this.#nearest(start) > COUNTED_BYTES;
    if (this.#firstLine === null && !this.#isFar) await this.#count(start);
  }

  #nearest(start: number): number {
    return Math.max(0, ...[...this.#lines.keys()].filter((offset) => offset < start));
  }

  async #count(start: number): Promise<void> {
    this.#lineJob.abort();
    const { signal } = (this.#lineJob = new AbortController());
    const ref = this.#ref;
    if (!ref) return;
    const near = this.#nearest(start);
    const params = { ...ref, start: near, end: start, encoding: this.#encoding };
    const onProgress = (counted: Amount): void => {
      if (!signal.aborted) this.#counted = counted;
    };
    try {
      const { lines } = await this.#ask('countLines', params, { signal, onProgress });
      if (signal.aborted) return;
      this.#firstLine = (this.#lines.get(near) ?? 1) + lines;
      this.#lines.set(start, this.#firstLine);
    } catch {
      // Lines without numbers; what is wrong with the file is told where its text should be.
    } finally {
      if (!signal.aborted) this.#counted = null;
    }
  }
}

/** Characters that the encoding does not have make a text that cannot be found: no bytes. */
function encode(text: string, encoding: TextEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'latin-1' || encoding === 'windows-1252')
    return encodeSingleBytes(text, encoding) ?? new Uint8Array(0);
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return Uint8Array.from(
    units.flatMap((unit) => (encoding === 'utf-16le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
  );
}
