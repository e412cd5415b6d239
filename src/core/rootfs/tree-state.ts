import { releaseBytes } from '../bytes/release-bytes.ts';
import type { PathTable } from './path-table.ts';

const NONE = -1;

/** What a path is: a folder (an entry says so, or paths below do), a symbolic link, something else; 0 is not there. */
export const FOLDER = 1;
export const LINK = 2;
export const OTHER = 3;
export type PathKind = typeof FOLDER | typeof LINK | typeof OTHER;

/**
 * A file tree while layers are put on it. Paths that are there hang in lists below their folders, so that hiding a branch
 * visits what it hides and nothing else: each entry is hidden once, however often marks name its folder.
 */
export class TreeState {
  /** Number of the entry that hid an entry, -1 while it shows. */
  readonly hiddenBy: Int32Array<ArrayBuffer>;
  readonly #paths: PathTable;
  /** Entry that shows at a path; -1 for a folder that no entry names, and for what is not there. */
  #shown: Int32Array<ArrayBuffer>;
  /** A PathKind, or 0. */
  #there: Uint8Array<ArrayBuffer>;
  #firstChild: Int32Array<ArrayBuffer>;
  #next: Int32Array<ArrayBuffer>;
  #previous: Int32Array<ArrayBuffer>;
  /** Rises with each link that comes or goes. */
  #linksVersion = 0;

  constructor(paths: PathTable, entries: number) {
    const column = (length: number) => new Int32Array(length).fill(NONE);
    this.#paths = paths;
    this.hiddenBy = column(entries);
    this.#shown = column(paths.count);
    this.#there = new Uint8Array(paths.count).fill(FOLDER, 0, 1);
    this.#firstChild = column(paths.count);
    this.#next = column(paths.count);
    this.#previous = column(paths.count);
  }

  get linksVersion(): number {
    return this.#linksVersion;
  }

  /** Makes room for paths that were added since. */
  grow(): void {
    const { count } = this.#paths;
    const before = this.#there.length;
    if (count <= before) return;
    const larger = (column: Int32Array<ArrayBuffer>) => {
      const grown = new Int32Array(Math.max(count, before * 2)).fill(NONE, before);
      grown.set(column);
      releaseBytes(column);
      return grown;
    };
    this.#shown = larger(this.#shown);
    this.#firstChild = larger(this.#firstChild);
    this.#next = larger(this.#next);
    this.#previous = larger(this.#previous);
    const there = new Uint8Array(this.#shown.length);
    there.set(this.#there);
    releaseBytes(this.#there);
    this.#there = there;
  }

  /** Gives the memory of the tree back, when nothing is put on it any more; `hiddenBy` stays. */
  release(): void {
    releaseBytes(this.#shown, this.#there, this.#firstChild, this.#next, this.#previous);
  }

  isLink(path: number): boolean {
    return this.#there[path] === LINK;
  }

  /** The entry that shows at a path, or -1. */
  shownAt(path: number): number {
    return this.#shown[path] ?? NONE;
  }

  /** Takes a path away, with all below it. */
  hide(path: number, by: number): void {
    if (this.#there[path] === 0) return;
    this.hideBelow(path, by);
    this.#remove(path, by);
    const next = this.#next[path] ?? NONE;
    const previous = this.#previous[path] ?? NONE;
    if (next !== NONE) this.#previous[next] = previous;
    if (previous !== NONE) this.#next[previous] = next;
    else this.#firstChild[this.#paths.parent(path)] = next;
  }

  /** Takes all below a path away; the path itself stays. */
  hideBelow(path: number, by: number): void {
    // A stack in the lists themselves would save this one; names nest as deeply as a hostile tar likes.
    const pending = [this.#firstChild[path] ?? NONE];
    for (let child = pending.pop(); child !== undefined; child = pending.pop()) {
      while (child !== NONE) {
        const first: number = this.#firstChild[child] ?? NONE;
        if (first !== NONE) pending.push(first);
        this.#firstChild[child] = NONE;
        this.#remove(child, by);
        child = this.#next[child] ?? NONE;
      }
    }
    this.#firstChild[path] = NONE;
  }

  /** Puts an entry at its path. What is no folder replaces a folder with all below it. */
  put(path: number, entry: number, kind: PathKind): void {
    if (this.#there[path] === 0) this.#insert(path);
    else if (kind !== FOLDER && this.#there[path] === FOLDER) this.hideBelow(path, entry);
    if (kind === LINK || this.#there[path] === LINK) this.#linksVersion += 1;
    const old = this.#shown[path] ?? NONE;
    if (old !== NONE) this.hiddenBy[old] = entry;
    this.#shown[path] = entry;
    this.#there[path] = kind;
  }

  /** Hangs a path, and folders above it that are not there, into the lists; as folders that no entry names. */
  #insert(path: number): void {
    for (let at = path; this.#there[at] === 0; at = this.#paths.parent(at)) {
      const parent = this.#paths.parent(at);
      const first = this.#firstChild[parent] ?? NONE;
      this.#there[at] = FOLDER;
      this.#next[at] = first;
      this.#previous[at] = NONE;
      if (first !== NONE) this.#previous[first] = at;
      this.#firstChild[parent] = at;
    }
  }

  #remove(path: number, by: number): void {
    const entry = this.#shown[path] ?? NONE;
    if (entry !== NONE) this.hiddenBy[entry] = by;
    if (this.#there[path] === LINK) this.#linksVersion += 1;
    this.#shown[path] = NONE;
    this.#there[path] = 0;
  }
}
