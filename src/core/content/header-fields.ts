import { decodeName, fromBinary, toBinary } from '../bytes/byte-names.ts';
import { parseSignedTarNumber } from '../tar/parse-number.ts';
import type { HeaderField } from './content.ts';
import { countText, countWords } from './count-words.ts';
import { headerBlocks } from './header-blocks.ts';
import { paxNote } from './pax-notes.ts';
import { paxRows } from './pax-rows.ts';
import { utcText } from './utc-text.ts';

const TYPE_FLAGS: ReadonlyMap<string, string> = new Map([
  ['\0', 'file, as the oldest tars wrote it'],
  ['0', 'file'],
  ['1', 'hard link'],
  ['2', 'symbolic link'],
  ['3', 'character device'],
  ['4', 'block device'],
  ['5', 'folder'],
  ['6', 'pipe'],
  ['7', 'file in one piece'],
  ['S', 'sparse file, GNU'],
  ['x', 'pax records for the next entry'],
  ['g', 'pax records for all that follow'],
  ['L', 'GNU: long name of the next entry'],
  ['K', 'GNU: long link target of the next entry'],
]);

interface FieldKind {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly as: 'text' | 'octal' | 'size' | 'time' | 'type' | 'number' | 'magic';
  readonly note: string | null;
}

const FIELDS: readonly FieldKind[] = [
  {
    name: 'Name',
    start: 0,
    end: 100,
    as: 'text',
    note: 'A longer one stands in a record before, or begins in the prefix.',
  },
  { name: 'Mode', start: 100, end: 108, as: 'octal', note: 'Permissions, in octal.' },
  { name: 'User', start: 108, end: 116, as: 'number', note: 'Number of the owner.' },
  { name: 'Group', start: 116, end: 124, as: 'number', note: 'Number of the group.' },
  { name: 'Size', start: 124, end: 136, as: 'size', note: 'Bytes of content behind this header.' },
  { name: 'Changed', start: 136, end: 148, as: 'time', note: 'Seconds since 1970.' },
  { name: 'Checksum', start: 148, end: 156, as: 'octal', note: 'Sum of the bytes of this block.' },
  { name: 'Type', start: 156, end: 157, as: 'type', note: null },
  { name: 'Link target', start: 157, end: 257, as: 'text', note: null },
  { name: 'Format', start: 257, end: 265, as: 'magic', note: 'Says which tar this is.' },
  { name: 'User name', start: 265, end: 297, as: 'text', note: 'Engines go by the number.' },
  { name: 'Group name', start: 297, end: 329, as: 'text', note: 'Engines go by the number.' },
  { name: 'Device, major', start: 329, end: 337, as: 'number', note: null },
  { name: 'Device, minor', start: 337, end: 345, as: 'number', note: null },
];
const PREFIX: FieldKind = {
  name: 'Prefix',
  start: 345,
  end: 500,
  as: 'text',
  note: 'Stands before the name, with a slash between.',
};
const GNU_FIELDS: readonly FieldKind[] = [
  { name: 'Read', start: 345, end: 357, as: 'time', note: 'Time of the last access.' },
  { name: 'Status changed', start: 357, end: 369, as: 'time', note: 'Time of the last change of its attributes.' },
  { name: 'Real size', start: 483, end: 495, as: 'size', note: 'Of a sparse file, with its holes.' },
];
const MOST_FIELDS = 10_000;

/**
 * The fields of everything that stands before an entry's content, in the order of the bytes; empty ones are left out.
 * @param bytes records and header, as `headerBlocks` takes them
 * @param headerAt where the entry's own header block lies in them
 * @see POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"
 */
export function headerFields(bytes: Uint8Array, headerAt: number): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const { kind, start, contentStart, contentEnd } of headerBlocks(bytes, headerAt)) {
    if (fields.length > MOST_FIELDS) break;
    if (kind === 'sparse-more') {
      fields.push({ start, end: start + 512, name: 'Sparse map', value: 'goes on', note: 'Where the pieces belong.' });
      continue;
    }
    fields.push(...blockFields(bytes.subarray(start, start + 512), start));
    const content = bytes.subarray(contentStart, contentEnd);
    if (kind === 'pax' || kind === 'global') fields.push(...recordFields(content, contentStart));
    else if (content.length > 0) {
      const name = kind === 'long-name' ? 'Long name' : 'Long link target';
      const value = decodeName(untilNul(content));
      fields.push({ start: contentStart, end: contentEnd, name, value, note: 'Takes the place of the short one.' });
    }
  }
  return fields;
}

function blockFields(block: Uint8Array, offset: number): HeaderField[] {
  const isGnu = toBinary(block.subarray(257, 265)) === 'ustar  \0';
  const hasNames = toBinary(block.subarray(257, 262)) === 'ustar';
  const kinds = [...FIELDS.slice(0, hasNames ? undefined : 9), ...(isGnu ? GNU_FIELDS : hasNames ? [PREFIX] : [])];
  const fields: HeaderField[] = [];
  for (const { name, start, end, as, note } of kinds) {
    const value = valueOf(block.subarray(start, end), as);
    // Most writers fill in zeros, which say nothing of what is no device.
    if (value !== '' && !(value === '0' && name.startsWith('Device')))
      fields.push({ start: offset + start, end: offset + end, name, value, note });
  }
  if (isGnu && block[156] === 0x53 && block[386] !== 0) {
    fields.push({
      start: offset + 386,
      end: offset + 483,
      name: 'Sparse map',
      value: 'first pieces',
      note: 'Where the pieces belong.',
    });
  }
  return fields;
}

function valueOf(bytes: Uint8Array, as: FieldKind['as']): string {
  if (as === 'type') return TYPE_FLAGS.get(toBinary(bytes)) ?? `flag ${decodeName(bytes)}`;
  if (as === 'text') return decodeName(untilNul(bytes));
  if (as === 'magic') return magicText(toBinary(bytes));
  if (bytes.every((byte) => byte === 0)) return '';
  let number: number;
  try {
    number = parseSignedTarNumber(bytes, 0);
  } catch {
    return `no number: ${decodeName(untilNul(bytes))}`;
  }
  if (as === 'octal') return number.toString(8).padStart(4, '0');
  if (as === 'size') return countWords(number, 'byte');
  return as === 'time' ? utcText(number) : countText(number);
}

function magicText(magic: string): string {
  if (magic === 'ustar  \0') return 'GNU';
  return magic.startsWith('ustar\0') ? 'POSIX ustar' : magic.startsWith('ustar') ? 'unknown' : '';
}

const SHOWN_BYTES = 1024;

function recordFields(content: Uint8Array, offset: number): HeaderField[] {
  return paxRows(content).map(({ start, end, key, value }) => {
    const shown = decodeName(value.subarray(0, SHOWN_BYTES));
    const rest = value.length > SHOWN_BYTES ? ` … ${countWords(value.length, 'byte')}` : '';
    return {
      start: offset + start,
      end: offset + end,
      name: decodeName(fromBinary(key)),
      value: shown + rest,
      note: paxNote(key),
    };
  });
}

function untilNul(bytes: Uint8Array): Uint8Array {
  const nul = bytes.indexOf(0);
  return nul < 0 ? bytes : bytes.subarray(0, nul);
}
