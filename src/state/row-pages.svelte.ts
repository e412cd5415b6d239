/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced whole, and the set is nobody's state */
import type { DumpErrorInfo } from '../core/errors.ts';
import type { TreePage, TreeRow } from '../workers/explorer/tree-api.ts';
import { failureOf } from './failure-of.ts';

/** Rows asked for at once: what a tall window shows, as each one that is not looked at is garbage. */
const PAGE_ROWS = 100;
/** Pages held: some 6,000 rows, whatever the tree has. */
const PAGES_KEPT = 60;
/** Pages that are taken to be in sight, at most. */
const PAGES_IN_SIGHT = 8;
/** Pages that wait to be asked for: of a long leap through a list the pages on the way are of no use to anyone. */
const PAGES_AWAITED = 6;

type AskRows = (first: number, count: number) => Promise<TreePage>;
type Pages = ReadonlyMap<number, readonly TreeRow[]>;

/**
 * A long list of rows of which only those near the window are here. Those of before stay until new ones have come. One page is
 * asked for after the other, the one nearest to the window first, so that what scrolling has left behind holds nothing up.
 */
export class RowPages {
  readonly #ask: AskRows;
  /** By number of the page. */
  #pages: Pages = $state.raw(new Map());
  #total: number = $state(0);
  #matched: number = $state(0);
  #searched: number = $state(0);
  #failure: DumpErrorInfo | null = $state.raw(null);
  /** First row in sight, and the row behind the last. */
  #first = 0;
  #end = PAGE_ROWS;
  readonly #awaited = new Set<number>();
  /** Not asked for again before the next reload: they would most likely fail again at once. */
  readonly #failed = new Set<number>();
  #isAsking = false;
  #job = new AbortController();
  /** Pages are taken anew together; none is asked for on its own meanwhile. */
  #isReloading = false;

  constructor(ask: AskRows) {
    this.#ask = ask;
  }

  get total(): number {
    return this.#total;
  }
  get matched(): number {
    return this.#matched;
  }
  get searched(): number {
    return this.#searched;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  /** Null while it is not here; it is then on its way. May be called while components are drawn. */
  row(index: number): TreeRow | null {
    if (!(index >= 0 && index < this.#total)) return null;
    const page = Math.floor(index / PAGE_ROWS);
    const rows = this.#pages.get(page);
    if (!rows) this.#fetchSoon(page);
    return rows?.[index % PAGE_ROWS] ?? null;
  }

  want(first: number, count: number): void {
    this.#first = Math.max(0, Math.floor(first));
    this.#end = this.#first + Math.max(1, Math.min(count, PAGE_ROWS * PAGES_IN_SIGHT));
    // A page further on either side, so that scrolling on meets no gap.
    const last = Math.min(this.#end + PAGE_ROWS, this.#total) - 1;
    for (let page = pageOf(this.#first - PAGE_ROWS); page <= pageOf(last); page++)
      if (!this.#pages.has(page)) this.#fetchSoon(page);
  }

  /** The tree that comes next is another one: it is seen from its start. */
  wantFromStart(): void {
    [this.#first, this.#end] = [0, Math.max(PAGE_ROWS, this.#end - this.#first)];
  }

  clear(): void {
    this.#job.abort();
    this.#job = new AbortController();
    this.#isReloading = false;
    this.#forgetAsked();
    this.#pages = new Map();
    [this.#total, this.#matched, this.#searched] = [0, 0, 0];
    this.wantFromStart();
  }

  /** Takes the pages in sight anew, and forgets the others. @throws what asking throws; `signal.reason` */
  async reload(signal: AbortSignal): Promise<void> {
    this.#job.abort();
    const job = (this.#job = new AbortController());
    this.#forgetAsked();
    this.#isReloading = true;
    try {
      let first = pageOf(this.#first);
      const count = pageOf(this.#end - 1) - first + 1;
      let page = await this.#ask(first * PAGE_ROWS, count * PAGE_ROWS);
      signal.throwIfAborted();
      // The tree has become shorter than what was in sight.
      if (page.rows.length === 0 && page.total > 0 && first > 0) {
        first = Math.max(0, pageOf(page.total - 1) - count + 1);
        page = await this.#ask(first * PAGE_ROWS, count * PAGE_ROWS);
        signal.throwIfAborted();
      }
      if (job.signal.aborted) return;
      const pages = new Map<number, readonly TreeRow[]>();
      for (let at = 0; at < page.rows.length; at += PAGE_ROWS)
        pages.set(first + at / PAGE_ROWS, page.rows.slice(at, at + PAGE_ROWS));
      this.#pages = pages;
      this.#take(page);
    } finally {
      if (job === this.#job) this.#isReloading = false;
    }
  }

  #forgetAsked(): void {
    this.#awaited.clear();
    this.#failed.clear();
    this.#isAsking = false;
  }

  #fetchSoon(page: number): void {
    if (this.#isReloading || this.#failed.has(page)) return;
    this.#awaited.add(page);
    if (this.#isAsking) return;
    this.#isAsking = true;
    // Not while components are drawn, and all pages of one moment together.
    const { signal } = this.#job;
    queueMicrotask(() => void this.#fetchAwaited(signal));
  }

  async #fetchAwaited(signal: AbortSignal): Promise<void> {
    for (let page = this.#nextAwaited(signal); page !== undefined; page = this.#nextAwaited(signal)) {
      try {
        const answer = await this.#ask(page * PAGE_ROWS, PAGE_ROWS);
        if (signal.aborted) return; // a reload has begun, and asks for itself
        const pages = new Map(this.#pages);
        pages.set(page, answer.rows);
        this.#pages = this.#withoutFar(pages);
        this.#take(answer);
      } catch (error) {
        if (signal.aborted) return;
        this.#failed.add(page);
        this.#failure = failureOf(error, '');
      }
    }
    if (!signal.aborted) this.#isAsking = false;
  }

  /** Those that wait in vain are asked for again when somebody looks. */
  #nextAwaited(signal: AbortSignal): number | undefined {
    if (signal.aborted) return undefined;
    const [next, ...later] = this.#byDistance([...this.#awaited].filter((page) => !this.#pages.has(page)));
    this.#awaited.clear();
    for (const page of later.slice(0, PAGES_AWAITED)) this.#awaited.add(page);
    return next;
  }

  #take({ total, matched, searched }: TreePage): void {
    this.#total = total;
    this.#matched = matched;
    this.#searched = searched;
    this.#failure = null;
  }

  #withoutFar(pages: Pages): Pages {
    if (pages.size <= PAGES_KEPT) return pages;
    const near = this.#byDistance([...pages.keys()]).slice(0, PAGES_KEPT);
    return new Map(near.map((page) => [page, pages.get(page) ?? []]));
  }

  /** From the middle of the window. */
  #byDistance(pages: readonly number[]): number[] {
    const middle = (this.#first + this.#end - PAGE_ROWS) / 2 / PAGE_ROWS;
    return pages.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  }
}

const pageOf = (index: number): number => Math.floor(Math.max(0, index) / PAGE_ROWS);
