import type { DumpErrorInfo } from '../core/errors.ts';
import type { SearchHit, SearchProgress, SearchQuery, SearchResult } from '../workers/explorer/search-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';
import { JobMeter, type JobProgress } from './job-progress.ts';

export type { SearchHit, SearchQuery, SearchResult } from '../workers/explorer/search-api.ts';

/** `stopped`: by the person; what was found stays. */
export type SearchState = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

/** A search across the layers of an image, its hits as they come. A new search ends the last one. */
export class ContentSearch {
  readonly #ask: AskDump;
  #state: SearchState = $state('idle');
  #query: SearchQuery | null = $state.raw(null);
  #hits: readonly SearchHit[] = $state.raw([]);
  #result: SearchResult | null = $state.raw(null);
  #progress: JobProgress | null = $state.raw(null);
  #layer: number = $state(0);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #job = new AbortController();

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  get state(): SearchState {
    return this.#state;
  }
  /** What the hits are of; null before the first search. */
  get query(): SearchQuery | null {
    return this.#query;
  }
  get hits(): readonly SearchHit[] {
    return this.#hits;
  }
  /** Null until the search has come to its end. */
  get result(): SearchResult | null {
    return this.#result;
  }
  /** Bytes of layers, or entries when names are searched; null while nothing runs. */
  get progress(): JobProgress | null {
    return this.#progress;
  }
  /** The layer that is being searched, a place from 0. */
  get layer(): number {
    return this.#layer;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  async start(query: SearchQuery): Promise<void> {
    this.clear();
    const { signal } = (this.#job = new AbortController());
    this.#state = 'running';
    this.#query = query;
    const meter = new JobMeter();
    this.#progress = meter.at(0, 0);
    const onProgress = ({ hits, done, total, layer }: SearchProgress): void => {
      if (signal.aborted) return;
      if (hits.length > 0) this.#hits = [...this.#hits, ...hits];
      this.#progress = meter.at(done, total);
      this.#layer = layer;
    };
    try {
      const result = await this.#ask('search', query, { signal, onProgress });
      if (signal.aborted) return;
      this.#result = result;
      this.#state = 'done';
    } catch (error) {
      if (signal.aborted) return;
      this.#failure = failureOf(error, '');
      this.#state = 'failed';
    }
    this.#progress = null;
  }

  /** What was found so far stays. */
  stop(): void {
    if (this.#state !== 'running') return;
    this.#job.abort();
    this.#state = 'stopped';
    this.#progress = null;
  }

  clear(): void {
    this.#job.abort();
    this.#state = 'idle';
    this.#query = null;
    this.#hits = [];
    this.#result = null;
    this.#progress = null;
    this.#failure = null;
  }
}
