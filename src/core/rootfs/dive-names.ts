import { compareBytes } from '../bytes/compare-bytes.ts';
import { type PathTable, ROOT } from './path-table.ts';

/** What dive makes of a path by its name: the last part, or one above it. */
export const PLAIN = 0;
/** Its last part is `.wh.` and something: a deletion mark, whatever the entry. */
export const MARK = 1;
/** It, or a folder above, is `.wh..wh.` and something: dive has no such path. */
export const LEFT_OUT = 2;

const PREFIX = [0x2e, 0x77, 0x68, 0x2e]; // .wh.

/** One of the three for each path, by number. */
export function diveNames(paths: PathTable): Uint8Array<ArrayBuffer> {
  const kinds = new Uint8Array(paths.count);
  const { bytes, ends } = paths.lastParts;
  const isPrefix = (start: number, end: number): boolean =>
    end - start >= PREFIX.length && PREFIX.every((byte, i) => bytes[start + i] === byte);
  for (let path = ROOT + 1; path < paths.count; path++) {
    const start = ends[path - 1] ?? 0;
    const end = ends[path] ?? 0;
    if (kinds[paths.parent(path)] === LEFT_OUT) kinds[path] = LEFT_OUT;
    else if (bytes[start] === PREFIX[0] && isPrefix(start, end))
      kinds[path] = isPrefix(start + PREFIX.length, end) ? LEFT_OUT : MARK;
  }
  return kinds;
}

/** What a mark hides, by its name: its folder itself for `.wh.` alone; undefined for what no entry has ever named. */
export function hiddenByMark(paths: PathTable, mark: number): number | undefined {
  const name = paths.lastPart(mark);
  const parent = paths.parent(mark);
  return name.length === PREFIX.length ? parent : paths.child(parent, name, PREFIX.length, name.length);
}

/** Negative when `a` comes before what it hides: dive goes through a folder in the order of names. */
export function compareWithHidden(paths: PathTable, mark: number): number {
  const name = paths.lastPart(mark);
  return compareBytes(name, name.subarray(PREFIX.length));
}

/** Order in which dive meets two paths, neither of which lies in the other: names by their bytes, folder by folder. */
export function comparePlaces(paths: PathTable, a: number, b: number): number {
  let [left, right] = [a, b];
  const depths = [depthOf(paths, a), depthOf(paths, b)] as const;
  for (let above = depths[0] - depths[1]; above > 0; above--) left = paths.parent(left);
  for (let above = depths[1] - depths[0]; above > 0; above--) right = paths.parent(right);
  while (paths.parent(left) !== paths.parent(right)) {
    left = paths.parent(left);
    right = paths.parent(right);
  }
  return compareBytes(paths.lastPart(left), paths.lastPart(right));
}

function depthOf(paths: PathTable, path: number): number {
  let depth = 0;
  for (let at = path; at > ROOT; at = paths.parent(at)) depth++;
  return depth;
}
