import { invalidBytes } from '../bytes/byte-names.ts';
import type { TextEncoding } from './content.ts';

/** Control characters that texts have: bell, backspace, tab, line feed, vertical tab, form feed, carriage return, escape. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([7, 8, 9, 10, 11, 12, 13, 27]);

/**
 * How the text is encoded that begins with these bytes; null when they are no text. A character cut off at the end does not
 * count. A byte order mark decides; UTF-8 next, since hardly anything else happens to be well-formed; UTF-16 by its zero
 * bytes; else Latin-1 or Windows-1252 when no control characters occur.
 * @param bytes some thousand first ones; empty is UTF-8
 */
export function detectEncoding(bytes: Uint8Array): TextEncoding | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe && (bytes[2] !== 0 || bytes[3] !== 0)) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const wide = wideEncoding(bytes);
  if (wide !== null) return wide;
  const controls = countControls(bytes);
  if (bytes.includes(0) || controls > bytes.length / 50) return null;
  if (isUtf8Start(bytes)) return 'utf-8';
  const broken = invalidBytes(bytes).length;
  const single = controls === 0 ? singleByteEncoding(bytes, broken) : null;
  if (single !== null) return single;
  // UTF-8 with a few broken bytes: a log that was cut, or a text that means to confuse.
  return broken <= bytes.length / 10 ? 'utf-8' : null;
}

/** Mostly ASCII in pairs with zero: the side on which the zeros stand is the byte order. */
function wideEncoding(bytes: Uint8Array): TextEncoding | null {
  const length = bytes.length - (bytes.length % 2);
  if (length < 8) return null;
  let [even, odd, text] = [0, 0, 0];
  for (let i = 0; i < length; i += 2) {
    const [first = 0, second = 0] = [bytes[i], bytes[i + 1]];
    if (first === 0 && second === 0) return null;
    if (first === 0) even += 1;
    if (second === 0) odd += 1;
    if (first === 0 ? isPlain(second) : second === 0 && isPlain(first)) text += 1;
  }
  const pairs = length / 2;
  if (text < pairs * 0.7) return null;
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  return even > pairs * 0.7 && odd === 0 ? 'utf-16be' : null;
}

const isPlain = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || TEXT_CONTROLS.has(byte);

function countControls(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if ((byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127) count += 1;
  return count;
}

/** Bytes that Windows-1252 has no character for. */
const UNUSED: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * Most of a text is ASCII. Of Latin-1, the range 0x80 to 0x9f holds control characters, which no text has; Windows-1252 has
 * its quotes, dashes and the euro there, few in any text.
 * @param broken bytes that are no UTF-8: where most of the others are, it is UTF-8 with faults
 */
function singleByteEncoding(bytes: Uint8Array, broken: number): 'latin-1' | 'windows-1252' | null {
  let [high, signs] = [0, 0];
  for (const byte of bytes) {
    if (UNUSED.has(byte)) return null;
    if (byte >= 0x80) high += 1;
    if (byte >= 0x80 && byte < 0xa0) signs += 1;
  }
  if (broken < high / 2 || high > bytes.length * 0.4 || signs > bytes.length * 0.25) return null;
  return signs > 0 ? 'windows-1252' : 'latin-1';
}

function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false; // not UTF-8
  }
}
