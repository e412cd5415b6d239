const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A whole number with its thousands apart: 14,848. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** "1 layer", "3 layers". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

/** The first twelve digits, as tools show them. */
export function shortDigest(digest: string): string {
  const colon = digest.indexOf(':');
  return `${digest.slice(colon + 1, colon + 13)}…`;
}

/** Control characters, and those that turn the writing direction: they could make a sentence say something else. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Foreign text for use inside a sentence: one line, nothing unseen in it, not longer than `most` characters. */
export function quoted(text: string, most = 80): string {
  const line = text
    .slice(0, most * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(UNSEEN, '\ufffd');
  if (line.length <= most && text.length <= most * 4) return line;
  // Not half of a character that takes two units.
  return `${line.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** "2 May 2023, 16:49:27 UTC", whatever the offset it was written with; null for what is no RFC 3339 date. */
export function dateInWords(text: string): string | null {
  const match = /^(\d{4})-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:[Zz]|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return null;
  // Fractions beyond milliseconds are not understood by every engine's Date.
  const date = new Date(text.replace(/(\.\d{3})\d+/, '$1').replace(' ', 'T'));
  if (Number.isNaN(date.getTime())) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${time} UTC`;
}

/** A date for people, with the reason when it is one of the placeholders that tools write. */
export function createdInWords(text: string): string {
  if (/^0001-01-01T00:00:00/.test(text)) return 'No date: this is what Go writes when none was set.';
  const words = dateInWords(text);
  if (words === null) return text === '' ? 'No date was recorded.' : 'This is no date that tools can read (RFC 3339).';
  if (/^1970-01-01T00:00:0[01]/.test(text))
    return 'The beginning of computer time, a placeholder: with a fixed date the same input gives the same bytes.';
  if (/^1980-01-01T00:00:01/.test(text))
    return 'A placeholder that Buildpacks write: with a fixed date the same input gives the same bytes.';
  return `${words}.`;
}

/** A span in nanoseconds, as Docker stores it: "30 seconds". */
export function nanosecondsInWords(value: number): string {
  const seconds = value / 1e9;
  if (value > 0 && value < 1000) return counted(value, 'nanosecond');
  if (seconds !== 0 && seconds < 1) return counted(Math.round(value / 1000) / 1000, 'millisecond');
  if (seconds >= 60 && seconds % 60 === 0) return counted(seconds / 60, 'minute');
  return counted(Math.round(seconds * 1000) / 1000, 'second');
}

/** Joins list items for a sentence: "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
