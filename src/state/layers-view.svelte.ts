import type { DumpErrorInfo } from '../core/errors.ts';
import { isFilter, NO_FILTER } from '../core/rootfs/tree/node-filter.ts';
import type {
  EntryDetail,
  LayerRow,
  PathHistory,
  TreeFilter,
  TreeQuery,
  TreeRow,
  TreeSort,
  TreeSortKey,
} from '../workers/explorer/tree-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';
import type { ByteRange } from './router.svelte.ts';
import { RowPages } from './row-pages.svelte.ts';
import { SelectedPath } from './selected-path.svelte.ts';

export type TreeScope = TreeQuery['scope'];

/** A wait shorter than this is not worth a word. */
const PATIENCE_MS = 300;

/**
 * The layers of one image and its file tree, a page of rows at a time. What is on screen stays until what is to take its
 * place is here.
 */
export class LayersView {
  readonly #ask: AskDump;
  #image: number = $state(0);
  #layers: readonly LayerRow[] = $state.raw([]);
  #rootfs: { readonly paths: number; readonly bytes: number } = $state.raw({ paths: 0, bytes: 0 });
  #layer: number = $state(0);
  #scope: TreeScope = $state('merged');
  #filter: TreeFilter = $state.raw(NO_FILTER);
  #sort: TreeSort = $state.raw({ by: 'name', descending: false });
  #asked: { readonly path: string; readonly bytes: ByteRange } | null = $state.raw(null);
  #isLoading: boolean = $state(false);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #filterFailure: DumpErrorInfo | null = $state.raw(null);
  readonly #pages: RowPages;
  readonly #selection: SelectedPath;
  readonly isFiltered: boolean = $derived(isFilter(this.#filter));
  #isOpen = false;
  /** False: the layers have to be asked for again. */
  #isFresh = false;
  /** A newer one ends an older one, and begins when the worker is done with it. */
  #job = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(ask: AskDump) {
    this.#ask = ask;
    this.#selection = new SelectedPath(ask);
    this.#pages = new RowPages((first, count) => ask('treeRows', { query: this.#query(), first, count }));
  }

  /** Place of the image in the dump, from 0. */
  get image(): number {
    return this.#image;
  }
  get layers(): readonly LayerRow[] {
    return this.#layers;
  }
  /** Of the final tree. */
  get rootfs(): { readonly paths: number; readonly bytes: number } {
    return this.#rootfs;
  }
  /** The chosen layer, from 0. */
  get layer(): number {
    return this.#layer;
  }
  get scope(): TreeScope {
    return this.#scope;
  }
  get filter(): TreeFilter {
    return this.#filter;
  }
  get sort(): TreeSort {
    return this.#sort;
  }
  /** Rows of the tree as it is folded now. */
  get total(): number {
    return this.#pages.total;
  }
  /** With a filter: paths that match, of those looked at. */
  get matched(): number {
    return this.#pages.matched;
  }
  get searched(): number {
    return this.#pages.searched;
  }
  /** Something has been under way for a while. */
  get isLoading(): boolean {
    return this.#isLoading;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure ?? this.#pages.failure ?? this.#selection.failure;
  }
  /** What is wrong with the text of the filter; the rows are those of the filter before. */
  get filterFailure(): DumpErrorInfo | null {
    return this.#filterFailure;
  }
  /** The path that was asked for, whether it is in this tree or not. */
  get path(): string | null {
    return this.#selection.path;
  }
  /** Its row; null when it is not in this tree. */
  get selected(): TreeRow | null {
    return this.#selection.row;
  }
  /** Where that row was when it was last looked up: bring it into sight when this changes. Null while that is not known. */
  get selectedIndex(): number | null {
    return this.#selection.index;
  }
  get detail(): EntryDetail | null {
    return this.#selection.detail;
  }
  /** Which bytes of the chosen file were asked for. */
  get bytes(): ByteRange | null {
    return this.#asked !== null && this.#asked.path === this.path ? this.#asked.bytes : null;
  }
  /** What happened to the path; null until that is known. */
  get history(): PathHistory | null {
    return this.#selection.history;
  }

  /**
   * @param at layer: the topmost when absent; path: selected as `select` does; bytes: of its file. Where the view is already,
   * nothing happens.
   */
  async open(
    image: number,
    at: { readonly layer?: number | null; readonly path?: string | null; readonly bytes?: ByteRange | null } = {},
  ): Promise<void> {
    const { layer = null, path = null, bytes = null } = at;
    if (path !== null && bytes !== null) this.#askFor(path, bytes);
    if (!this.#isOpen || image !== this.#image) {
      this.#isOpen = true;
      this.#image = image;
      this.#layers = [];
      this.#layer = layer ?? -1;
      this.#filter = NO_FILTER;
      this.#selection.turnTo(path);
      this.#pages.clear();
      return this.refresh();
    }
    if (layer !== null) await this.showLayer(layer);
    if (path !== null && path !== this.path) await this.select(path);
  }

  /** Asks for everything again: layers may have been read since. */
  async refresh(): Promise<void> {
    this.#isFresh = false;
    await this.#showTree();
  }

  /** @param layer from 0; what is beyond the last or below the first is taken for it */
  async showLayer(layer: number): Promise<void> {
    const within = this.#isFresh ? Math.max(0, Math.min(layer, this.#layers.length - 1)) : layer;
    if (within === this.#layer) return;
    this.#layer = within;
    await this.#showTree();
  }

  async setScope(scope: TreeScope): Promise<void> {
    if (scope === this.#scope) return;
    this.#scope = scope;
    await this.#showTree();
  }

  async setFilter(change: Partial<TreeFilter>): Promise<void> {
    this.#filter = { ...this.#filter, ...change };
    this.#pages.wantFromStart();
    await this.#showTree();
  }

  async clearFilter(): Promise<void> {
    await this.setFilter(NO_FILTER);
  }

  /** The same key again turns the order round. Sizes, dates and layers begin with the largest. */
  async sortBy(by: TreeSortKey): Promise<void> {
    const descending = this.#sort.by === by ? !this.#sort.descending : LARGEST_FIRST.has(by);
    this.#sort = { by, descending };
    this.#pages.wantFromStart();
    await this.#showTree();
  }

  /** Row `index`, from 0; null while it is not here: it is then asked for. */
  row(index: number): TreeRow | null {
    return this.#pages.row(index);
  }

  /** Says which rows are in sight: these are kept up to date first. */
  want(first: number, count: number): void {
    this.#pages.want(first, count);
  }

  async fold(row: TreeRow, isOpen: boolean): Promise<void> {
    await this.#fold(row.id, isOpen);
  }

  async foldAll(isOpen: boolean): Promise<void> {
    await this.#fold(null, isOpen);
  }

  /** A row of this tree, or a path of the image: then the folders above it are opened, and a filter that hides it is lifted. */
  async select(target: TreeRow | string | null): Promise<void> {
    if (target !== null && typeof target === 'object')
      return this.#selection.turnToRow(target, this.#tree, this.#image, this.#layer);
    this.#selection.turnTo(target);
    if (target !== null) await this.#run((signal) => this.#reload(signal));
  }

  /** The same as before stays the same, so that nobody takes it for another place. */
  #askFor(path: string, bytes: ByteRange): void {
    const before = this.#asked;
    if (before?.path === path && before.bytes.start === bytes.start && before.bytes.end === bytes.end) return;
    this.#asked = { path, bytes };
  }

  get #tree(): string {
    return `${this.#image} ${this.#layer} ${this.#scope}`;
  }

  #query(): TreeQuery {
    const { image, layer, scope, filter, sort } = this;
    return { image, layer, scope, filter, sort };
  }

