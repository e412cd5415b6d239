import type { KeyValue } from './key-values.ts';

/** Longer ones are nobody's ENV: this bounds the time that made-up ones take. */
const LONGEST = 2 ** 16;
const WORD = /(?:"(?:\\[^]|[^"\\])*"|'[^']*'|\\[^]|[^\s"'\\])+/g;

/**
 * The pairs of an ENV or LABEL as a Dockerfile has them, quotes and all: `A="b c" D=e\ f`. Variables stay as they are.
 * @returns null when one of the words is no pair
 */
export function writtenPairs(text: string): KeyValue[] | null {
  if (!isWords(text)) return null;
  const words = text.match(WORD) ?? [];
  const pairs = words.map(unquoted).map((word) => ({ word, equals: word.indexOf('=') }));
  if (pairs.length === 0 || pairs.some(({ equals }) => equals <= 0)) return null;
  return pairs.map(({ word, equals }) => ({ key: word.slice(0, equals), value: word.slice(equals + 1) }));
}

/**
 * `NAME value with blanks`, as ENV and LABEL were written before `=`.
 * @returns the same with `=`; null when it is of another form
 */
export function pairWithoutEquals(text: string): (KeyValue & { readonly text: string }) | null {
  const match = /^([^\s="']+)[ \t]+([^\r\n]+)$/.exec(text.trim());
  const [key, value] = [match?.[1], match?.[2]];
  if (key === undefined || value === undefined || !isWords(value)) return null;
  // Quotes and escapes in it mean what they meant: only a value without them can be put into quotes.
  if (/["'\\]/.test(value)) return { key, value: unquoted(value), text: `${key} ${value}` };
  return { key, value, text: /\s/.test(value) ? `${key}="${value}"` : `${key}=${value}` };
}

/** False when a quote has no end. */
const isWords = (text: string): boolean => text.length <= LONGEST && text.replace(WORD, '').trim() === '';

const unquoted = (word: string): string =>
  word.replace(
    /"((?:\\[^]|[^"\\])*)"|'([^']*)'|\\([^])/g,
    (_, double?: string, single?: string, escaped?: string) =>
      double?.replace(/\\(["\\$])/g, '$1') ?? single ?? escaped ?? '',
  );
