import type { DumpFile } from '../core/dump/dump-model.ts';
import type { DumpErrorInfo } from '../core/errors.ts';
import type { AnnotatedLine } from '../core/explain/annotated-line.ts';
import type { IdRow } from '../core/explain/explain-ids.ts';
import type { FileExplanation } from '../core/explain/file-explanation.ts';
import { saveFile } from '../platform/save-file.ts';
import { type AskDump, BytePages, type ReadRange } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';
import { looksBinary } from './looks-binary.ts';

export type ContentMode = 'explained' | 'text' | 'hex';

/** Lines of explained JSON on screen at once. */
export const LINES_PER_PAGE = 500;
const TEXT_PAGE = 32 * 2 ** 10;
const HEX_PAGE = 4 * 2 ** 10;
/** The longest character of UTF-8 has four bytes. */
const TEXT_OVERLAP = 3;
const SNIFFED_BYTES = 8 * 2 ** 10;
/** Lines looked through at once for a pointer, and at most: a place further down is not scrolled to. */
const SEARCHED_LINES = 5_000;
const SEARCHED_MOST = 400_000;

/** One file of the dump on screen: what it is, and its content by pages. Opening another one abandons the first. */
export class FileViewer {
  readonly #ask: AskDump;
  readonly text: BytePages;
  readonly hex: BytePages;
  #path: string | null = $state(null);
  #file: DumpFile | null = null;
  #explanation: FileExplanation | null = $state.raw(null);
  #lines: readonly AnnotatedLine[] = $state.raw([]);
  #totalLines: number = $state(0);
  #lit: string | null = $state(null);
  #modes: readonly ContentMode[] = $state.raw([]);
  #mode: ContentMode | null = $state(null);
  #isBinary: boolean = $state(false);
  #ids: readonly IdRow[] = $state.raw([]);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #job = new AbortController();
  #lineJob = new AbortController();
  #isLoadingLines = false;

  constructor(ask: AskDump) {
    this.#ask = ask;
    const read: ReadRange = async (path, start, end, signal) =>
      (await ask('read', { path, start, end }, { signal })).bytes;
    this.text = new BytePages(read, TEXT_PAGE, TEXT_OVERLAP);
    this.hex = new BytePages(read, HEX_PAGE, 0);
  }

