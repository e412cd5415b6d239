import { DumpError } from '../errors.ts';
import { parsePlainOctal, parseSignedTarNumber, parseTarNumber } from './parse-number.ts';

/** Tar is written in blocks of so many bytes. */
export const TAR_BLOCK = 512;

const USTAR = [0x75, 0x73, 0x74, 0x61, 0x72];
const STAR = [0x74, 0x61, 0x72, 0];
const NOTHING = new Uint8Array(0);

/** One header block, fields as written; a pax or GNU record before it may override them. */
export interface TarBlock {
  readonly format: 'v7' | 'ustar' | 'star' | 'gnu';
  readonly typeFlag: number;
  readonly nameBytes: Uint8Array<ArrayBuffer>;
  readonly linkBytes: Uint8Array<ArrayBuffer>;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeSeconds: number;
  readonly deviceMajor: number;
  readonly deviceMinor: number;
  /** Binary strings, empty in v7. */
  readonly userName: string;
  readonly groupName: string;
}

/** The numbers of a plain header, and how long its names are. Device numbers are null where they are not plain. */
export interface TarFields {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeSeconds: number;
  readonly devices: { readonly major: number; readonly minor: number } | null;
  /** Bytes before the first NUL of the name, the link target, the 155 bytes of the prefix. */
  readonly nameLength: number;
  readonly linkLength: number;
  readonly prefixLength: number;
}

/**
 * A faster reader of the header blocks that nearly all are: its checksum of unsigned bytes fits, and `parsePlainOctal` would
 * read all its numbers. Null for every other block, which is then read here.
 */
export type ScanTarBlock = (block: Uint8Array) => TarFields | null;

/** True for a whole block whose checksum fits. A block of zeros is none. */
export function isTarHeader(block: Uint8Array): boolean {
  return block.length >= TAR_BLOCK && hasChecksum(block);
}

/** True when the block says `ustar` where every tar since 1988 does, whatever else is wrong with it. Takes a cut-off block. */
export function hasTarMagic(block: Uint8Array): boolean {
  return USTAR.every((byte, i) => block[257 + i] === byte);
}

export function isZeroBlock(block: Uint8Array): boolean {
  return (block[0] ?? 0) === 0 && block.every((byte) => byte === 0);
}

/**
 * Reads one header block of 512 bytes. Names are copied out of it.
 * @param offset where the block starts in the tar, in bytes; used only in errors
 * @param scan asked first
 * @throws DumpError `tar-header-invalid` when the checksum does not fit, `tar-number-invalid` for a field that is no number
 * @see POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"
 */
export function parseTarBlock(block: Uint8Array, offset: number, scan: ScanTarBlock | null = null): TarBlock {
  const fields = scan?.(block);
  if (fields) {
    const scanned = scannedBlock(block, fields);
    if (scanned) return scanned;
  }
  if (!hasChecksum(block)) {
    throw new DumpError({ code: 'tar-header-invalid', data: { offset, reason: 'checksum does not fit' } });
  }
  const number = (start: number, end: number): number => {
    const value = parsePlainOctal(block, start, end);
    return value >= 0 ? value : parseTarNumber(block.subarray(start, end), offset + start);
  };
  const signed = (start: number, end: number): number => {
    const value = parsePlainOctal(block, start, end);
    return value >= 0 ? value : parseSignedTarNumber(block.subarray(start, end), offset + start);
  };
  const format = formatOf(block);
  const hasDevice = format !== 'v7';
  return {
    format,
    typeFlag: block[156] ?? 0,
    nameBytes: withPrefix(block, format),
    linkBytes: untilNul(block, 157, 257),
    mode: signed(100, 108) & 0o7777,
    uid: signed(108, 116),
    gid: signed(116, 124),
    size: number(124, 136),
    mtimeSeconds: signed(136, 148),
    deviceMajor: hasDevice ? number(329, 337) : 0,
    deviceMinor: hasDevice ? number(337, 345) : 0,
    userName: hasDevice ? textUntilNul(block, 265, 297) : '',
    groupName: hasDevice ? textUntilNul(block, 297, 329) : '',
  };
}

/** Null for a device whose numbers are not plain. */
function scannedBlock(block: Uint8Array, fields: TarFields): TarBlock | null {
  const format = formatOf(block);
  const hasDevice = format !== 'v7';
  const { nameLength, linkLength, devices } = fields;
  if (hasDevice && !devices) return null;
  const { mode, uid, gid, size, mtimeSeconds } = fields;
  const isShort = fields.prefixLength === 0 || format === 'v7';
  return {
    format,
    typeFlag: block[156] ?? 0,
    nameBytes: isShort ? copyOf(block, 0, nameLength) : withPrefix(block, format),
    linkBytes: copyOf(block, 157, 157 + linkLength),
    mode: mode & 0o7777,
    uid,
    gid,
    size,
    mtimeSeconds,
    deviceMajor: hasDevice ? (devices?.major ?? 0) : 0,
    deviceMinor: hasDevice ? (devices?.minor ?? 0) : 0,
    userName: hasDevice ? textUntilNul(block, 265, 297) : '',
    groupName: hasDevice ? textUntilNul(block, 297, 329) : '',
  };
}

