import { releaseBytes } from '../bytes/release-bytes.ts';
import { toBinary } from '../bytes/byte-names.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { type FileTree, pathText } from './file-tree.ts';
import { entryAt, layerOf } from './layer-stack.ts';
import { compareDecimals } from './compare-decimals.ts';
import { orderPaths, sortText } from './order-paths.ts';
import { ROOT } from './path-table.ts';

const SLASH = 0x2f;
const ARROW = ' -> ';

/** One line of a listing, without a line end. */
export interface ListingLine {
  /** Bytes. */
  readonly length: number;
  copyTo(bytes: Uint8Array, at: number): void;
}

/**
 * Writes the listing of a tree: a line `TYPE MODE UID:GID SIZE PATH[ -> TARGET]` for each path that an entry names, without the
 * root, sorted by the code points of their text (docs/report.md). Memory: twelve bytes a path, the different beginnings of
 * lines, and the texts of links that begin alike.
 * @param write takes one line after the other, which is gone when the next one comes
 */
export function writeListing(tree: FileTree, write: (line: ListingLine) => void): void {
  const line = new Line(tree);
  for (const { start, paths } of sortedLines(tree)) {
    for (const path of paths) {
      line.become(start, path);
      write(line);
    }
  }
}

/** Lines that begin alike: what stands before the path holds four blanks and no path, so that lines can be sorted in two steps. */
interface LineGroup {
  readonly start: string;
  readonly paths: Int32Array;
}

function* sortedLines(tree: FileTree): Generator<LineGroup, void> {
  const inOrder = orderPaths(tree);
  const starts = new LineStarts();
  const { stack, shown } = tree;
  // Not by `entryAt`, which makes an object for each of a million.
  const groupOf = inOrder.map((path) => {
    const entry = shown[path] ?? -1;
    const layer = layerOf(stack, entry);
    const entries = stack.layers[layer];
    if (!entries) throw new RangeError(`no entry ${entry}`);
    return starts.groupOf(entries, entry - (stack.starts[layer] ?? 0));
  });
  const ends = new Uint32Array(starts.counts.length);
  let first = 0;
  for (const { group } of starts.inOrder()) {
    ends[group] = first;
    first += starts.counts[group] ?? 0;
  }
  const paths = new Int32Array(inOrder.length);
  inOrder.forEach((path, i) => {
    const group = groupOf[i] ?? 0;
    const at = ends[group] ?? 0;
    paths[at] = path;
    ends[group] = at + 1;
  });
  releaseBytes(inOrder, groupOf);
  for (const { start, group } of starts.inOrder()) {
    const end = ends[group] ?? 0;
    const alike = paths.subarray(end - (starts.counts[group] ?? 0), end);
    yield { start, paths: isLinkStart(start) ? byTarget(tree, alike) : alike };
  }
  releaseBytes(paths, ends);
}

interface SortedStarts {
  readonly owned: string;
  readonly groups: ReadonlyMap<number, number>;
  readonly sizes: Float64Array;
}

/**
 * What lines begin with, each once, by number. Of all files of a tree hardly a dozen differ in type, mode and owner; sizes are
 * kept as numbers, since a text for each would be most of what a listing takes.
 */
class LineStarts {
  /** Lines that begin so, by number of the group. */
  readonly counts: number[] = [];
  /** Groups by size, by what stands before it. */
  readonly #owned = new Map<string, Map<number, number>>();
  #sorted: readonly SortedStarts[] | null = null;
  #last = { type: -1, mode: -1, uid: -1, gid: -1, sizes: new Map<number, number>() };

  groupOf(entries: LayerEntries, index: number): number {
    const sizes = this.#sizesOf(entries, index);
    const size = entries.sizes[index] ?? 0;
    let group = sizes.get(size);
    if (group === undefined) sizes.set(size, (group = this.counts.push(0) - 1));
    this.counts[group] = (this.counts[group] ?? 0) + 1;
    return group;
  }