  get path(): string | null {
    return this.#path;
  }
  /** Null until it is known. */
  get explanation(): FileExplanation | null {
    return this.#explanation;
  }
  /** The page of explained lines; empty for what is no JSON. */
  get lines(): readonly AnnotatedLine[] {
    return this.#lines;
  }
  get totalLines(): number {
    return this.#totalLines;
  }
  /** Counted from 0. */
  get linePage(): number {
    return Math.floor(((this.#lines[0]?.number ?? 1) - 1) / LINES_PER_PAGE);
  }
  /** Pointer of the line that was asked for. */
  get lit(): string | null {
    return this.#lit;
  }
  /** The ways in which its content can be shown; none for what cannot be read. */
  get modes(): readonly ContentMode[] {
    return this.#modes;
  }
  /** Null until it is known what the file is. */
  get mode(): ContentMode | null {
    return this.#mode;
  }
  get isBinary(): boolean {
    return this.#isBinary;
  }
  get ids(): readonly IdRow[] {
    return this.#ids;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  /** @param file null for one that is only named */
  async open(path: string, file: DumpFile | null, pointer: string | null): Promise<void> {
    if (path === this.#path && file === this.#file && this.#explanation) return this.light(pointer);
    this.#job.abort();
    this.#lineJob.abort();
    const { signal } = (this.#job = new AbortController());
    this.#path = path;
    this.#file = file;
    this.#explanation = null;
    this.#lines = [];
    this.#totalLines = 0;
    this.#modes = [];
    this.#mode = null;
    this.#ids = [];
    this.#failure = null;
    this.#lit = pointer;
    const size = file?.size ?? 0;
    this.text.open(path, size);
    this.hex.open(path, size);
    try {
      const [explanation, { lines, total }, { bytes }] = await Promise.all([
        this.#ask('explain', { path }, { signal }),
        this.#ask('annotate', { path, first: 0, count: LINES_PER_PAGE }, { signal }),
        this.#ask('read', { path, start: 0, end: file?.source ? SNIFFED_BYTES : 0 }, { signal }),
      ]);
      if (signal.aborted) return;
      this.#explanation = explanation;
      this.#lines = lines;
      this.#totalLines = total;
      this.#isBinary = looksBinary(bytes);
      if (!file?.source) return;
      const isExplained = total > 0 || file.role === 'layer';
      this.#modes = isExplained ? ['explained', 'text', 'hex'] : ['text', 'hex'];
      this.show(isExplained ? 'explained' : this.#isBinary ? 'hex' : 'text');
      if (pointer !== null) await this.light(pointer);
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, path);
    }
  }

  show(mode: ContentMode): void {
    this.#mode = mode;
    const pages = mode === 'text' ? this.text : mode === 'hex' ? this.hex : null;
    if (pages && pages.page.bytes.length === 0) void pages.goTo(0);
  }

  /** Shows the bytes of the file from here. */
  showBytes(offset: number): void {
    this.#mode = 'hex';
    void this.hex.goTo(offset);
  }

  /** Notes tell what was counted: asks for those on screen again. */
  async refresh(): Promise<void> {
    // What is being loaded has the new notes anyway, and must not be given up for them.
    if (this.#lines.length > 0 && !this.#isLoadingLines) await this.showLines(this.linePage);
  }

  /** @param page counted from 0 */
  async showLines(page: number): Promise<void> {
    await this.#withLines((path, signal) => this.#loadLines(path, page, signal));
  }

  /** Turns to the page that has this place of the document; where there is none, nothing changes. */
  async light(pointer: string | null): Promise<void> {
    this.#lit = pointer;
    if (pointer === null || this.#totalLines === 0) return;
    this.show('explained');
    if (this.#lines.some((line) => line.pointer === pointer)) return;
    await this.#withLines(async (path, signal) => {
      const last = Math.min(this.#totalLines, SEARCHED_MOST);
      for (let first = 0; first < last; first += SEARCHED_LINES) {
        const { lines } = await this.#ask('annotate', { path, first, count: SEARCHED_LINES }, { signal });
        const found = lines.find((line) => line.pointer === pointer);
        if (found) return this.#loadLines(path, Math.floor((found.number - 1) / LINES_PER_PAGE), signal);
      }
    });
  }

  /** Computes the ids of an image; `image` is its place in the model. */
  async loadIds(image: number): Promise<void> {
    const { signal } = this.#job;
    try {
      const ids = await this.#ask('ids', { image }, { signal });
      if (!signal.aborted) this.#ids = ids;
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, this.#path ?? '');
    }
  }

  /** Offers the bytes of a file as a download; the browser reads them, not the page. */
  save(file: DumpFile): void {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    if (file.source instanceof Blob) saveFile(name, file.source, 'application/octet-stream');
  }

  async #loadLines(path: string, page: number, signal: AbortSignal): Promise<void> {
    const params = { path, first: page * LINES_PER_PAGE, count: LINES_PER_PAGE };
    const { lines, total } = await this.#ask('annotate', params, { signal });
    if (signal.aborted) return;
    this.#lines = lines;
    this.#totalLines = total;
  }

  async #withLines(work: (path: string, signal: AbortSignal) => Promise<void>): Promise<void> {
    const path = this.#path;
    if (path === null) return;
    this.#lineJob.abort();
    const { signal } = (this.#lineJob = new AbortController());
    this.#isLoadingLines = true;
    try {
      await work(path, signal);
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, path);
    } finally {
      if (signal === this.#lineJob.signal) this.#isLoadingLines = false;
    }
  }
}
