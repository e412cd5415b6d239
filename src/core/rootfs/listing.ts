import { releaseBytes } from '../bytes/release-bytes.ts';
import { toBinary } from '../bytes/byte-names.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import { type FileTree, pathText } from './file-tree.ts';
import { entryAt } from './layer-stack.ts';
import { orderPaths, sortText } from './order-paths.ts';
import { ROOT } from './path-table.ts';

const SLASH = 0x2f;
const ARROW = ' -> ';

/**
 * Writes the listing of a tree: a line `TYPE MODE UID:GID SIZE PATH[ -> TARGET]` for each path that an entry names, without the
 * root, sorted by the code points of their text (docs/report.md). Memory: twelve bytes a path, the different beginnings of
 * lines, and the texts of links that begin alike.
 * @param write takes one line after the other, without a line end; the bytes are a view that lasts until the next line
 */
export function writeListing(tree: FileTree, write: (line: Uint8Array) => void): void {
  const line = new Line(tree);
  for (const { start, paths } of sortedLines(tree)) for (const path of paths) write(line.of(start, path));
}

/** Lines that begin alike: what stands before the path holds four blanks and no path, so that lines can be sorted in two steps. */
interface LineGroup {
  readonly start: string;
  readonly paths: Int32Array;
}

function* sortedLines(tree: FileTree): Generator<LineGroup, void> {
  const inOrder = orderPaths(tree);
  const groups = new Map<string, number>();
  const counts: number[] = [];
  const groupOf = inOrder.map((path) => {
    const start = startOfLine(tree, path);
    let group = groups.get(start);
    if (group === undefined) groups.set(start, (group = counts.push(0) - 1));
    counts[group] = (counts[group] ?? 0) + 1;
    return group;
  });
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const ends = new Uint32Array(counts.length);
  let first = 0;
  for (const [, group] of sorted) {
    ends[group] = first;
    first += counts[group] ?? 0;
  }
  const paths = new Int32Array(inOrder.length);
  inOrder.forEach((path, i) => {
    const group = groupOf[i] ?? 0;
    const at = ends[group] ?? 0;
    paths[at] = path;
    ends[group] = at + 1;
  });
  releaseBytes(inOrder, groupOf);
  for (const [start, group] of sorted) {
    const end = ends[group] ?? 0;
    const alike = paths.subarray(end - (counts[group] ?? 0), end);
    yield { start, paths: start.startsWith('symlink') || start.startsWith('hardlink') ? byTarget(tree, alike) : alike };
  }
  releaseBytes(paths);
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

function startOfLine(tree: FileTree, path: number): string {
  const { entries, index } = entryAt(tree.stack, tree.shown[path] ?? -1);
  const mode = (entries.modes[index] ?? 0).toString(8);
  const owner = `${entries.uids[index] ?? 0}:${entries.gids[index] ?? 0}`;
  return `${entryType(entries, index)} ${mode} ${owner} ${entries.sizes[index] ?? 0} `;
}

function targetOf(tree: FileTree, path: number): Uint8Array {
  const { entries, index } = entryAt(tree.stack, tree.shown[path] ?? -1);
  return entryTarget(entries, index);
}

/** Puts lines together, each over the one before. */
class Line {
  readonly #tree: FileTree;
  #bytes = new Uint8Array(1024);

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  of(start: string, path: number): Uint8Array {
    const target = targetOf(this.#tree, path);
    const arrow = target.length === 0 ? '' : ARROW;
    const pathEnd = start.length + this.#lengthOf(path);
    const end = pathEnd + arrow.length + target.length;
    if (end > this.#bytes.length) this.#bytes = new Uint8Array(end * 2);
    this.#putText(start, 0);
    this.#putPath(path, pathEnd);
    this.#putText(arrow, pathEnd);
    this.#bytes.set(target, pathEnd + arrow.length);
    return this.#bytes.subarray(0, end);
  }

  #lengthOf(path: number): number {
    const { paths } = this.#tree.stack;
    let length = -1; // one slash fewer than parts
    for (let at = path; at > ROOT; at = paths.parent(at)) length += paths.lastPartLength(at) + 1;
    return length;
  }

  /** From its last part on. */
  #putPath(path: number, end: number): void {
    const { paths } = this.#tree.stack;
    for (let at = path, to = end; at > ROOT; at = paths.parent(at)) {
      to -= paths.lastPartLength(at);
      paths.copyLastPart(at, this.#bytes, to);
      if (paths.parent(at) > ROOT) this.#bytes[(to -= 1)] = SLASH;
    }
  }

  /** ASCII. */
  #putText(text: string, at: number): void {
    for (let i = 0; i < text.length; i++) this.#bytes[at + i] = text.charCodeAt(i);
  }
}
