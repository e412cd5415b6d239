import type { DumpErrorInfo } from '../core/errors.ts';
import type { BytesApi, BytesNode, BytesTreeQuery, ImageBytes, WhatIfQuestion } from '../workers/explorer/bytes-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';

export type { BytesBy, BytesNode, DumpBytes, ImageBytes, LayerBytes } from '../workers/explorer/bytes-api.ts';

/** Which part of the final tree is drawn. */
export type BytesPlace = Omit<BytesTreeQuery, 'image'>;
export type WhatIfAnswer = BytesApi['whatIf']['result'];
type WhatIfKind = 'merge' | 'drop';

const ROOT_PLACE: BytesPlace = { by: 'folder', within: null, path: '' };
/** Under this, nothing is said about waiting. */
const QUIET_MS = 300;

/** Where the bytes of one image go: its sums, the part of its tree that is drawn, and what would be if. */
export class BytesView {
  readonly #ask: AskDump;
  #image: number | null = $state(null);
  #bytes: ImageBytes | null = $state.raw(null);
  #place: BytesPlace = $state.raw(ROOT_PLACE);
  #node: BytesNode | null = $state.raw(null);
  #answers: Readonly<Record<WhatIfKind, WhatIfAnswer | null>> = $state.raw({ merge: null, drop: null });
  #isLoading: boolean = $state(false);
  #failure: DumpErrorInfo | null = $state.raw(null);

  #questions: Record<WhatIfKind, WhatIfQuestion | null> = { merge: null, drop: null };
  #job = new AbortController();
  #lookJob = new AbortController();
  readonly #whatIfJobs: Record<WhatIfKind, AbortController> = {
    merge: new AbortController(),
    drop: new AbortController(),
  };
  #isBusy = false;
  /** How often more was said to be known. */
  #news = 0;

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  /** Its place in the dump; null before the first is opened. */
  get image(): number | null {
    return this.#image;
  }
  /** Null until they have been counted. */
  get bytes(): ImageBytes | null {
    return this.#bytes;
  }
  /** What `node` shows, or will in a moment. */
  get place(): BytesPlace {
    return this.#place;
  }
  get node(): BytesNode | null {
    return this.#node;
  }
  /** To the last question of each kind; null when none is asked, or it makes no sense. */
  get answers(): Readonly<Record<WhatIfKind, WhatIfAnswer | null>> {
    return this.#answers;
  }
  /** True once it takes longer than somebody waits without a word. */
  get isLoading(): boolean {
    return this.#isLoading;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  /** Counts another image, its tree drawn from the root or a folder. Of the one on screen nothing changes. */
  async open(image: number, path = ''): Promise<void> {
    if (image === this.#image) return;
    this.#image = image;
    this.#bytes = null;
    this.#node = null;
    this.#place = { ...ROOT_PLACE, path };
    this.#questions = { merge: null, drop: null };
    this.#answers = { merge: null, drop: null };
    await this.#load();
  }

  /** More of the layers may have been read. What is being counted is counted to its end first, or it would never come to one. */
  async refresh(): Promise<void> {
    if (this.#image === null) return;
    this.#news += 1;
    if (!this.#isBusy) await this.#load();
  }

  /** Draws another part of the tree. */
  async look(place: BytesPlace): Promise<void> {
    this.#place = place;
    await this.#draw();
  }

  /** Asks what would be; the answer is in `answers`. Null takes the last question of the kind back. */
  async imagine(kind: WhatIfKind, question: WhatIfQuestion | null): Promise<void> {
    const image = this.#image;
    this.#whatIfJobs[kind].abort();
    const { signal } = (this.#whatIfJobs[kind] = new AbortController());
    this.#questions[kind] = question;
    if (!question || image === null) {
      this.#answers = { ...this.#answers, [kind]: null };
      return;
    }
    await this.#guard(signal, async () => {
      const answer = await this.#ask('whatIf', { image, question }, { signal });
      if (!signal.aborted) this.#answers = { ...this.#answers, [kind]: answer };
    });
  }

  async #load(): Promise<void> {
    const image = this.#image;
    if (image === null) return;
    this.#job.abort();
    const { signal } = (this.#job = new AbortController());
    this.#isBusy = true;
    const news = this.#news;
    const quiet = setTimeout(() => (this.#isLoading = true), QUIET_MS);
    await this.#guard(signal, async () => {
      const bytes = await this.#ask('imageBytes', { image }, { signal });
      if (signal.aborted) return;
      this.#bytes = bytes;
      this.#failure = null;
      await this.#draw();
      for (const kind of ['merge', 'drop'] as const) {
        if (this.#questions[kind]) await this.imagine(kind, this.#questions[kind]);
      }
    });
    clearTimeout(quiet);
    if (signal !== this.#job.signal) return; // another image owns the screen now
    this.#isLoading = false;
    this.#isBusy = false;
    if (this.#news !== news) await this.#load();
  }

  async #draw(): Promise<void> {
    const image = this.#image;
    if (image === null) return;
    this.#lookJob.abort();
    const { signal } = (this.#lookJob = new AbortController());
    await this.#guard(signal, async () => {
      const place = this.#place;
      const node = await this.#ask('bytesTree', { image, ...place }, { signal });
      if (signal.aborted) return;
      this.#node = node;
      // A folder of an address that this image does not have: its whole tree instead.
      if (node === null && place.path !== '') await this.look({ ...place, path: '' });
    });
  }

  async #guard(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, `image ${String((this.#image ?? 0) + 1)}`);
    }
  }
}
