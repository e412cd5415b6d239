import type { PlannedFile, SavePlan } from '../../core/save/save-plan.ts';
import { typeOfEntry } from '../../core/save/save-plan.ts';
import type { SaveSkipReason } from '../../core/save/save-skip.ts';
import type { Breather } from './breather.ts';
import { guardWrite } from './byte-sink.ts';
import { shownPath } from './bytes-shown-path.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { ImageExplorer } from './image-explorer.ts';
import { type FileWriter, saveContents } from './save-contents.ts';
import type { SaveLog } from './save-log.ts';
import { TargetFolders } from './target-folders.ts';

/** Files being written side by side: each waits for the system several times. */
const IN_FLIGHT = 8;

/**
 * Writes what was planned as plain files and folders below `top`, which is new. Owners, modes and times are not kept: browsers
 * cannot set them. Symlinks, devices and pipes are left out and listed; hard links become copies.
 */
export async function saveFolder(
  session: ExplorerSession,
  image: ImageExplorer,
  plan: SavePlan,
  top: FileSystemDirectoryHandle,
  isWindows: boolean,
  log: SaveLog,
  work: { readonly signal: AbortSignal; readonly breather: Breather },
): Promise<void> {
  const { tree } = plan;
  const { paths, linkedTo } = tree.stack;
  const shown = (path: number): string => shownPath(paths, path);
  const folders = new TargetFolders(top, paths, isWindows);
  for (const { path, reason } of plan.skipped) log.skip(shown(path), reason);
  for (const path of [...plan.folders, ...plan.plain]) {
    const entry = tree.shown[path] ?? -1;
    const type = typeOfEntry(tree, linkedTo.get(entry) ?? entry);
    if (type === 'dir') {
      const { problem } = await folders.folder(path);
      if (problem) log.skip(shown(path), problem);
      else log.entries += 1;
    } else log.skip(shown(path), type === 'symlink' ? 'symlink' : 'device');
    await work.breather.breathe();
  }
  const writer = new FolderFileWriter(folders, shown, log);
  try {
    await saveContents(session, image, plan, writer, work);
  } catch (error) {
    await writer.abort(); // a file that is still open could not be removed
    throw error;
  }
  for (const { path, target } of plan.links) {
    const original = writer.written.get(target);
    const problem = original ? await copy(original, folders, path) : (writer.problems.get(target) ?? 'symlink');
    if (problem) log.skip(shown(path), problem);
    else log.entries += 1;
    await work.breather.breathe();
  }
}

async function copy(
  original: FileSystemFileHandle,
  folders: TargetFolders,
  path: number,
): Promise<SaveSkipReason | null> {
  const { handle, problem } = await folders.file(path);
  if (!handle) return problem;
  await guardWrite(handle.name, async () => {
    const writable = await handle.createWritable();
    await writable.write(await original.getFile());
    await writable.close();
  });
  return null;
}

/** What came of one file since the last flush. */
interface FileJob {
  readonly file: PlannedFile;
  readonly pieces: Uint8Array<ArrayBuffer>[];
  isEnded: boolean;
  isWhole: boolean;
}

class FolderFileWriter implements FileWriter {
  readonly written = new Map<number, FileSystemFileHandle>();
  readonly problems = new Map<number, SaveSkipReason>();
  readonly #folders: TargetFolders;
  readonly #shown: (path: number) => string;
  readonly #log: SaveLog;
  #jobs: FileJob[] = [];
  /** Of the file that goes on in the next chunk. */
  #open: { readonly path: number; readonly writable: FileSystemWritableFileStream } | null = null;

  constructor(folders: TargetFolders, shown: (path: number) => string, log: SaveLog) {
    this.#folders = folders;
    this.#shown = shown;
    this.#log = log;
  }

  begin(file: PlannedFile): void {
    this.#jobs.push({ file, pieces: [], isEnded: false, isWhole: false });
  }

  take(piece: Uint8Array): void {
    this.#jobs.at(-1)?.pieces.push(piece.slice());
    this.#log.bytes += piece.length;
  }

  end(isWhole: boolean): void {
    const job = this.#jobs.at(-1);
    if (!job) return;
    job.isEnded = true;
    job.isWhole = isWhole;
  }

  miss({ path }: PlannedFile, reason: 'content-cut' | 'content-absent'): void {
    this.#skip(path, reason);
  }

  async flush(): Promise<void> {
    const jobs = this.#jobs;
    const last = jobs.at(-1);
    // The last file may go on: its next pieces are added to a job of its own.
    this.#jobs = last && !last.isEnded ? [{ ...last, pieces: [] }] : [];
    if (last) this.#log.tell(() => this.#shown(last.file.path));
    for (let i = 0; i < jobs.length; i += IN_FLIGHT) {
      await Promise.all(jobs.slice(i, i + IN_FLIGHT).map((job) => this.#run(job)));
    }
  }

  async #run({ file: { path }, pieces, isEnded, isWhole }: FileJob): Promise<void> {
    if (this.problems.has(path)) return;
    const writable = this.#open?.path === path ? this.#open.writable : await this.#begin(path);
    if (!writable) return;
    await guardWrite(this.#shown(path), async () => {
      for (const piece of pieces) await writable.write(piece);
      if (isEnded) await writable.close();
    });
    if (!isEnded) {
      this.#open = { path, writable };
      return;
    }
    if (this.#open?.path === path) this.#open = null;
    this.#log.entries += 1;
    if (!isWhole) this.#log.skip(this.#shown(path), 'content-cut');
  }

  async #begin(path: number): Promise<FileSystemWritableFileStream | null> {
    const { handle, problem } = await this.#folders.file(path);
    if (!handle) {
      this.#skip(path, problem);
      return null;
    }
    this.written.set(path, handle);
    return guardWrite(handle.name, () => handle.createWritable());
  }

  /** Ends a file that was begun and will not be finished. */
  async abort(): Promise<void> {
    await this.#open?.writable.abort().catch(() => undefined); // gone already
  }

  #skip(path: number, reason: SaveSkipReason): void {
    this.problems.set(path, reason);
    this.#log.skip(this.#shown(path), reason);
  }
}
