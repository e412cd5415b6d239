import { DumpError } from '../../core/errors.ts';
import type { SavePlan, PlannedFile } from '../../core/save/save-plan.ts';
import { tarFields } from '../../core/save/tar-fields.ts';
import { TAR_END_BYTES, tarPadding, writeTarHeader } from '../../core/tar/write-tar-header.ts';
import type { Breather } from './breather.ts';
import { shownPath } from './bytes-shown-path.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { GatheredSink } from './gathered-sink.ts';
import type { ImageExplorer } from './image-explorer.ts';
import { type FileWriter, saveContents } from './save-contents.ts';
import type { SaveLog } from './save-log.ts';

/** A file that proves shorter than it was when the layer was checked is filled up with zeros; not without end. */
const FILLED_BYTES = 64 * 2 ** 20;
/** Headers between two writes. */
const STRIDE = 500;

/**
 * Writes what was planned as one tar. Folders come behind all that is in them, the deepest first: GNU tar gives a folder its
 * mode and time as soon as another one follows, so that nobody but root could put files into a read-only one later on, and
 * each file would renew its time.
 */
export async function saveTar(
  session: ExplorerSession,
  image: ImageExplorer,
  plan: SavePlan,
  sink: GatheredSink,
  log: SaveLog,
  work: { readonly signal: AbortSignal; readonly breather: Breather },
): Promise<void> {
  const { tree } = plan;
  const shown = (path: number): string => shownPath(tree.stack.paths, path);
  const pause = async (): Promise<void> => {
    await sink.flush();
    await work.breather.breathe();
  };
  for (const { path, reason } of plan.skipped) log.skip(shown(path), reason);
  const writeHeaders = async (paths: readonly number[]): Promise<void> => {
    for (const [i, path] of paths.entries()) {
      const entry = tree.shown[path] ?? -1;
      sink.add(writeTarHeader(tarFields(tree, path, tree.stack.linkedTo.get(entry) ?? entry, null)));
      log.entries += 1;
      if (i % STRIDE === 0) await pause();
    }
  };
  if (plan.isThroughLinks) await writeHeaders(plan.folders);
  await writeHeaders(plan.plain);
  const writer = new TarFileWriter(plan, sink, log);
  await saveContents(session, image, plan, writer, work);
  for (const [i, { path, target }] of plan.links.entries()) {
    const entry = tree.shown[path] ?? -1;
    if (writer.missed.has(target)) {
      log.skip(shown(path), 'content-absent');
      continue;
    }
    sink.add(writeTarHeader(tarFields(tree, path, tree.stack.linkedTo.get(entry) ?? entry, target)));
    log.entries += 1;
    if (i % STRIDE === 0) await pause();
  }
  if (!plan.isThroughLinks) await writeHeaders(plan.folders.toReversed());
  sink.addZeros(TAR_END_BYTES);
  await sink.flush(true);
}

class TarFileWriter implements FileWriter {
  /** Paths of files that are not in the tar. */
  readonly missed = new Set<number>();
  readonly #plan: SavePlan;
  readonly #sink: GatheredSink;
  readonly #log: SaveLog;
  #file: PlannedFile = { path: 0, owner: -1 };
  #size = 0;
  #left = 0;
  #hasHeader = false;

  constructor(plan: SavePlan, sink: GatheredSink, log: SaveLog) {
    this.#plan = plan;
    this.#sink = sink;
    this.#log = log;
  }

  begin(file: PlannedFile, size: number): void {
    this.#file = file;
    this.#size = size;
    this.#left = size;
    this.#hasHeader = false;
    if (size === 0) this.#writeHeader();
  }

  take(piece: Uint8Array): void {
    if (!this.#hasHeader) this.#writeHeader();
    this.#sink.add(piece);
    this.#left -= piece.length;
    this.#log.bytes += piece.length;
  }

  end(): void {
    if (!this.#hasHeader) return this.miss(this.#file, 'content-absent');
    if (this.#left > 0) {
      this.#log.skip(this.#shown(this.#file), 'content-cut');
      const data = { path: this.#shown(this.#file), reason: 'it is shorter than it was' };
      if (this.#left > FILLED_BYTES) throw new DumpError({ code: 'file-unreadable', data });
      this.#sink.addZeros(this.#left);
    }
    this.#sink.addZeros(tarPadding(this.#size));
    this.#log.entries += 1;
  }

  miss(file: PlannedFile, reason: 'content-cut' | 'content-absent'): void {
    this.missed.add(file.path);
    this.#log.skip(this.#shown(file), reason);
  }

  async flush(): Promise<void> {
    this.#log.tell(() => this.#shown(this.#file));
    await this.#sink.flush();
  }

  #writeHeader(): void {
    this.#hasHeader = true;
    this.#sink.add(writeTarHeader(tarFields(this.#plan.tree, this.#file.path, this.#file.owner, null)));
  }

  #shown({ path }: PlannedFile): string {
    return shownPath(this.#plan.tree.stack.paths, path);
  }
}
