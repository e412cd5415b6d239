import { SEARCH_HITS } from '../../core/limits.ts';
import type { SearchHit, SearchProgress } from './search-api.ts';

const BATCH_HITS = 100;
/** Of all paths and excerpts together: names of a hostile tar are up to 1 MiB long each. */
const MOST_CHARACTERS = 32 * 2 ** 20;
const BATCH_MS = 100; // ten updates a second look smooth; more only fill the message queue

/** Gathers hits into batches, and counts how far the search has come. */
export class SearchHits {
  readonly #onProgress: (progress: SearchProgress) => void;
  readonly #total: number;
  #batch: SearchHit[] = [];
  #characters = 0;
  #toldMs = performance.now();
  count = 0;
  isCut = false;
  done = 0;
  layer = 0;

  constructor(total: number, onProgress: (progress: SearchProgress) => void) {
    this.#total = total;
    this.#onProgress = onProgress;
  }

  /** Returns false when no more hits are wanted. */
  add(hit: SearchHit): boolean {
    this.#characters += hit.path.length + hit.excerpt.length;
    if (this.count >= SEARCH_HITS || this.#characters > MOST_CHARACTERS) {
      this.isCut = true;
      return false;
    }
    this.count += 1;
    this.#batch.push(hit);
    if (this.#batch.length >= BATCH_HITS) this.tell();
    return true;
  }

  /** Tells what there is, when it is time. */
  tick(): void {
    if (performance.now() - this.#toldMs >= BATCH_MS) this.tell();
  }

  tell(): void {
    this.#onProgress({
      hits: this.#batch,
      done: Math.min(this.done, this.#total),
      total: this.#total,
      layer: this.layer,
    });
    this.#batch = [];
    this.#toldMs = performance.now();
  }
}
