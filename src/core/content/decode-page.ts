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
 * The text of one page in UTF-16, Latin-1 or Windows-1252. A surrogate pair that two pages share belongs to the page on which it starts;
 * a byte order mark at the start of the file is left out. Bytes of UTF-16 that are no characters become U+FFFD.
 */
export function decodePage(page: EncodedPage, encoding: Exclude<TextEncoding, 'utf-8'>): string {
  const { bytes, bytesStart } = page;
  const start = page.start - bytesStart;
  const end = page.end - bytesStart;
  if (encoding === 'latin-1' || encoding === 'windows-1252') {
    let text = '';
    for (const byte of bytes.subarray(start, end)) text += singleByteCharacter(byte, encoding);
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

/** What Windows-1252 has in place of the control characters 0x80 to 0x9f of Latin-1, those it leaves unused as they are. */
const WINDOWS_SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const singleByteCharacter = (byte: number, encoding: 'latin-1' | 'windows-1252'): string =>
  encoding === 'windows-1252' && byte >= 0x80 && byte < 0xa0
    ? WINDOWS_SIGNS.charAt(byte - 0x80)
    : String.fromCharCode(byte);

/** The bytes of a text in an encoding of one byte per character; null when it lacks one of them. */
export function encodeSingleBytes(text: string, encoding: 'latin-1' | 'windows-1252'): Uint8Array | null {
  const bytes = Array.from({ length: text.length }, (_, i) => {
    const sign = encoding === 'windows-1252' ? WINDOWS_SIGNS.indexOf(text.charAt(i)) : -1;
    return sign >= 0 ? 0x80 + sign : text.charCodeAt(i);
  });
  const isWhole = bytes.every((byte, i) => byte < 256 && singleByteCharacter(byte, encoding) === text.charAt(i));
  return isWhole ? Uint8Array.from(bytes) : null;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
