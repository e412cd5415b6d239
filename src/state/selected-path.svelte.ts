import type { DumpErrorInfo } from '../core/errors.ts';
import type { EntryDetail, PathHistory, TreeRow } from '../workers/explorer/tree-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';

/** Where a path was found: its row, counted from 0, and what is there. */
export interface FoundRow {
  readonly row: number;
  readonly found: TreeRow;
}

/** One path of an image that is looked at closely: its row in the tree, the entry that shows there, what happened to it. */
export class SelectedPath {
  readonly #ask: AskDump;
  #path: string | null = $state(null);
  #row: TreeRow | null = $state.raw(null);
  #index: number | null = $state(null);
  #detail: EntryDetail | null = $state.raw(null);
  #history: PathHistory | null = $state.raw(null);
  #failure: DumpErrorInfo | null = $state.raw(null);
  /** Where it is has to be asked for, and a filter that hides it may be lifted. */
  mustBeFound = false;
  liftsFilter = false;
  /** Names the tree that its row is of. */
  #tree = '';
  #job = new AbortController();

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  get path(): string | null {
    return this.#path;
  }
  get row(): TreeRow | null {
    return this.#row;
  }
  get index(): number | null {
    return this.#index;
  }
  get detail(): EntryDetail | null {
    return this.#detail;
  }
  /** Null until it is here. */
  get history(): PathHistory | null {
    return this.#history;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  /** Turns to a path that has yet to be found, or to none. */
  turnTo(path: string | null): void {
    this.#job.abort();
    this.#path = path;
    this.#row = null;
    this.#index = null;
    this.#detail = null;
    this.#history = null;
    this.#failure = null;
    this.mustBeFound = path !== null;
    this.liftsFilter = path !== null;
  }

  /** Turns to a row of this tree. */
  async turnToRow(row: TreeRow, tree: string, image: number, layer: number): Promise<void> {
    this.turnTo(row.path);
    this.mustBeFound = false;
    this.#row = row;
    this.#tree = tree;
    await this.#load(image, layer);
  }

  /** The tree has changed, or is about to. */
  findAgain(): void {
    this.mustBeFound = this.#path !== null;
  }

  /** @param place null: it is not in this tree, or the filter leaves it out */
  async take(place: FoundRow | null, tree: string, isFiltered: boolean, image: number, layer: number): Promise<void> {
    this.mustBeFound = false;
    this.liftsFilter = false;
    // A filter typed meanwhile may leave the row out; it is no less selected for that.
    if (place || !isFiltered || tree !== this.#tree) this.#row = place?.found ?? null;
    // Asked for by the name that a tar has for it, below a link: it stands where the link leads.
    if (place) this.#path = place.found.path;
    this.#tree = tree;
    this.#index = place?.row ?? null;
    await this.#load(image, layer);
  }

  /** What is there stays until the new is here. */
  async #load(image: number, layer: number): Promise<void> {
    this.#job.abort();
    const { signal } = (this.#job = new AbortController());
    const entry = this.#row?.entry ?? null;
    const path = this.#path ?? '';
    try {
      const [detail, history] = await Promise.all([
        entry ? this.#ask('entryDetail', { image, layer, entry }, { signal }) : null,
        this.#ask('pathHistory', { image, path }, { signal }),
      ]);
      signal.throwIfAborted();
      this.#detail = detail;
      this.#history = history;
      this.#failure = null;
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, path);
    }
  }
}
