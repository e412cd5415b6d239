import type { BytePage } from '../../state/byte-pages.svelte.ts';

/** One page of a file as text: what cannot be seen is made visible, so that nothing on the page is hidden or turned round. */
export interface PageText {
  readonly text: string;
  /** Bytes that are no UTF-8; each is shown as U+FFFD. */
  readonly undecodable: number;
}

/** Characters that change the direction or order of others, and those without width: shown by their number. */
const DECEIVING = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
// eslint-disable-next-line no-control-regex -- these are what must not reach the page as they are
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Control characters as their signs, deceiving ones as `⟨U+202E⟩`. Tab and line feed stay. */
export function visibleText(text: string): string {
  return text
    .replace(CONTROLS, (sign) => (sign === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + sign.charCodeAt(0))))
    .replace(DECEIVING, (sign) => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** A character that two pages share belongs to the page on which it starts. */
export function pageText({ bytes, bytesStart, start, end }: BytePage): PageText {
  const from = afterCharacter(bytes, start - bytesStart);
  const to = afterCharacter(bytes, end - bytesStart);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to));
  return { text: visibleText(text), undecodable: countOf(text, '\ufffd') };
}

/** Skips bytes that go on with a character begun before; at most three, or they belong to none. */
function afterCharacter(bytes: Uint8Array, at: number): number {
  if (at === 0) return 0;
  let lead = at - 1;
  while (lead >= 0 && at - lead < 4 && isContinuation(bytes[lead])) lead -= 1;
  const length = characterLength(bytes[lead]);
  if (lead < 0 || lead + length <= at) return at;
  for (let i = lead + 1; i < lead + length; i += 1) if (!isContinuation(bytes[i])) return at;
  return lead + length;
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function characterLength(byte: number | undefined): number {
  if (byte === undefined || byte < 0xc2) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 1;
}

function countOf(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}
