import type { TextEncoding } from './content.ts';

/** Bytes of a page, with a few on either side so that a character cut in two can be read. */
export interface EncodedPage {
  /** Where the page starts and ends in the file. */
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** Where `bytes` starts in the file. */
  readonly bytesStart: number;
}

/**
 * The text of one page in UTF-16 or Latin-1. A surrogate pair that two pages share belongs to the page on which it starts;
 * a byte order mark at the start of the file is left out. Bytes of UTF-16 that are no characters become U+FFFD.
 */
export function decodePage(page: EncodedPage, encoding: Exclude<TextEncoding, 'utf-8'>): string {
  const { bytes, bytesStart } = page;
  const start = page.start - bytesStart;
  const end = page.end - bytesStart;
  if (encoding === 'latin-1') {
    let text = '';
    for (const byte of bytes.subarray(start, end)) text += String.fromCharCode(byte);
    return text;
  }
  const isLittle = encoding === 'utf-16le';
  const unit = (at: number): number => {
    const [first, second] = [bytes[at], bytes[at + 1]];
    return first === undefined || second === undefined ? 0 : isLittle ? first + second * 256 : first * 256 + second;
  };
  const follows = (at: number): boolean => at >= 2 && isHigh(unit(at - 2)) && isLow(unit(at));
  let from = start + ((bytesStart + start) % 2);
  let to = end + ((bytesStart + end) % 2);
  if (follows(from)) from += 2;
  if (follows(to)) to += 2;
  if (bytesStart + from === 0 && unit(from) === 0xfeff) from += 2;
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(from, Math.min(to, bytes.length)));
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
