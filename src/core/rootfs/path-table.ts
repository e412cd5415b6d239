import { releaseBytes } from '../bytes/release-bytes.ts';
import { DumpError } from '../errors.ts';
import { ROOTFS_NAME_BYTES, ROOTFS_PATHS } from '../limits.ts';

/** Number of the root folder, which is there from the start and has no name. */
export const ROOT = 0;
const SLASH = 0x2f;
const DOT = 0x2e;

/**
 * Paths as numbers, each part stored once: a folder has a lower number than what is in it. `./a//b/`, `/a/b` and `a/b` are
 * the same path, `..` stops at the root. About 30 bytes a path, plus the bytes of its last part.
 */
export class PathTable {
  /** Paths so far, the root among them: they are numbered from 0 to here. */
  count = 1;
  #parents = new Int32Array(1024).fill(-1, 0, 1);
  /** Of all last parts end to end; that of path p is `bytes[ends[p - 1], ends[p])`. */
  #bytes = new Uint8Array(16384);
  #ends = new Uint32Array(1024);
  /** Open addressing over (parent, last part): path number or 0, which the root never needs. Its size is a power of two. */
  #slots = new Int32Array(2048);
  /** Another one each time, so that nobody can make up names which all want the same slot. Answers do not depend on it. */
  readonly #seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
  /** The folder of the last path added, as written, slash and all: entries of one folder mostly follow each other. */
  #folderName = new Uint8Array(256);
  #folderLength = 0;
  #folder = ROOT;
  /** Places of the parts of the path at hand, reused. */
  #parts: number[] = [];

