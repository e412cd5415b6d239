import type { CreateHasher } from '../core/bytes/hasher.ts';
import type { DumpFile } from '../core/dump/dump-model.ts';
import { inParallel } from '../core/dump/in-parallel.ts';
import type { FileCheck } from '../core/layer/file-check.ts';
import type { Report } from '../core/report/report.ts';
import type { DumpStore } from '../storage/dump-store.ts';
import { type KeptCheck, type KeptDump, keptBytesOf } from '../storage/kept-dump.ts';
import { StorageProblem, type StorageProblemKind } from '../storage/storage-problem.ts';
import { isSameStamp, stampFile, stampOfKnown } from './file-stamp.ts';

export interface KeeperSetup {
  readonly id: string;
  readonly files: ReadonlyMap<string, DumpFile>;
  /** Of the whole archive; null for a folder, whose files have their own. */
  readonly archiveModifiedMs: number | null;
  readonly store: DumpStore;
  /** SHA-256 of files that have been read whole since the dump was opened. */
  readonly digests: ReadonlyMap<string, string>;
  readonly createHasher: CreateHasher;
}

/** Keeps what was found out about one dump in the store, and finds it there again. */
export class DumpKeeper {
  readonly #setup: KeeperSetup;
  readonly #files: ReadonlyMap<string, DumpFile>;
  /** In the store already: path to bytes. */
  readonly #stored = new Map<string, number>();

  constructor(setup: KeeperSetup) {
    this.#setup = setup;
    this.#files = setup.files;
  }

  /**
   * Whether an earlier visit left something, and its report.
   * @throws StorageProblem
   */
  async lastVisit(version: string): Promise<{ isKept: boolean; report: Report | null }> {
    const { store, id } = this.#setup;
    const [dump, report] = await Promise.all([store.get(id), store.reportOf(id)]);
    // Another version may judge differently: its report is made anew from the checks.
    const isOurs = dump !== undefined && report?.generator.version === version;
    return { isKept: dump !== undefined, report: isOurs ? report : null };
  }

  /** Kept checks whose files are the same as then. @throws StorageProblem, or `signal.reason` */
  async recall(
    signal: AbortSignal,
    onProgress: (done: number, total: number) => void = () => undefined,
  ): Promise<{ checkedAtMs: number; same: FileCheck[] } | null> {
    const { store, id } = this.#setup;
    const dump = await store.get(id);
    if (!dump) return null;
    const kept = await store.checksOf(id);
    let done = 0;
    const compare = async (one: KeptCheck): Promise<boolean> => {
      const isSame = await this.#isSame(one);
      onProgress((done += 1), kept.length);
      return isSame;
    };
    const matches = await inParallel(kept, compare, signal);
    const same = kept.filter((_one, i) => matches[i]).map(({ check }) => check);
    for (const check of same) this.#stored.set(check.path, keptBytesOf(check));
    return { checkedAtMs: dump.checkedAtMs, same };
  }

  /** Saves the report, and every check that is not in the store yet and has room there. */
  async save(
    dump: Omit<KeptDump, 'id' | 'keptBytes'>,
    report: Report,
    checks: Iterable<FileCheck>,
  ): Promise<StorageProblemKind | null> {
    const { store, id } = this.#setup;
    const fresh: FileCheck[] = [];
    let keptBytes = [...this.#stored.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const check of checks) {
      // What the platform or a worker did wrong may go right the next time.
      if (check.error || this.#stored.has(check.path)) continue;
      const bytes = keptBytesOf(check);
      if (keptBytes + bytes > store.keptBytesLimit) continue;
      keptBytes += bytes;
      fresh.push(check);
    }
    try {
      const stamped: KeptCheck[] = [];
      const unread: FileCheck[] = [];
      for (const check of fresh) {
        const kept = this.#stampOfKnown(check);
        if (kept) stamped.push(kept);
        else unread.push(check);
      }
      const read = await inParallel(unread, (check) => this.#stamp(check));
      stamped.push(...read.filter((one) => one !== null));
      await store.save({ ...dump, id, keptBytes }, report, stamped);
      for (const { check } of stamped) this.#stored.set(check.path, keptBytesOf(check));
      return null;
    } catch (error) {
      return StorageProblem.from(error).kind;
    }
  }

  async #isSame({ path, stamp }: KeptCheck): Promise<boolean> {
    const file = this.#files.get(path);
    // Size and time first: they cost nothing, and tell most changes.
    if (!file?.source || file.source.size !== stamp.size || this.#modifiedMs(file) !== stamp.modifiedMs) return false;
    const now = await this.#stampOf(file);
    return now !== null && isSameStamp(now, stamp);
  }

  /** Of thousands of short files each at once: what waits for nothing need not wait in turn. */
  #stampOfKnown(check: FileCheck): KeptCheck | null {
    const { path } = check;
    const file = this.#files.get(path);
    if (!file?.source) return null;
    const stamp = stampOfKnown(file.source.size, this.#modifiedMs(file), check.digests.sha256);
    return stamp && stamp.size === check.size ? { dumpId: this.#setup.id, path, stamp, check } : null;
  }

  async #stamp(check: FileCheck): Promise<KeptCheck | null> {
    const file = this.#files.get(check.path);
    const stamp = file ? await this.#stampOf(file, check.digests.sha256) : null;
    return stamp && stamp.size === check.size ? { dumpId: this.#setup.id, path: check.path, stamp, check } : null;
  }

  async #stampOf(file: DumpFile, sha256 = this.#setup.digests.get(file.path)): Promise<KeptCheck['stamp'] | null> {
    if (!file.source) return null;
    try {
      return await stampFile(file.source, this.#modifiedMs(file), this.#setup.createHasher, sha256);
    } catch {
      return null; // unreadable now: it is neither the same nor worth keeping, and reading it says why
    }
  }

  #modifiedMs(file: DumpFile): number | null {
    return this.#setup.archiveModifiedMs ?? file.modifiedMs;
  }
}
