import { decodeName } from '../../bytes/byte-names.ts';
import { LISTED_ENTRIES } from '../../limits.ts';
import type { ListedEntry } from '../content.ts';
import type { ContentReader } from '../content-reader.ts';
import { countText } from '../count-words.ts';
import { ContentFault, FieldView } from '../field-view.ts';
import type { ArchiveList } from './archive-list.ts';

/** The end record has 22 bytes and a comment of at most 65,535. */
const TAIL_BYTES = 22 + 65_535;
const WINDOW_BYTES = 128 * 1024;
const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const ENTRY = 0x02014b50;

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly total: number;
}

/**
 * Lists a zip by its central directory, zip64 too: at most `LISTED_ENTRIES`, read in windows of 128 KiB. Nothing is
 * unpacked. A zip with something in front (a program that unpacks itself) is listed as well.
 * @throws what `reader.read` throws
 * @see APPNOTE.TXT, 4.3.12 "Central directory structure", 4.3.14 to 4.3.16; 4.5.3 "Zip64 Extended Information"
 */
export async function listZip(reader: ContentReader): Promise<ArchiveList> {
  const entries: ListedEntry[] = [];
  let total = 0;
  try {
    const directory = await findDirectory(reader);
    total = directory.total;
    await readDirectory(reader, directory, entries);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    return { entries, total: Math.max(total, entries.length), fault: `The list breaks off: ${error.message}.` };
  }
  const isCut = entries.length >= LISTED_ENTRIES && total > entries.length;
  const fault = isCut ? `Only the first ${countText(LISTED_ENTRIES)} are listed.` : null;
  return { entries, total: isCut ? total : entries.length, fault };
}

async function findDirectory(reader: ContentReader): Promise<Directory> {
  const tailStart = Math.max(0, reader.size - TAIL_BYTES);
  const tail = new FieldView(await reader.read(tailStart, reader.size), true);
  let at = tail.bytes.length - 22;
  while (at >= 0 && tail.u32(at) !== END) at -= 1;
  if (at < 0) throw new ContentFault('its end record is missing');
  let total = tail.u16(at + 10);
  let length = tail.u32(at + 12);
  let start = tail.u32(at + 16);
  let end = tailStart + at;
  const isLarge = total === 0xffff || length === 0xffffffff || start === 0xffffffff;
  if (isLarge && at >= 20 && tail.u32(at - 20) === END64_LOCATOR) {
    end = tail.u64(at - 12);
    const record = new FieldView(await reader.read(end, end + 56), true);
    if (record.u32(0) !== END64) throw new ContentFault('its zip64 end record is not where it should be');
    total = record.u64(32);
    length = record.u64(40);
    start = record.u64(48);
  }
  // With something in front of the zip, all offsets are too small: the directory ends where the end record begins.
  if (start + length < end) start = end - length;
  if (start < 0 || start + length > reader.size) throw new ContentFault('its directory lies outside the file');
  return { start, end: start + length, total };
}

async function readDirectory(reader: ContentReader, { start, end }: Directory, entries: ListedEntry[]): Promise<void> {
  let windowStart = start;
  let window = new FieldView(new Uint8Array(0), true);
  for (let at = start; at + 46 <= end && entries.length < LISTED_ENTRIES;) {
    // An entry is at most 46 bytes and three fields of 65,535, so more than the window: then it is read alone.
    if (
      at + 46 > windowStart + window.bytes.length ||
      at + entryBytes(window, at - windowStart) > windowStart + window.bytes.length
    ) {
      windowStart = at;
      window = new FieldView(await reader.read(at, Math.min(end, at + WINDOW_BYTES)), true);
      const needed = entryBytes(window, 0);
      if (needed > window.bytes.length) window = new FieldView(await reader.read(at, Math.min(end, at + needed)), true);
    }
    const offset = at - windowStart;
    if (window.u32(offset) !== ENTRY) throw new ContentFault(`byte ${countText(at)} is no entry of its directory`);
    entries.push(entryAt(window, offset));
    at += entryBytes(window, offset);
  }
}

const entryBytes = (fields: FieldView, at: number): number =>
  46 + fields.u16(at + 28) + fields.u16(at + 30) + fields.u16(at + 32);

function entryAt(fields: FieldView, at: number): ListedEntry {
  const nameEnd = at + 46 + fields.u16(at + 28);
  const name = decodeName(fields.slice(at + 46, nameEnd));
  const large = largeSizes(fields, at, nameEnd, nameEnd + fields.u16(at + 30));
  // High half of the attributes: the mode, when Unix made it. 0xa000 is a symbolic link.
  const isUnix = fields.u8(at + 5) === 3;
  const isLink = isUnix && fields.u32(at + 38) >>> 28 === 10;
  return {
    name,
    type: name.endsWith('/') ? 'folder' : isLink ? 'link' : 'file',
    size: large.size,
    packedSize: large.packedSize,
    mtimeSeconds: dosTime(fields.u16(at + 14), fields.u16(at + 12)),
    isEncrypted: (fields.u16(at + 8) & 1) !== 0,
  };
}

/** Sizes of 0xffffffff stand for 64 bits in the extra field number 1: size first, then packed size. */
function largeSizes(
  fields: FieldView,
  at: number,
  extraStart: number,
  extraEnd: number,
): { size: number; packedSize: number } {
  let size = fields.u32(at + 24);
  let packedSize = fields.u32(at + 20);
  for (let extra = extraStart; extra + 4 <= extraEnd; extra += 4 + fields.u16(extra + 2)) {
    if (fields.u16(extra) !== 1) continue;
    let value = extra + 4;
    if (size === 0xffffffff && value + 8 <= extraEnd) {
      size = fields.u64(value);
      value += 8;
    }
    if (packedSize === 0xffffffff && value + 8 <= extraEnd) packedSize = fields.u64(value);
    break;
  }
  return { size, packedSize };
}

/** Years since 1980 in seven bits, in no time zone: taken as UTC. Null for what is no date. */
function dosTime(date: number, time: number): number | null {
  const [year, month, day] = [1980 + (date >>> 9), (date >>> 5) & 15, date & 31];
  if (month === 0 || day === 0) return null;
  return Date.UTC(year, month - 1, day, time >>> 11, (time >>> 5) & 63, (time & 31) * 2) / 1000;
}
