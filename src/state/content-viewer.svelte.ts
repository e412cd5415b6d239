import type { ContentListing, ContentRef, ContentSummary } from '../core/content/content.ts';
import type { DumpErrorInfo } from '../core/errors.ts';
import { SHOWN_IMAGE_BYTES } from '../core/limits.ts';
import type { ContentApi } from '../workers/explorer/content-api.ts';
import { type AskDump, BytePages, type ReadRange } from './byte-pages.svelte.ts';
import { ContentText } from './content-text.svelte.ts';
import { failureOf } from './failure-of.ts';
import type { ByteRange } from './router.svelte.ts';

export type ContentMode = 'text' | 'hex' | 'image' | 'list' | 'header';

/** Entries of an archive on screen at once. */
export const LISTED_PER_PAGE = 200;
const HEX_PAGE = 4 * 2 ** 10;
/** Nothing is said about waiting before that. */
const WAIT_MS = 300;

interface Amount {
  readonly done: number;
  readonly total: number;
}

/** One file inside a layer on screen: what it is, and its content by pages. Opening another one abandons the first. */
export class ContentViewer {
  readonly #ask: AskDump;
  readonly text: ContentText;
  readonly hex: BytePages;
  #ref: ContentRef | null = null;
  #summary: ContentSummary | null = $state.raw(null);
  #mode: ContentMode = $state('header');
  #isWaiting: boolean = $state(false);
  #imageUrl: string | null = $state(null);
  #listing: ContentListing | null = $state.raw(null);
  #listFirst: number = $state(0);
  #header: ContentApi['entryHeader']['result'] | null = $state.raw(null);
  #sha256: string | null = $state(null);
  #amount: Amount | null = $state.raw(null);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #isUncovered: boolean = $state(false);
  #marked: ByteRange | null = $state.raw(null);
  #job = new AbortController();
  #modeJob = new AbortController();
  #hashJob = new AbortController();
  readonly modes: readonly ContentMode[] = $derived(modesOf(this.#summary));

  constructor(ask: AskDump) {
    this.#ask = ask;
    const read: ReadRange = async (_path, start, end, signal) => {
      if (!this.#ref) return new Uint8Array(0);
      return (await ask('readContent', { ...this.#ref, start, end }, { signal })).bytes;
    };
    this.text = new ContentText(ask, read);
    this.hex = new BytePages(read, HEX_PAGE, 0);
  }

  /** Null until it is known what the file is. */
  get summary(): ContentSummary | null {
    return this.#summary;
  }
  get mode(): ContentMode {
    return this.#mode;
  }
  /** Something is being read, for longer than one would not notice. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }
  /** Of the picture; freed when another file is opened. */
  get imageUrl(): string | null {
    return this.#imageUrl;
  }
  get listing(): ContentListing | null {
    return this.#listing;
  }
  /** Place of the first listed entry on screen, from 0. */
  get listFirst(): number {
    return this.#listFirst;
  }
  get header(): ContentApi['entryHeader']['result'] | null {
    return this.#header;
  }
  /** Lowercase hex, once it was asked for. */
  get sha256(): string | null {
    return this.#sha256;
  }
  /** Of listing an archive or hashing the file. */
  get amount(): Amount | null {
    return this.#amount;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }
  /** A private key is shown only when it was asked for. */
  get isCovered(): boolean {
    return this.#summary?.isSecret === true && !this.#isUncovered;
  }

  /** Bytes that a search has found, and that are to be seen. */
  get marked(): ByteRange | null {
    return this.#marked;
  }

  /** @param bytes what to show of it; null: its start */
  async open(ref: ContentRef, bytes: ByteRange | null = null): Promise<void> {
    const isOpen = this.#ref?.layerPath === ref.layerPath && this.#ref.index === ref.index;
    if (bytes !== null && isOpen && this.#summary?.absent === null) return this.#mark(bytes);
    const wanted = this.#mode;
    this.close();
    this.#ref = ref;
    const { signal } = this.#job;
    await this.#guarded(signal, async () => {
      const summary = await this.#ask('openContent', ref, { signal });
      if (signal.aborted) return;
      this.#summary = summary;
      this.text.open(ref, summary.size, summary.encoding ?? 'utf-8', summary.language);
      this.hex.open(ref.layerPath, summary.size);
      // Who looks at hex or headers goes on doing so; else the way that shows most of it.
      if (bytes !== null && summary.absent === null) return this.#mark(bytes);
      const isKept = (wanted === 'hex' || wanted === 'header') && this.modes.includes(wanted) && this.#hasChosen;
      this.#show(isKept ? wanted : (this.modes[0] ?? 'header'));
    });
  }

  /** Ends everything that runs, and frees the picture. */
  close(): void {
    for (const job of [this.#job, this.#modeJob, this.#hashJob]) job.abort();
    this.#job = new AbortController();
    if (this.#imageUrl !== null) URL.revokeObjectURL(this.#imageUrl);
    this.#imageUrl = null;
    this.#ref = null;
    this.#summary = null;
    this.#listing = null;
    this.#listFirst = 0;
    this.#header = null;
    this.#sha256 = null;
    this.#amount = null;
    this.#failure = null;
    this.#isUncovered = false;
    this.#marked = null;
    this.text.close();
    this.hex.open(null, 0);
  }

  #hasChosen = false;

  show(mode: ContentMode): void {
    this.#hasChosen = true;
    this.#show(mode);
  }

  uncover(): void {
    this.#isUncovered = true;
  }

  /** @param first place of the first entry, from 0 */
  async list(first: number): Promise<void> {
    const ref = this.#ref;
    const { signal } = this.#modeJob;
    if (!ref) return;
    await this.#guarded(signal, async () => {
      const params = { ...ref, first, count: LISTED_PER_PAGE };
      const onProgress = (amount: Amount): void => this.#tell(amount, signal);
      const listing = await this.#ask('listContent', params, { signal, onProgress });
      if (signal.aborted) return;
      this.#listing = listing;
      this.#listFirst = first;
    });
  }

  /** Computes the SHA-256 of the content. */
  async hash(): Promise<void> {
    const ref = this.#ref;
    this.#hashJob.abort();
    const { signal } = (this.#hashJob = new AbortController());
    if (!ref) return;
    await this.#guarded(signal, async () => {
      const onProgress = (amount: Amount): void => this.#tell(amount, signal);
      const { sha256 } = await this.#ask('hashContent', ref, { signal, onProgress });
      if (!signal.aborted) this.#sha256 = sha256;
    });
  }

  /** Where there is a text, its line; else the bytes. */
  async #mark(bytes: ByteRange): Promise<void> {
    if (!(bytes.start < (this.#summary?.size ?? 0))) return this.#show(this.modes[0] ?? 'header');
    this.#marked = bytes;
    this.#mode = this.modes.includes('text') ? 'text' : 'hex';
    await Promise.all([this.text.reveal(bytes), this.hex.goTo(bytes.start)]);
  }

  #show(mode: ContentMode): void {
    this.#mode = mode;
    this.#modeJob.abort();
    this.#modeJob = new AbortController();
    const { signal } = this.#modeJob;
    if (mode === 'text' && this.text.pages.page.bytes.length === 0) void this.#guarded(signal, () => this.text.goTo(0));
    else if (mode === 'hex' && this.hex.page.bytes.length === 0) void this.#guarded(signal, () => this.hex.goTo(0));
    else if (mode === 'list' && this.#listing === null) void this.list(0);
    else if (mode === 'image' && this.#imageUrl === null) void this.#guarded(signal, () => this.#loadImage(signal));
    else if (mode === 'header' && this.#header === null) void this.#guarded(signal, () => this.#loadHeader(signal));
  }

  async #loadImage(signal: AbortSignal): Promise<void> {
    const summary = this.#summary;
    if (!this.#ref || !summary?.imageType || summary.size > SHOWN_IMAGE_BYTES) return;
    const { bytes } = await this.#ask('readContent', { ...this.#ref, start: 0, end: summary.size }, { signal });
    if (signal.aborted) return;
    this.#imageUrl = URL.createObjectURL(new Blob([bytes], { type: summary.imageType }));
  }

  async #loadHeader(signal: AbortSignal): Promise<void> {
    if (!this.#ref) return;
    const header = await this.#ask('entryHeader', this.#ref, { signal });
    if (!signal.aborted) this.#header = header;
  }

  #tell(amount: Amount, signal: AbortSignal): void {
    if (!signal.aborted) this.#amount = amount;
  }

  async #guarded(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const path = this.#ref?.layerPath ?? '';
    const timer = setTimeout(() => !signal.aborted && (this.#isWaiting = true), WAIT_MS);
    try {
      await work();
      if (!signal.aborted) this.#failure = null;
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, path);
    } finally {
      clearTimeout(timer);
      this.#isWaiting = false;
      if (!signal.aborted) this.#amount = null;
    }
  }
}

/** The ways in which it can be shown, the one that shows most first. */
function modesOf(summary: ContentSummary | null): readonly ContentMode[] {
  if (!summary) return [];
  if (summary.absent !== null || summary.size === 0) return ['header'];
  const modes: ContentMode[] = [];
  if (summary.imageType !== null) modes.push('image');
  if (summary.isArchive) modes.push('list');
  if (summary.encoding !== null) modes.push('text');
  modes.push('hex', 'header');
  return modes;
}
