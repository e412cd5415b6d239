import { fromBinary, toBinary } from '../bytes/byte-names.ts';

/** A cleaned path as engines compare them, a binary string; `escapes` when `..` led above the root. */
export interface CleanEntryPath {
  readonly path: string;
  readonly escapes: boolean;
}

/** `./a`, `a/`, `/a` and `a` are one path; `..` never leads above the root but says so. */
export function cleanEntryPath(name: string): CleanEntryPath {
  const parts: string[] = [];
  let escapes = false;
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) escapes = true;
  }
  return { path: parts.join('/'), escapes };
}

const SLASH = 0x2f;
const DOT = 0x2e;

/**
 * As `cleanEntryPath`, in bytes: the path is `bytes[start, end)`. One of it is used for a name after the other, and nothing is
 * made of a name where nothing but its ends is to be cleaned, which is nearly always.
 */
export class CleanName {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  escapes = false;

  /** @param bytes the name as the tar writes it is `bytes[from, to)` */
  become(bytes: Uint8Array, from = 0, to = bytes.length): this {
    let start = from;
    let end = to;
    while (
      start < end &&
      (bytes[start] === SLASH || (bytes[start] === DOT && start + 1 < end && bytes[start + 1] === SLASH))
    )
      start++;
    while (end > start && bytes[end - 1] === SLASH) end--;
    if (!hasOddPart(bytes, start, end)) return this.#set(bytes, start, end, false);
    const { path, escapes } = cleanEntryPath(toBinary(bytes.subarray(from, to)));
    const cleaned = fromBinary(path);
    return this.#set(cleaned, 0, cleaned.length, escapes);
  }

  #set(bytes: Uint8Array, start: number, end: number, escapes: boolean): this {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.escapes = escapes;
    return this;
  }
}

/** Some part is empty, `.` or `..`. */
function hasOddPart(bytes: Uint8Array, start: number, end: number): boolean {
  let length = 0;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== SLASH) {
      length++;
      if (byte === DOT) dots++;
      continue;
    }
    if (length === dots && length <= 2) return true;
    length = dots = 0;
  }
  return end > start && length === dots && length <= 2;
}
