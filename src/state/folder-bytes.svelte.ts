import type { BytesNode } from '../workers/explorer/bytes-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';

/** What is largest in one folder of the final tree. Another folder, or the same asked again, ends the question before. */
export class FolderBytes {
  readonly #ask: AskDump;
  #path: string | null = $state(null);
  #children: readonly BytesNode[] = $state.raw([]);
  #job = new AbortController();

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  /** Of which folder `children` are; null while none is known. */
  get path(): string | null {
    return this.#path;
  }
  /** Largest first, what is left as one at the end; empty for a folder that no container sees. */
  get children(): readonly BytesNode[] {
    return this.#children;
  }

  /** Null: none. */
  async open(image: number, path: string | null): Promise<void> {
    this.#job.abort();
    if (path !== this.#path) [this.#path, this.#children] = [null, []];
    if (path === null) return;
    const { signal } = (this.#job = new AbortController());
    try {
      const node = await this.#ask('bytesTree', { image, by: 'folder', within: null, path }, { signal });
      if (!signal.aborted) [this.#path, this.#children] = [path, node?.children ?? []];
    } catch {
      // Only an addition to what is known of the folder: without it the rest stands, and the Bytes view says what is wrong.
    }
  }
}
