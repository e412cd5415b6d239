import { nameProblem } from '../../core/save/name-problem.ts';
import type { SaveSkipReason } from '../../core/save/save-skip.ts';
import { type PathTable, ROOT } from '../../core/rootfs/path-table.ts';
import { guardWrite } from './byte-sink.ts';

/** A place for a file, or why there is none. */
export type Place<Handle> =
  { readonly handle: Handle; readonly problem: null } | { readonly handle: null; readonly problem: SaveSkipReason };

/** Finds and makes folders and files below a new folder, under the names that paths of an image have. */
export class TargetFolders {
  readonly #paths: PathTable;
  readonly #isWindows: boolean;
  /** One name after another is looked for and made: two that the system takes for the same must not both find nothing. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Promises, so that two files of one folder do not both make it. */
  readonly #folders = new Map<number, Promise<Place<FileSystemDirectoryHandle>>>();

  constructor(top: FileSystemDirectoryHandle, paths: PathTable, isWindows: boolean) {
    this.#paths = paths;
    this.#isWindows = isWindows;
    this.#folders.set(ROOT, Promise.resolve({ handle: top, problem: null }));
  }

  /** The folder at a path, made when it is not there yet. What lies below one that cannot be made has its problem. */
  folder(path: number): Promise<Place<FileSystemDirectoryHandle>> {
    const known = this.#folders.get(path);
    if (known) return known;
    const made = this.#inFolder(path, (parent, name) => parent.getDirectoryHandle(name, { create: true }));
    this.#folders.set(path, made);
    return made;
  }

  file(path: number): Promise<Place<FileSystemFileHandle>> {
    return this.#inFolder(path, (parent, name) => parent.getFileHandle(name, { create: true }));
  }

  async #inFolder<Handle>(
    path: number,
    make: (parent: FileSystemDirectoryHandle, name: string) => Promise<Handle>,
  ): Promise<Place<Handle>> {
    const parent = await this.folder(this.#paths.parent(path));
    if (!parent.handle) return parent;
    const bytes = this.#paths.lastPart(path);
    const problem = nameProblem(bytes, this.#isWindows);
    if (problem) return { handle: null, problem };
    const name = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const { handle } = parent;
    const made = this.#turn.then(() => makeNew(handle, name, make));
    this.#turn = made.catch(() => undefined);
    return made;
  }
}

async function makeNew<Handle>(
  parent: FileSystemDirectoryHandle,
  name: string,
  make: (parent: FileSystemDirectoryHandle, name: string) => Promise<Handle>,
): Promise<Place<Handle>> {
  try {
    // Everything here was made by this save: what is there already has the same name in the eyes of the system.
    if (await isThere(parent, name)) return { handle: null, problem: 'name-collides' };
    return { handle: await make(parent, name), problem: null };
  } catch (error) {
    if (error instanceof TypeError) return { handle: null, problem: 'name-refused' };
    return guardWrite(name, () => Promise.reject(error as Error));
  }
}

async function isThere(parent: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await parent.getFileHandle(name);
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'TypeMismatchError'; // a folder
  }
}
