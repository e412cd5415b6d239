import { toBinary } from '../bytes/byte-names.ts';
import { countWords } from './count-words.ts';
import { utcText } from './utc-text.ts';

const TIMES: ReadonlySet<string> = new Set(['mtime', 'atime', 'ctime', 'LIBARCHIVE.creationtime']);
const SIZES: ReadonlySet<string> = new Set(['size', 'GNU.sparse.size', 'GNU.sparse.realsize', 'SCHILY.realsize']);
/** Seconds that a calendar holds on either side of 1970. */
const DATE_SECONDS = 8_640_000_000_000;
/** Longer values are none of those that are read here. */
const MOST_BYTES = 64;

/** @see Windows, winnt.h, FILE_ATTRIBUTE_* */
const FILE_ATTRIBUTES: readonly (readonly [bit: number, word: string])[] = [
  [0x1, 'read-only'],
  [0x2, 'hidden'],
  [0x4, 'of the system'],
  [0x10, 'folder'],
  [0x20, 'to be archived'],
  [0x80, 'nothing special'],
  [0x100, 'temporary'],
  [0x200, 'sparse'],
  [0x400, 'link or mount point (reparse point)'],
  [0x800, 'compressed'],
  [0x1000, 'offline'],
  [0x2000, 'not indexed'],
  [0x4000, 'encrypted'],
];

/** What a value says, in words: a date, a size, the flags of Windows; null where the value says it all, or is no such value. */
export function paxMeaning(key: string, value: Uint8Array): string | null {
  if (value.length > MOST_BYTES) return null;
  const text = toBinary(value);
  if (TIMES.has(key)) return timeWords(text);
  if (!/^\d{1,15}$/.test(text)) return null;
  if (SIZES.has(key)) return countWords(Number(text), 'byte');
  return key === 'MSWINDOWS.fileattr' ? attributeWords(Number(text)) : null;
}

/** With all digits of the fraction, as far as it has any. */
function timeWords(text: string): string | null {
  const [, whole, fraction = ''] = /^(-?\d{1,16})(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined || Math.abs(Number(whole)) >= DATE_SECONDS) return null;
  const digits = fraction.replace(/0+$/, '');
  if (digits === '') return utcText(Number(whole));
  if (!whole.startsWith('-')) return utcText(Number(whole)).replace(' UTC', `.${digits} UTC`);
  // Before 1970 the fraction counts backwards, from the second it lies in: -1.25 is 0.75 behind -2.
  const rest = (10n ** BigInt(digits.length) - BigInt(digits)).toString().padStart(digits.length, '0');
  return utcText(Number(whole) - 1).replace(' UTC', `.${rest} UTC`);
}

function attributeWords(number: number): string | null {
  if (number > 0xffff_ffff) return null;
  const words = FILE_ATTRIBUTES.flatMap(([bit, word]) => ((number & bit) === 0 ? [] : [word]));
  return words.length === 0 ? null : words.join(', ');
}
