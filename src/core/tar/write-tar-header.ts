import { fromBinary, isUtf8, toBinary } from '../bytes/byte-names.ts';
import { TAR_BLOCK } from './tar-block.ts';
import type { TarEntryType, Xattr } from './tar-entry.ts';
import { writePaxRecords } from './write-pax-records.ts';
import { writeTarNumber } from './write-tar-number.ts';

/** An entry to be written. Names are bytes. */
export interface TarEntryFields {
  readonly type: Exclude<TarEntryType, 'other'>;
  /** Without a leading or closing slash; empty for the root. */
  readonly nameBytes: Uint8Array;
  /** Of symlinks and hard links; else empty. */
  readonly linkBytes: Uint8Array;
  /** The low 12 bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content; 0 for all but files. */
  readonly size: number;
  /** Seconds since 1970; may be negative, and have a fraction. */
  readonly mtimeSeconds: number;
  readonly deviceMajor: number;
  readonly deviceMinor: number;
  /** Binary strings. */
  readonly userName: string;
  readonly groupName: string;
  readonly xattrs: readonly Xattr[];
}

/** Ends a tar: two blocks of zeros. */
export const TAR_END_BYTES = 2 * TAR_BLOCK;
/** Bytes of zeros that follow a content of so many bytes. */
export const tarPadding = (size: number): number => (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;

const FLAGS: Readonly<Record<TarEntryFields['type'], string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  char: '3',
  block: '4',
  dir: '5',
  fifo: '6',
};
const NAME = 100;
const OWNER = 32;
const LARGEST_ID = 8 ** 7;
const LARGEST_SIZE = 8 ** 11;

/**
 * Everything that stands before an entry's content: a ustar header block, and before it a pax header for what does not fit one:
 * long names and targets, fractions of seconds, large numbers, extended attributes. Names that are no UTF-8 go in as they are;
 * in a pax header they are announced by `hdrcharset=BINARY`.
 * @returns whole blocks of 512 bytes; content and `tarPadding` follow
 * @see POSIX.1-2017 pax, "ustar Interchange Format" and "pax Extended Header"; star(1), "SCHILY.xattr"
 */
export function writeTarHeader(entry: TarEntryFields): Uint8Array<ArrayBuffer> {
  const name = entry.nameBytes.length === 0 ? './' : toBinary(entry.nameBytes) + (entry.type === 'dir' ? '/' : '');
  const records = paxRecordsOf(entry, name);
  const header = block(entry, name);
  if (records.length === 0) return header;
  const content = writePaxRecords(records);
  const pax = block({ ...PLAIN_FILE, size: content.length, nameBytes: NOTHING }, `PaxHeaders/${lastPart(name)}`, 'x');
  const all = new Uint8Array(2 * TAR_BLOCK + content.length + tarPadding(content.length));
  all.set(pax);
  all.set(content, TAR_BLOCK);
  all.set(header, all.length - TAR_BLOCK);
  return all;
}

const NOTHING = new Uint8Array(0);
/** A file of root's as any. Of a pax header nobody reads more than the size. */
export const PLAIN_FILE: Omit<TarEntryFields, 'nameBytes' | 'size'> = {
  type: 'file',
  linkBytes: NOTHING,
  mode: 0o644,
  uid: 0,
  gid: 0,
  mtimeSeconds: 0,
  deviceMajor: 0,
  deviceMinor: 0,
  userName: '',
  groupName: '',
  xattrs: [],
};

function paxRecordsOf(entry: TarEntryFields, name: string): [key: string, value: string][] {
  const { uid, gid, size, mtimeSeconds, userName, groupName } = entry;
  const link = toBinary(entry.linkBytes);
  const texts: [key: string, value: string][] = [];
  if (name.length > NAME) texts.push(['path', name]);
  if (link.length > NAME) texts.push(['linkpath', link]);
  if (userName.length >= OWNER) texts.push(['uname', userName]);
  if (groupName.length >= OWNER) texts.push(['gname', groupName]);
  const isBinary = texts.some(([, value]) => !isUtf8(fromBinary(value)));
  const records: [key: string, value: string][] = isBinary ? [['hdrcharset', 'BINARY'], ...texts] : texts;
  if (size >= LARGEST_SIZE) records.push(['size', String(size)]);
  if (uid < 0 || uid >= LARGEST_ID) records.push(['uid', String(uid)]);
  if (gid < 0 || gid >= LARGEST_ID) records.push(['gid', String(gid)]);
  const isPlainTime = Number.isInteger(mtimeSeconds) && mtimeSeconds >= 0 && mtimeSeconds < LARGEST_SIZE;
  if (!isPlainTime) records.push(['mtime', decimal(mtimeSeconds)]);
  for (const xattr of entry.xattrs) records.push(xattrRecord(xattr));
  return records;
}

/** What engines apply stays what they apply; what bsdtar alone understands stays in its form. */
function xattrRecord({ name, value, applied }: Xattr): [key: string, value: string] {
  if (applied) return [`SCHILY.xattr.${name}`, toBinary(value)];
  const safe = name.replace(/[^!-$&-<>-~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return [`LIBARCHIVE.xattr.${safe}`, btoa(toBinary(value)).replace(/=+$/, '')];
}

/** Without an exponent, which pax does not know. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(9).replace(/\.?0+$/, '') : text;
}

function block(entry: TarEntryFields, name: string, flag = FLAGS[entry.type]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(TAR_BLOCK);
  const write = (at: number, text: string, most: number) => bytes.set(fromBinary(text.slice(0, most)), at);
  const number = (start: number, end: number, value: number) => writeTarNumber(bytes.subarray(start, end), value);
  const seconds = Math.floor(entry.mtimeSeconds);
  write(0, name, NAME);
  number(100, 108, entry.mode);
  number(108, 116, entry.uid);
  number(116, 124, entry.gid);
  number(124, 136, entry.size);
  number(136, 148, Number.isSafeInteger(seconds) ? seconds : 0);
  write(156, flag, 1);
  write(157, toBinary(entry.linkBytes), NAME);
  write(257, 'ustar\x0000', 8);
  write(265, entry.userName, OWNER - 1);
  write(297, entry.groupName, OWNER - 1);
  number(329, 337, entry.deviceMajor);
  number(337, 345, entry.deviceMinor);
  write(148, '        ', 8);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  write(148, `${sum.toString(8).padStart(6, '0')}\0 `, 8);
  return bytes;
}

function lastPart(name: string): string {
  const bare = name.replace(/\/+$/, '');
  return bare.slice(bare.lastIndexOf('/') + 1).slice(0, NAME - 'PaxHeaders/'.length);
}
