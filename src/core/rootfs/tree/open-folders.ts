import type { PathTable } from '../path-table.ts';

/** Which folders of an image a person has opened, by path: one for all its trees. */
export class OpenFolders {
  readonly #isOpen: Uint8Array;
  /** Another one after each change. */
  version = 0;

  constructor(paths: PathTable) {
    this.#isOpen = new Uint8Array(paths.count);
  }

  has(path: number): boolean {
    return this.#isOpen[path] === 1;
  }

  set(path: number, isOpen: boolean): void {
    if (path >= this.#isOpen.length || this.has(path) === isOpen) return;
    this.#isOpen[path] = isOpen ? 1 : 0;
    this.version += 1;
  }

  setAll(isOpen: boolean): void {
    this.#isOpen.fill(isOpen ? 1 : 0);
    this.version += 1;
  }

  /** Those that are open, at most so many. */
  list(limit: number): number[] {
    const open: number[] = [];
    for (let path = this.#isOpen.indexOf(1); path >= 0 && open.length < limit; path = this.#isOpen.indexOf(1, path + 1))
      open.push(path);
    return open;
  }
}