  /** Makes room for about so many paths that will come, which saves growing. */
  expect(paths: number): void {
    const size = 2 ** Math.ceil(Math.log2(Math.max(1, Math.min(paths, ROOTFS_PATHS) * 2)));
    if (size > this.#slots.length) this.#rehash(size);
  }

  parent(path: number): number {
    return this.#parents[path] ?? -1;
  }

  /** Of all paths, by path; -1 for the root. A view that lasts until the next path is added. */
  get parents(): Int32Array {
    return this.#parents.subarray(0, this.count);
  }

  /** The last part, in bytes: a view that lasts until the next path is added. */
  lastPart(path: number): Uint8Array {
    return this.#bytes.subarray(this.#ends[path - 1] ?? 0, this.#ends[path] ?? 0);
  }

  /** All last parts end to end, and where they end: that of path p is `bytes[ends[p - 1], ends[p])`. Until a path is added. */
  get lastParts(): { readonly bytes: Uint8Array; readonly ends: Uint32Array } {
    return { bytes: this.#bytes, ends: this.#ends };
  }

  /** Bytes of the last part. */
  lastPartLength(path: number): number {
    return (this.#ends[path] ?? 0) - (this.#ends[path - 1] ?? 0);
  }

  /** Whether the last part is ASCII throughout. */
  isAscii(path: number): boolean {
    const end = this.#ends[path] ?? 0;
    for (let at = this.#ends[path - 1] ?? 0; at < end; at++) if ((this.#bytes[at] ?? 0) >= 0x80) return false;
    return true;
  }

  /**
   * Compares two last parts by their bytes, as if `endA` and `endB` stood behind them: bytes, or -1 for the end, which comes
   * before any byte.
   */
  compareLastParts(a: number, b: number, endA: number, endB: number): number {
    const [startA, lengthA] = [this.#ends[a - 1] ?? 0, this.lastPartLength(a)];
    const [startB, lengthB] = [this.#ends[b - 1] ?? 0, this.lastPartLength(b)];
    const length = Math.min(lengthA, lengthB);
    for (let i = 0; i < length; i++) {
      const difference = (this.#bytes[startA + i] ?? 0) - (this.#bytes[startB + i] ?? 0);
      if (difference !== 0) return difference;
    }
    const nextA = lengthA > length ? (this.#bytes[startA + length] ?? 0) : endA;
    const nextB = lengthB > length ? (this.#bytes[startB + length] ?? 0) : endB;
    return nextA - nextB;
  }

  copyLastPart(path: number, to: Uint8Array, at: number): void {
    const start = this.#ends[path - 1] ?? 0;
    const length = this.lastPartLength(path);
    for (let i = 0; i < length; i++) to[at + i] = this.#bytes[start + i] ?? 0; // short: a view would cost more
  }

  /**
   * The number of the path that a tar writes as `bytes[from, to)`, added when it is new.
   * @throws DumpError `limit-reached` above `ROOTFS_PATHS` or `ROOTFS_NAME_BYTES`
   */
  add(bytes: Uint8Array, from = 0, to = bytes.length): number {
    let end = to;
    while (end > from && bytes[end - 1] === SLASH) end--;
    if (end === from) return ROOT;
    let start = end;
    while (start > from && bytes[start - 1] !== SLASH) start--;
    if (isDots(bytes, start, end)) return this.#walk(bytes, from, end, true);
    if (!this.#isLastFolder(bytes, from, start)) {
      this.#folder = this.#walk(bytes, from, start, true);
      this.#keepFolder(bytes, from, start);
    }
    return this.addChild(this.#folder, bytes, start, end);
  }

  /** The number of a path as a tar writes it, or undefined when nothing has that path. */
  find(name: Uint8Array): number | undefined {
    const found = this.#walk(name, 0, name.length, false);
    return found < 0 ? undefined : found;
  }

  /** What lies in a folder under the name `bytes[start, end)`. */
  child(parent: number, bytes: Uint8Array, start: number, end: number): number | undefined {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(this.#seed ^ parent, bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const path = this.#slots[slot] ?? 0;
      if (path === 0) return undefined;
      if (this.#parents[path] === parent && this.#isNamed(path, bytes, start, end)) return path;
    }
  }

  /** As `child`, added when it is new. @throws DumpError as `add` */
  addChild(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(this.#seed ^ parent, bytes, start, end) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const path = this.#slots[slot] ?? 0;
      if (path === 0) break;
      if (this.#parents[path] === parent && this.#isNamed(path, bytes, start, end)) return path;
    }
    const path = this.#append(parent, bytes, start, end);
    if (this.count * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2);
    else this.#slots[slot] = path;
    return path;
  }

  #isLastFolder(bytes: Uint8Array, from: number, to: number): boolean {
    const name = this.#folderName;
    if (to - from !== this.#folderLength) return false;
    // From the end: folders differ in their last parts.
    for (let i = to - from - 1; i >= 0; i--) if (bytes[from + i] !== name[i]) return false;
    return true;
  }

  #keepFolder(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > this.#folderName.length) this.#folderName = new Uint8Array((to - from) * 2);
    this.#folderName.set(bytes.subarray(from, to));
    this.#folderLength = to - from;
  }

  /** -1 for what is not there, unless `adds`. */
  #walk(bytes: Uint8Array, from: number, to: number, adds: boolean): number {
    const parts = this.#parts;
    parts.length = 0;
    for (let start = from; start < to;) {
      let stop = start;
      while (stop < to && bytes[stop] !== SLASH) stop++;
      if (!isDots(bytes, start, stop)) parts.push(start, stop);
      else if (stop - start === 2) parts.length = Math.max(0, parts.length - 2);
      start = stop + 1;
    }
    let path = ROOT;
    for (let i = 0; i < parts.length; i += 2) {
      const [start = 0, stop = 0] = [parts[i], parts[i + 1]];
      const next = adds ? this.addChild(path, bytes, start, stop) : this.child(path, bytes, start, stop);
      if (next === undefined) return -1;
      path = next;
    }
    return path;
  }

  #append(parent: number, bytes: Uint8Array, start: number, end: number): number {
    if (this.count > ROOTFS_PATHS) {
      throw new DumpError({ code: 'limit-reached', data: { limit: 'ROOTFS_PATHS', value: ROOTFS_PATHS } });
    }
    const path = this.count;
    if (path === this.#parents.length) {
      const paths = roomFor(path + 1, ROOTFS_PATHS + 1);
      this.#parents = grown(this.#parents, new Int32Array(paths));
      this.#ends = grown(this.#ends, new Uint32Array(paths));
    }
    const from = this.#ends[path - 1] ?? 0;
    const to = from + end - start;
    if (to > ROOTFS_NAME_BYTES) {
      throw new DumpError({ code: 'limit-reached', data: { limit: 'ROOTFS_NAME_BYTES', value: ROOTFS_NAME_BYTES } });
    }
    if (to > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(roomFor(to, ROOTFS_NAME_BYTES)));
    for (let i = start, at = from; i < end; i++, at++) this.#bytes[at] = bytes[i] ?? 0;
    this.#parents[path] = parent;
    this.#ends[path] = to;
    this.count += 1;
    return path;
  }

  /** @param size a power of two */
  #rehash(size: number): void {
    releaseBytes(this.#slots);
    this.#slots = new Int32Array(size);
    for (let path = 1; path < this.count; path++) {
      this.#place(
        path,
        hashOf(this.#seed ^ this.parent(path), this.#bytes, this.#ends[path - 1] ?? 0, this.#ends[path] ?? 0),
      );
    }
  }

  #place(path: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = path;
  }

  /** Gives its memory back, when nobody needs it any more. */
  release(): void {
    releaseBytes(this.#parents, this.#bytes, this.#ends, this.#slots);
  }

  #isNamed(path: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#ends[path - 1] ?? 0;
    if ((this.#ends[path] ?? 0) - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (bytes[i] !== this.#bytes[at]) return false;
    return true;
  }
}

/** Views of the old one are empty after that. */
function grown<T extends Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  from: T,
  to: T,
): T {
  to.set(from);
  releaseBytes(from);
  return to;
}

/** Empty, `.` or `..`: no name of anything. */
const isDots = (name: Uint8Array, start: number, end: number): boolean =>
  end === start || (end - start <= 2 && name[start] === DOT && (end - start === 1 || name[start + 1] === DOT));

/**
 * How long something becomes that is to be `length` long, and is never longer than `most`. Four times as long: what is not
 * written to takes no memory, while what is copied from the old to the new one does.
 */
const roomFor = (length: number, most: number): number => Math.min(length * 4, most);

/** FNV-1a, mixed once more: slots are taken from the low bits. */
function hashOf(salt: number, bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
