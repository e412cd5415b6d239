import type { FileExplanation } from '../core/explain/file-explanation.ts';
import type { AskDump } from './byte-pages.svelte.ts';

/** What one file is, in words; asking for another one abandons the first. */
export class ExplainedFile {
  readonly #ask: AskDump;
  #explanation: FileExplanation | null = $state.raw(null);
  #job = new AbortController();

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  /** Null until it is known, and when it could not be asked. */
  get explanation(): FileExplanation | null {
    return this.#explanation;
  }

  /** @param path null for nothing */
  async open(path: string | null): Promise<void> {
    this.#job.abort();
    const { signal } = (this.#job = new AbortController());
    this.#explanation = null;
    if (path === null) return;
    try {
      const explanation = await this.#ask('explain', { path }, { signal });
      if (!signal.aborted) this.#explanation = explanation;
    } catch {
      // The dump was closed, or its worker is gone, which is told elsewhere: here the words stay away.
    }
  }
}