  async #showTree(): Promise<void> {
    this.#selection.findAgain();
    await this.#run((signal) => this.#reload(signal));
  }

  async #fold(id: number | null, isOpen: boolean): Promise<void> {
    // Done even if what comes next makes these rows superfluous.
    const folded = this.#ask('foldTree', { query: this.#query(), id, isOpen });
    folded.catch(() => undefined); // told below, unless nobody waits for it any more
    await this.#run(async (signal) => {
      await folded;
      await this.#reload(signal);
    });
  }

  /** All that is not up to date: the layers, where the selected path is, the rows. */
  async #reload(signal: AbortSignal): Promise<void> {
    try {
      if (!this.#isFresh) await this.#loadLayers(signal);
      if (this.#layers.length === 0) return;
      if (this.#selection.mustBeFound) await this.#find(signal);
      await this.#pages.reload(signal);
      this.#filterFailure = null;
    } catch (error) {
      const failure = failureOf(error, '');
      if (signal.aborted || failure.code !== 'pattern-invalid') throw error;
      this.#filterFailure = failure;
    }
  }

  async #loadLayers(signal: AbortSignal): Promise<void> {
    const { layers, ...rootfs } = await this.#ask('layers', { image: this.#image });
    signal.throwIfAborted();
    const last = Math.max(0, layers.length - 1);
    this.#layer = this.#layer < 0 ? last : Math.min(this.#layer, last);
    this.#layers = layers;
    this.#rootfs = rootfs;
    this.#isFresh = true;
    if (layers.length === 0) this.#pages.clear();
  }

  async #find(signal: AbortSignal): Promise<void> {
    const path = this.#selection.path ?? '';
    const find = () => this.#ask('locateRow', { query: this.#query(), path });
    let place = await find();
    signal.throwIfAborted();
    if (!place && this.#selection.liftsFilter && this.isFiltered) {
      this.#filter = NO_FILTER;
      place = await find();
      signal.throwIfAborted();
    }
    void this.#selection.take(place, this.#tree, this.isFiltered, this.#image, this.#layer);
  }

  /**
   * The worker answers one call after the other, and cannot be stopped in one: what is asked for while it is busy waits here,
   * so that of many moves of a slider only the last is answered.
   */
  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#job.abort();
    const { signal } = (this.#job = new AbortController());
    const timer = setTimeout(() => (this.#isLoading = true), PATIENCE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    const before = this.#running;
    const running = (async () => {
      await before;
      if (!signal.aborted) await work(signal);
    })();
    this.#running = running.catch(() => undefined); // told below
    try {
      await running;
      if (!signal.aborted) this.#failure = null;
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, '');
    } finally {
      clearTimeout(timer);
      if (!signal.aborted) this.#isLoading = false;
    }
  }
}

const LARGEST_FIRST: ReadonlySet<TreeSortKey> = new Set(['size', 'mtime', 'layer']);
