import { SvelteMap } from 'svelte/reactivity';
import type { ContentRef, PaxPage } from '../core/content/content.ts';
import type { DumpErrorInfo } from '../core/errors.ts';
import { TAR_META_BYTES } from '../core/limits.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';

/** Records on screen at once: no tool writes a third of that. */
export const RECORDS_PER_PAGE = 50;
/** Of a value, unless all of it is asked for. */
const VALUE_BYTES = 300;
/** A wait shorter than this is not worth a word. */
const PATIENCE_MS = 300;

const NONE: PaxPage = { records: [], total: 0, isPartial: false };

/** The pax records of one entry, a page at a time. Another entry ends the question before. */
export class EntryPax {
  readonly #ask: AskDump;
  #ref: ContentRef | null = null;
  #page: PaxPage = $state.raw(NONE);
  #first: number = $state(0);
  /** Values that were asked for whole, by the record's place among all. */
  readonly #whole = new SvelteMap<number, string>();
  #isWaiting: boolean = $state(false);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #job = new AbortController();

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  get page(): PaxPage {
    return this.#page;
  }
  /** Place of the first record on screen among all, from 0. */
  get first(): number {
    return this.#first;
  }
  get whole(): ReadonlyMap<number, string> {
    return this.#whole;
  }
  /** Something has been under way for a while. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  /** Null: none. */
  async open(ref: ContentRef | null): Promise<void> {
    if (ref?.layerPath === this.#ref?.layerPath && ref?.index === this.#ref?.index) return;
    this.#ref = ref;
    this.#page = NONE;
    await this.goTo(0);
  }

  /** @param first place of the first record to show; the one on screen when absent, to try again */
  async goTo(first = this.#first): Promise<void> {
    this.#first = first;
    this.#whole.clear();
    await this.#run(async (ref, signal) => {
      const params = { ...ref, first, count: RECORDS_PER_PAGE, valueBytes: VALUE_BYTES };
      const page = await this.#ask('paxRecords', params, { signal });
      if (!signal.aborted) this.#page = page;
    });
  }

  /** Shows all of a value, or its start again. @param place among all records */
  async showAll(place: number, isWhole: boolean): Promise<void> {
    if (!isWhole) {
      this.#whole.delete(place);
      return;
    }
    await this.#run(async (ref, signal) => {
      const params = { ...ref, first: place, count: 1, valueBytes: TAR_META_BYTES };
      const { records } = await this.#ask('paxRecords', params, { signal });
      const value = records[0]?.value;
      if (!signal.aborted && value !== undefined) this.#whole.set(place, value);
    });
  }

  async #run(work: (ref: ContentRef, signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#job.abort();
    const { signal } = (this.#job = new AbortController());
    const ref = this.#ref;
    this.#failure = null;
    this.#isWaiting = false;
    if (ref === null) return;
    const timer = setTimeout(() => (this.#isWaiting = true), PATIENCE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    try {
      await work(ref, signal);
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, ref.layerPath);
    } finally {
      clearTimeout(timer);
      if (!signal.aborted) this.#isWaiting = false;
    }
  }
}
