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
 * As `cleanEntryPath`, in bytes, and without text where nothing but the ends is to be cleaned, which is nearly always.
 * @param name as the tar writes it; the answer is a view of it where that is possible
 */
export function cleanEntryBytes(name: Uint8Array): { readonly path: Uint8Array; readonly escapes: boolean } {
  let start = 0;
  let end = name.length;
  while (start < end && (name[start] === SLASH || (name[start] === DOT && name[start + 1] === SLASH))) start++;
  while (end > start && name[end - 1] === SLASH) end--;
  if (!hasOddPart(name, start, end)) return { path: name.subarray(start, end), escapes: false };
  const { path, escapes } = cleanEntryPath(toBinary(name));
  return { path: fromBinary(path), escapes };
}

/** Some part is empty, `.` or `..`. */
function hasOddPart(name: Uint8Array, start: number, end: number): boolean {
  let length = 0;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const byte = name[at];
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