/** Old tars summed signed bytes: Sun's did, and readers take both. */
function hasChecksum(block: Uint8Array): boolean {
  const unsigned = sumOfBytes(block) - sumOfField(block) + BLANKS;
  if (unsigned === BLANKS) return false; // nothing but zeros around the field: an end block with dirt in it
  const octal = parsePlainOctal(block, CHECKSUM, CHECKSUM + 8);
  if (octal === unsigned) return true;
  // Every other number may be base-256, this one may not: Go's reader takes octal digits only.
  if (((block[CHECKSUM] ?? 0) & 0x80) !== 0) return false;
  let written = octal;
  try {
    if (octal < 0) written = parseSignedTarNumber(block.subarray(CHECKSUM, CHECKSUM + 8), 0);
  } catch {
    return false; // no number: no header
  }
  return written === unsigned || written === unsigned - 256 * highBytes(block);
}

const CHECKSUM = 148;
/** The field itself counts as eight blanks. */
const BLANKS = 8 * 0x20;

function sumOfField(block: Uint8Array): number {
  let sum = 0;
  for (let i = CHECKSUM; i < CHECKSUM + 8; i++) sum += block[i] ?? 0;
  return sum;
}

/** Bytes of 0x80 and above, the field left out: each counts 256 less when signed. */
function highBytes(block: Uint8Array): number {
  let high = 0;
  for (let i = 0; i < TAR_BLOCK; i++) if (i < CHECKSUM || i >= CHECKSUM + 8) high += (block[i] ?? 0) >> 7;
  return high;
}

/** Of the buffer in which the last block lay: blocks come one after the other from the same one. */
let words: Uint32Array = new Uint32Array(0);

/** Four bytes at a time: a million headers are half a gigabyte to add up. */
function sumOfBytes(block: Uint8Array): number {
  const { buffer, byteOffset } = block;
  if (byteOffset % 4 !== 0 || block.length < TAR_BLOCK) return sumOneByOne(block);
  if (words.buffer !== buffer || words.length * 4 < byteOffset + TAR_BLOCK) {
    words = new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4));
  }
  const first = byteOffset / 4;
  let even = 0;
  let odd = 0;
  // Two sums of 16 bits side by side in each: 128 bytes of at most 255 stay below 65,536.
  for (let i = first; i < first + TAR_BLOCK / 4; i++) {
    const word = words[i] ?? 0;
    even += word & 0x00ff00ff;
    odd += (word >>> 8) & 0x00ff00ff;
  }
  return (even & 0xffff) + (even >>> 16) + (odd & 0xffff) + (odd >>> 16);
}

function sumOneByOne(block: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < TAR_BLOCK; i++) sum += block[i] ?? 0;
  return sum;
}

/** As Go's archive/tar decides, which every engine reads with: magic and version together, anything else is v7. */
function formatOf(block: Uint8Array): TarBlock['format'] {
  if (!hasTarMagic(block)) return 'v7';
  if (block[262] === 0x20) return block[263] === 0x20 && block[264] === 0 ? 'gnu' : 'v7';
  if (block[262] !== 0) return 'v7';
  return STAR.every((byte, i) => block[508 + i] === byte) ? 'star' : 'ustar';
}

function withPrefix(block: Uint8Array, format: TarBlock['format']): Uint8Array<ArrayBuffer> {
  const name = untilNul(block, 0, 100);
  const prefix = prefixOf(block, format);
  if (prefix.length === 0) return name;
  const joined = new Uint8Array(prefix.length + 1 + name.length);
  joined.set(prefix);
  joined[prefix.length] = 0x2f;
  joined.set(name, prefix.length + 1);
  return joined;
}

function prefixOf(block: Uint8Array, format: TarBlock['format']): Uint8Array {
  if (format === 'ustar') return untilNul(block, 345, 500);
  if (format === 'star') return untilNul(block, 345, 476);
  if (format === 'gnu' && !(isTime(block, 345) && isTime(block, 357))) {
    // GNU keeps atime and ctime here. Go before 1.8 (Docker of that time) wrote a prefix into GNU headers all the same.
    const prefix = untilNul(block, 345, 500);
    if (prefix.every((byte) => byte < 0x80)) return prefix;
  }
  return NOTHING;
}

function isTime(block: Uint8Array, start: number): boolean {
  if (block[start] === 0) return true;
  try {
    parseSignedTarNumber(block.subarray(start, start + 12), start);
    return true;
  } catch {
    return false; // text, so part of a name
  }
}

/** A copy of the field up to its first NUL, or all of it. */
export function untilNul(block: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> {
  let at = start;
  while (at < end && block[at] !== 0) at++;
  return copyOf(block, start, Math.min(at, block.length));
}

const copyOf = (block: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> =>
  end <= start ? NOTHING : Uint8Array.prototype.slice.call(block, start, end);

/** As `untilNul`, a binary string: short ones cost far less than arrays, and a million entries have two each. */
function textUntilNul(block: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = block[at] ?? 0;
    if (byte === 0) break;
    text += String.fromCharCode(byte);
  }
  return text;
}
