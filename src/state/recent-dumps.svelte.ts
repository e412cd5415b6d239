import type { DumpStore } from '../storage/dump-store.ts';
import type { KeptDump } from '../storage/kept-dump.ts';
import { StorageProblem } from '../storage/storage-problem.ts';
import { storageProblemText } from './storage-problem-text.ts';

export interface RecentDump extends Omit<KeptDump, 'handle' | 'root'> {
  /** With one click; otherwise it has to be picked again, and its results are found then. */
  readonly canReopen: boolean;
}

/** The dumps that were opened before and are kept in this browser. */
export class RecentDumps {
  readonly #store: DumpStore;
  readonly #reopen: (dump: KeptDump) => void;
  #kept: readonly KeptDump[] = $state.raw([]);
  #problem: string | null = $state(null);
  readonly list: readonly RecentDump[] = $derived(
    this.#kept.map(({ handle, root: _root, ...dump }) => ({ ...dump, canReopen: handle !== null })),
  );
  /** What all of it takes. */
  readonly bytes: number = $derived(this.#kept.reduce((sum, { keptBytes }) => sum + keptBytes, 0));

  constructor(store: DumpStore, reopen: (dump: KeptDump) => void) {
    this.#store = store;
    this.#reopen = reopen;
  }

  /** Why nothing is listed or could be deleted; null when all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  refresh(): Promise<void> {
    return this.#do(() => Promise.resolve());
  }

  /** Call it from a click: the browser may ask whether the folder may be read again. */
  reopen(id: string): void {
    const dump = this.#kept.find((kept) => kept.id === id);
    if (dump) this.#reopen(dump);
  }

  forget(id: string): void {
    void this.#do(() => this.#store.forget(id));
  }

  forgetAll(): void {
    void this.#do(() => this.#store.forgetAll());
  }

  async #do(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#kept = await this.#store.list();
      this.#problem = null;
    } catch (error) {
      this.#problem = storageProblemText[StorageProblem.from(error).kind];
    }
  }
}
