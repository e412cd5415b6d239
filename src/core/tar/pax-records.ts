import { fromBinary, toBinary } from '../bytes/byte-names.ts';
import { DumpError } from '../errors.ts';
import type { Xattr } from './tar-entry.ts';
import { readXattrs } from './read-xattrs.ts';
import { sparseNumber } from './sparse-pieces.ts';

/** What a pax extended header says about the entry behind it; absent means the header block counts. */
export interface PaxRecords {
  path?: Uint8Array<ArrayBuffer>;
  linkPath?: Uint8Array<ArrayBuffer>;
  size?: number;
  uid?: number;
  gid?: number;
  mtimeSeconds?: number;
  /** Binary strings. */
  userName?: string;
  groupName?: string;
  /** Only when asked for. */
  xattrs?: readonly Xattr[];
  /** A sparse file (GNU.sparse.*). */
  sparse?: PaxSparse;
}

/** The real size and, from version 0.1 on, the real name of a sparse file. */
export interface PaxSparse {
  readonly size?: number;
  readonly name?: Uint8Array<ArrayBuffer>;
  /** Start and length of each piece in turn; null when the map stands before the content, as in version 1.0. */
  readonly map: readonly number[] | null;
}

/**
 * Reads the records of one pax extended header: `LENGTH KEY=VALUE\n`, LENGTH counting all of it in decimal. Of a key that
 * comes twice the last counts; an empty value leaves the header block's field in force, as in Go's reader.
 * @param offset where the records start in the tar, in bytes; used only in errors
 * @param keepXattrs for callers who put them away at once: they can be as large as the header, of which there is no end
 * @throws DumpError `tar-header-invalid` for a record that breaks the form, `tar-number-invalid` for a value that is no number
 * @see POSIX.1-2017 pax, "pax Extended Header"; GNU tar manual, "Storing Sparse Files"
 */
export function parsePaxRecords(bytes: Uint8Array, offset: number, keepXattrs = false): PaxRecords {
  const values = splitRecords(bytes, offset, keepXattrs);
  const records: PaxRecords = {};
  const path = values.get('path');
  const linkPath = values.get('linkpath');
  const size = integer(values, 'size', offset);
  const uid = integer(values, 'uid', offset);
  const gid = integer(values, 'gid', offset);
  const mtimeSeconds = seconds(values, 'mtime', offset);
  // Nobody needs these two here, but what is no time makes every engine's reader give up.
  for (const key of ['atime', 'ctime']) seconds(values, key, offset);
  const sparse = sparseOf(values, offset);
  const userName = values.get('uname');
  const groupName = values.get('gname');
  const xattrs = readXattrs(values);
  if (path) records.path = path;
  if (linkPath) records.linkPath = linkPath;
  if (size !== undefined) records.size = size;
  if (uid !== undefined) records.uid = uid;
  if (gid !== undefined) records.gid = gid;
  if (mtimeSeconds !== undefined) records.mtimeSeconds = mtimeSeconds;
  if (sparse) records.sparse = sparse;
  if (userName) records.userName = toBinary(userName);
  if (groupName) records.groupName = toBinary(groupName);
  if (xattrs.length > 0) records.xattrs = xattrs;
  if ((size ?? 0) < 0) throw badNumber('size', values.get('size'), offset);
  return records;
}

/** Of records whose values nobody uses. @throws DumpError `tar-header-invalid` for a record that breaks the form */
export const checkPaxForm = (bytes: Uint8Array, offset: number): void => void splitRecords(bytes, offset, false);

type Values = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

