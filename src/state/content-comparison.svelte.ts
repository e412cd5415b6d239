import type { ContentRef, TextDiff } from '../core/content/content.ts';
import type { DumpErrorInfo } from '../core/errors.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';

/** Two states of a file, compared. Opening another pair abandons the first. */
export class ContentComparison {
  readonly #ask: AskDump;
  #diff: TextDiff | null = $state.raw(null);
  #amount: { readonly done: number; readonly total: number } | null = $state.raw(null);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #absent: string | null = $state(null);
  #job = new AbortController();

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  /** Null until it is known. */
  get diff(): TextDiff | null {
    return this.#diff;
  }
  get amount(): { readonly done: number; readonly total: number } | null {
    return this.#amount;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }
  /** Why there is nothing to compare, in words. */
  get absent(): string | null {
    return this.#absent;
  }

  async open(before: ContentRef, after: ContentRef): Promise<void> {
    this.close();
    const { signal } = this.#job;
    try {
      const sides = await Promise.all([before, after].map((ref) => this.#ask('openContent', ref, { signal })));
      const absent = sides.find((side) => side.absent !== null)?.absent ?? null;
      signal.throwIfAborted();
      this.#absent = absent;
      if (absent !== null) return;
      const onProgress = (amount: { done: number; total: number }): void => {
        if (!signal.aborted) this.#amount = amount;
      };
      const diff = await this.#ask('diffContent', { before, after }, { signal, onProgress });
      if (!signal.aborted) this.#diff = diff;
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, before.layerPath);
    } finally {
      if (!signal.aborted) this.#amount = null;
    }
  }

  close(): void {
    this.#job.abort();
    this.#job = new AbortController();
    this.#diff = null;
    this.#amount = null;
    this.#failure = null;
    this.#absent = null;
  }
}
