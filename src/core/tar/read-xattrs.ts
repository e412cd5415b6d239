import { fromBinary, toBinary } from '../bytes/byte-names.ts';
import type { Xattr } from './tar-entry.ts';

const APPLIED = 'SCHILY.xattr.';
const BSDTAR = 'LIBARCHIVE.xattr.';

/**
 * The extended attributes among pax records, sorted by name. bsdtar writes each in both ways: then the one that engines
 * apply counts. An empty value has been dropped with its record, as Go's reader does.
 * @see star(1), "SCHILY.xattr"; libarchive, tar(5), "LIBARCHIVE.xattr"
 */
export function readXattrs(records: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Xattr[] {
  const found = new Map<string, Xattr>();
  for (const [key, value] of records) {
    const name = xattrName(key);
    if (name === null) continue;
    if (key.startsWith(APPLIED)) found.set(name, { name, value, applied: true });
    else if (!found.has(name)) found.set(name, { name, value: base64Decoded(value), applied: false });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The extended attribute that a pax key stands for, as a binary string; null for any other key. */
export function xattrName(key: string): string | null {
  if (key.startsWith(APPLIED)) return key.slice(APPLIED.length);
  return key.startsWith(BSDTAR) ? percentDecoded(key.slice(BSDTAR.length)) : null;
}

const percentDecoded = (name: string): string =>
  name.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** libarchive leaves out the padding. What is no base64 is kept as written: it harms nobody, engines pass it over. */
function base64Decoded(value: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  try {
    return fromBinary(atob(toBinary(value)));
  } catch {
    return value; // no base64
  }
}
