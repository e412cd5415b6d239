import { releaseBytes } from '../bytes/release-bytes.ts';
import type { DiveLayer } from './dive-layer.ts';
import { compareWithHidden, hiddenByMark, MARK } from './dive-names.ts';
import { type PathTable, ROOT } from './path-table.ts';

/**
 * What dive takes for the tree below a layer. It lays a file over a folder and keeps what was in the folder, and marks are
 * files to it until they have hidden something. One pass over all paths for each layer that takes something away.
 */
export class DiveLower {
  readonly #paths: PathTable;
  readonly #names: Uint8Array;
  readonly #isThere: Uint8Array<ArrayBuffer>;
  readonly #sizes: Float64Array<ArrayBuffer>;
  readonly #isDir: Uint8Array<ArrayBuffer>;
  /** Bytes of each path with all below it; null until somebody asks. */
  #sums: Float64Array<ArrayBuffer> | null = null;

  /** @param names of `diveNames` */
  constructor(paths: PathTable, names: Uint8Array) {
    this.#paths = paths;
    this.#names = names;
    this.#isThere = new Uint8Array(paths.count).fill(1, ROOT, ROOT + 1);
    this.#sizes = new Float64Array(paths.count);
    this.#isDir = new Uint8Array(paths.count);
  }

  /** Takes over a layer as it is, marks and all: dive begins with the first one. */
  copy(layer: DiveLayer): void {
    for (const path of layer.paths) this.#put(path, layer);
  }

  /** Bytes that a mark takes away in dive's eyes: all in a folder, 0 for anything else; null when nothing is there. */
  bytesHiddenBy(mark: number): number | null {
    const path = hiddenByMark(this.#paths, mark);
    if (path === undefined || this.#isThere[path] !== 1) return null;
    return this.#isDir[path] === 1 ? (this.#sumsOfAll()[path] ?? 0) : 0;
  }

  release(): void {
    releaseBytes(this.#isThere, this.#sizes, this.#isDir);
    if (this.#sums) releaseBytes(this.#sums);
  }

  stack(layer: DiveLayer): void {
    if (this.#sums) releaseBytes(this.#sums);
    this.#sums = null;
    const marks = layer.paths.filter((path) => this.#names[path] === MARK);
    // In the order of names: a mark that comes after what it hides takes away what its own layer brings, too.
    this.#takeAway(marks.filter((mark) => compareWithHidden(this.#paths, mark) < 0));
    for (const path of layer.paths) {
      if (this.#names[path] !== MARK) this.#put(path, layer);
      else if (layer.holdsSomething(path)) this.#isThere[path] = 1;
    }
    this.#takeAway(marks.filter((mark) => compareWithHidden(this.#paths, mark) > 0));
  }

  #put(path: number, layer: DiveLayer): void {
    this.#isThere[path] = 1;
    this.#sizes[path] = layer.sizeOf(path);
    this.#isDir[path] = layer.isDir(path) ? 1 : 0;
  }

  #takeAway(marks: Int32Array): void {
    let first = Infinity;
    for (const mark of marks) {
      const path = hiddenByMark(this.#paths, mark);
      if (path === undefined || path === this.#paths.parent(mark) || this.#isThere[path] !== 1) continue;
      this.#forget(path);
      first = Math.min(first, path);
    }
    // A folder has a lower number than what is in it.
    for (let path = first + 1; path < this.#paths.count; path++) {
      if (this.#isThere[path] === 1 && this.#isThere[this.#paths.parent(path)] !== 1) this.#forget(path);
    }
  }

  #forget(path: number): void {
    this.#isThere[path] = 0;
    this.#sizes[path] = 0;
    this.#isDir[path] = 0;
  }

  #sumsOfAll(): Float64Array {
    if (this.#sums) return this.#sums;
    const sums = this.#sizes.slice(); // 0 for what is not there
    for (let path = sums.length - 1; path > ROOT; path--) {
      const parent = this.#paths.parent(path);
      sums[parent] = (sums[parent] ?? 0) + (sums[path] ?? 0);
    }
    this.#sums = sums;
    return sums;
  }
}
