import type { Report } from '../core/report/report.ts';
import { piecesOf, withColumns, withoutColumns } from './column-pieces.ts';
import { type Database, openDatabase } from './database.ts';
import { isCurrentCheck, type KeptCheck, type KeptDump } from './kept-dump.ts';
import { StorageProblem } from './storage-problem.ts';

const DATABASE = 'tallyman';
const STORES = ['dumps', 'checks', 'pieces', 'reports'] as const;
/** What a list on one screen can show. */
const DUMPS = 20;
/** Of entry columns mostly: some 300 layers of 10,000 entries. Far below any browser's quota. */
const KEPT_BYTES = 256 * 2 ** 20;
/** A request that waits takes some kilobytes, and a dump may have tens of thousands of files. */
const PUTS_AT_ONCE = 500;
/** Another tab that does not let go of an older version must not hold up the work. */
const OPEN_TIMEOUT_MS = 5_000;

export interface DumpStoreOptions {
  readonly database?: string;
  readonly dumps?: number;
  readonly keptBytes?: number;
}

/**
 * The dumps that were opened before, with what was found out about them. One object per thread, over one database.
 * Every method rejects with a StorageProblem and nothing else.
 */
export class DumpStore {
  readonly #name: string;
  readonly #dumps: number;
  readonly keptBytesLimit: number;
  #opening: Promise<Database> | null = null;
  #superseded = false;

  constructor({ database = DATABASE, dumps = DUMPS, keptBytes = KEPT_BYTES }: DumpStoreOptions = {}) {
    this.#name = database;
    this.#dumps = dumps;
    this.keptBytesLimit = keptBytes;
  }

  /** Newest first. */
  list(): Promise<KeptDump[]> {
    return this.#do(async (db) => (await db.getAllFromIndex('dumps', 'checkedAtMs')).reverse());
  }

  get(id: string): Promise<KeptDump | undefined> {
    return this.#do((db) => db.get('dumps', id));
  }

  checksOf(id: string): Promise<KeptCheck[]> {
    return this.#do(async (db) => {
      const tx = db.transaction(['checks', 'pieces']);
      const checks: KeptCheck[] = [];
      for (const stored of await tx.objectStore('checks').getAll(rangeOf(id))) {
        const pieces = stored.places ? await tx.objectStore('pieces').getAll(rangeOf(id, stored.path)) : [];
        const check = withColumns(stored, pieces);
        if (check && isCurrentCheck(check)) checks.push(check);
      }
      return checks;
    });
  }

  reportOf(id: string): Promise<Report | undefined> {
    return this.#do((db) => db.get('reports', id));
  }

  /**
   * Adds to what is kept of a dump, or replaces it, all or nothing; then lets the oldest others go beyond the limits.
   * When the browser has no room, others go first.
   */
  async save(dump: KeptDump, report: Report, checks: readonly KeptCheck[]): Promise<void> {
    for (;;) {
      try {
        await this.#put(dump, report, checks);
        break;
      } catch (error) {
        const oldest = (await this.list()).findLast(({ id }) => id !== dump.id);
        if (!oldest || StorageProblem.from(error).kind !== 'full') throw error;
        await this.forget(oldest.id);
      }
    }
    await this.#prune(dump.id);
  }

  forget(id: string): Promise<void> {
    return this.#do(async (db) => {
      const tx = db.transaction(STORES, 'readwrite');
      await Promise.all([
        tx.objectStore('dumps').delete(id),
        tx.objectStore('reports').delete(id),
        tx.objectStore('checks').delete(rangeOf(id)),
        tx.objectStore('pieces').delete(rangeOf(id)),
        tx.done,
      ]);
    });
  }

  forgetAll(): Promise<void> {
    return this.#do(async (db) => {
      const tx = db.transaction(STORES, 'readwrite');
      await Promise.all([
        tx.objectStore('dumps').clear(),
        tx.objectStore('reports').clear(),
        tx.objectStore('checks').clear(),
        tx.objectStore('pieces').clear(),
        tx.done,
      ]);
    });
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    (await opening?.catch(() => undefined))?.close(); // never opened: nothing to close
  }

  #put(dump: KeptDump, report: Report, checks: readonly KeptCheck[]): Promise<void> {
    return this.#do(async (db) => {
      const tx = db.transaction(STORES, 'readwrite');
      tx.done.catch(() => undefined); // told below, by the request that failed or by `done` itself
      const puts: Promise<unknown>[] = [
        tx.objectStore('dumps').put(dump),
        tx.objectStore('reports').put(report, dump.id),
      ];
      const store = tx.objectStore('checks');
      for (const check of checks) {
        const { stored, buffer } = withoutColumns(check);
        puts.push(store.put(stored));
        if (puts.length >= PUTS_AT_ONCE) await Promise.all(puts.splice(0));
        if (!check.check.layer) continue;
        await tx.objectStore('pieces').delete(rangeOf(dump.id, check.path));
        let n = 0;
        for (const piece of buffer ? piecesOf(buffer) : []) {
          await tx.objectStore('pieces').put(piece, [dump.id, check.path, n++]);
        }
      }
      await Promise.all([...puts, tx.done]);
    });
  }

  async #prune(keepId: string): Promise<void> {
    const all = await this.list();
    let bytes = 0;
    let count = 0;
    for (const dump of [...all.filter(({ id }) => id === keepId), ...all.filter(({ id }) => id !== keepId)]) {
      bytes += dump.keptBytes;
      count += 1;
      if (dump.id !== keepId && (count > this.#dumps || bytes > this.keptBytesLimit)) {
        await this.forget(dump.id);
        bytes -= dump.keptBytes;
      }
    }
  }

  async #do<T>(work: (db: Database) => Promise<T>): Promise<T> {
    try {
      if (this.#superseded) throw new StorageProblem('superseded');
      return await work(await this.#open());
    } catch (error) {
      throw this.#superseded ? new StorageProblem('superseded', { cause: error }) : StorageProblem.from(error);
    }
  }

  #open(): Promise<Database> {
    if (this.#opening) return this.#opening;
    const opening = withTimeout(
      openDatabase(this.#name, () => {
        this.#superseded = true;
        this.#opening = null;
      }),
    );
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null; // a later call tries again
    });
    return opening;
  }
}

/** All paths of one dump, or all pieces of one path: an array is after every string and number in the order of keys. */
function rangeOf(...key: [id: string, path?: string]): IDBKeyRange {
  return IDBKeyRange.bound(key, [...key, []]);
}

async function withTimeout(opening: Promise<Database>): Promise<Database> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new StorageProblem('failed')), OPEN_TIMEOUT_MS);
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