function splitRecords(bytes: Uint8Array, offset: number, keepXattrs: boolean): Values {
  const values = new Map<string, Uint8Array<ArrayBuffer>>();
  const pairs: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const fail = (reason: string) =>
      new DumpError({ code: 'tar-header-invalid', data: { offset: offset + at, reason } });
    const blank = bytes.indexOf(0x20, at);
    if (blank < 0 || blank === at || blank - at > 16) throw fail('pax record of wrong length');
    const lengthText = toBinary(bytes.subarray(at, blank));
    const end = /^\d+$/.test(lengthText) ? at + Number(lengthText) : -1;
    if (end > bytes.length || end < blank + 3 || bytes[end - 1] !== 0x0a) throw fail('pax record of wrong length');
    const equals = bytes.indexOf(0x3d, blank);
    if (equals < 0 || equals >= end || equals === blank + 1) throw fail('pax record without a key');
    const key = toBinary(bytes.subarray(blank + 1, equals));
    const isXattr = keepXattrs && /^(SCHILY|LIBARCHIVE)\.xattr\./.test(key);
    const value = bytes.slice(equals + 1, end - 1);
    // A name cut short for some readers and not for others.
    if (key.includes('\0') || (NAMES.has(key) && value.includes(0))) throw fail('NUL in a pax name');
    if (key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes') {
      // Version 0.0: the two keys come again and again, one pair for each piece.
      const isTurn = (key === 'GNU.sparse.offset') === (pairs.length % 2 === 0);
      if (!isTurn || value.includes(0x2c)) throw fail('sparse map without pairs');
      pairs.push(toBinary(value));
    } else if (isXattr || isKept(key)) {
      if (value.length > 0) values.set(key, value);
      else values.delete(key);
    }
    at = end;
  }
  if (pairs.length > 0) values.set('GNU.sparse.map', fromBinary(pairs.join(',')));
  return values;
}

/** Values that are names. */
const NAMES: ReadonlySet<string> = new Set(['path', 'linkpath', 'uname', 'gname', 'GNU.sparse.name']);

/** Others are dropped at once: a hostile header could hold 100,000 of them. */
const isKept = (key: string): boolean => KEPT.has(key) || key.startsWith('GNU.sparse.');

const KEPT: ReadonlySet<string> = new Set([
  'path',
  'linkpath',
  'size',
  'uid',
  'gid',
  'mtime',
  'atime',
  'ctime',
  'uname',
  'gname',
]);

function integer(values: Values, key: string, offset: number): number | undefined {
  const value = values.get(key);
  if (!value) return undefined;
  const text = toBinary(value);
  const number = Number(text);
  if (!/^[+-]?\d{1,20}$/.test(text) || !Number.isSafeInteger(number)) throw badNumber(key, value, offset);
  return number;
}

function seconds(values: Values, key: string, offset: number): number | undefined {
  const value = values.get(key);
  if (!value) return undefined;
  const text = toBinary(value.subarray(0, 64));
  if (value.length > 64 || !/^[+-]?\d{1,16}(\.\d*)?$/.test(text)) throw badNumber(key, value, offset);
  return Number(text);
}

/** Versions 0.0 and 0.1 (a map among the records) and 1.0 (the map before the content); of others Go knows nothing either. */
function sparseOf(values: Values, offset: number): PaxSparse | undefined {
  const text = (key: string): string => toBinary(values.get(key) ?? NOTHING);
  const version = `${text('GNU.sparse.major')}.${text('GNU.sparse.minor')}`;
  const isInContent = version === '1.0';
  const isInRecords = version === '0.0' || version === '0.1' || (version === '.' && values.has('GNU.sparse.map'));
  if (!isInContent && !isInRecords) return undefined;
  const size = integer(values, 'GNU.sparse.size', offset) ?? integer(values, 'GNU.sparse.realsize', offset);
  if ((size ?? 0) < 0) throw badNumber('GNU.sparse.size', values.get('GNU.sparse.size'), offset);
  const name = values.get('GNU.sparse.name');
  const map = isInContent ? null : mapOf(values);
  return { ...(size === undefined ? {} : { size }), ...(name ? { name } : {}), map };
}

/** What is no number of the map is NaN: that is the entry's fault, which is named first. */
function mapOf(values: Values): number[] {
  const text = toBinary(values.get('GNU.sparse.map') ?? NOTHING);
  const numbers = text === '' ? [] : text.split(',').map(sparseNumber);
  const count = sparseNumber(toBinary(values.get('GNU.sparse.numblocks') ?? NOTHING));
  return numbers.length === 2 * count ? numbers : [NaN, NaN];
}

const NOTHING = new Uint8Array(0);

function badNumber(key: string, value: Uint8Array | undefined, offset: number): DumpError {
  const field = `${key}=${toBinary((value ?? new Uint8Array(0)).subarray(0, 64))}`;
  return new DumpError({ code: 'tar-number-invalid', data: { offset, field } });
}