  /** Ends the gathering. */
  *inOrder(): Generator<{ readonly start: string; readonly group: number }, void> {
    this.#sorted ??= [...this.#owned]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([owned, groups]) => ({ owned, groups, sizes: Float64Array.from(groups.keys()).sort(compareDecimals) }));
    for (const { owned, groups, sizes } of this.#sorted) {
      for (const size of sizes) yield { start: `${owned}${size} `, group: groups.get(size) ?? 0 };
    }
  }

  #sizesOf(entries: LayerEntries, index: number): Map<number, number> {
    const last = this.#last;
    const [type, mode] = [entries.types[index] ?? 0, entries.modes[index] ?? 0];
    const [uid, gid] = [entries.uids[index] ?? 0, entries.gids[index] ?? 0];
    // Neighbours mostly are alike, which saves a text for each path.
    if (type === last.type && mode === last.mode && uid === last.uid && gid === last.gid) return last.sizes;
    const owned = `${entryType(entries, index)} ${mode.toString(8)} ${uid}:${gid} `;
    const sizes = this.#owned.get(owned) ?? new Map<number, number>();
    this.#owned.set(owned, sizes);
    this.#last = { type, mode, uid, gid, sizes };
    return sizes;
  }
}

/** Links have more behind their path, which may hold anything: `a -> b` comes after `a b`. */
function byTarget(tree: FileTree, paths: Int32Array): Int32Array {
  const texts = Array.from(paths, (path) => {
    const target = toBinary(targetOf(tree, path));
    return { path, text: sortText(pathText(tree.stack.paths, path)) + (target && ARROW + sortText(target)) };
  });
  return Int32Array.from(
    texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)),
    ({ path }) => path,
  );
}

function targetOf(tree: FileTree, path: number): Uint8Array {
  const { entries, index } = entryAt(tree.stack, tree.shown[path] ?? -1);
  return entryTarget(entries, index);
}

const NOTHING = new Uint8Array(0);

/** The line at hand. A million come and go: nothing is made for one. */
class Line implements ListingLine {
  length = 0;
  readonly #tree: FileTree;
  #start = '';
  #path = ROOT;
  /** Folder of the line before, whose path lines that follow each other mostly share, and that path with a slash behind it. */
  #folder = ROOT;
  #folderBytes = new Uint8Array(256);
  #folderLength = 0;
  #target = NOTHING as Uint8Array;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  become(start: string, path: number): void {
    const { paths } = this.#tree.stack;
    this.#start = start;
    this.#path = path;
    const folder = paths.parent(path);
    if (folder !== this.#folder) this.#enter(folder);
    this.#target = isLinkStart(start) ? targetOf(this.#tree, path) : NOTHING;
    const rest = this.#target.length === 0 ? 0 : ARROW.length + this.#target.length;
    this.length = start.length + this.#folderLength + paths.lastPartLength(path) + rest;
  }

  copyTo(bytes: Uint8Array, at: number): void {
    const { paths } = this.#tree.stack;
    putAscii(this.#start, bytes, at);
    let end = at + this.#start.length;
    for (let i = 0; i < this.#folderLength; i++) bytes[end++] = this.#folderBytes[i] ?? 0;
    paths.copyLastPart(this.#path, bytes, end);
    end += paths.lastPartLength(this.#path);
    if (this.#target.length === 0) return;
    putAscii(ARROW, bytes, end);
    bytes.set(this.#target, end + ARROW.length);
  }

  /** From its last part on. */
  #enter(folder: number): void {
    const { paths } = this.#tree.stack;
    this.#folder = folder;
    this.#folderLength = 0;
    for (let at = folder; at > ROOT; at = paths.parent(at)) this.#folderLength += paths.lastPartLength(at) + 1;
    if (this.#folderLength > this.#folderBytes.length) this.#folderBytes = new Uint8Array(this.#folderLength * 2);
    let to = this.#folderLength;
    for (let at = folder; at > ROOT; at = paths.parent(at)) {
      this.#folderBytes[(to -= 1)] = SLASH;
      paths.copyLastPart(at, this.#folderBytes, (to -= paths.lastPartLength(at)));
    }
  }
}

const isLinkStart = (start: string): boolean => start.startsWith('symlink') || start.startsWith('hardlink');

function putAscii(text: string, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
