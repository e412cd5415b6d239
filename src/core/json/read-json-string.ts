import { JsonFault } from './json-fault.ts';
import { shortAscii } from './short-ascii.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const ESCAPES = new Map([
  [0x22, '"'],
  [0x5c, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);

/**
 * Reads the string whose opening quote is at `start`.
 * @returns its text, with U+FFFD for invalid UTF-8 and lone surrogates as Go does, and the offset behind the closing quote
 * @throws JsonFault for a raw control character, an unknown escape, or no closing quote
 */
export function readJsonString(bytes: Uint8Array, start: number): { value: string; end: number } {
  let at = start + 1;
  let plainFrom = at;
  let value = '';
  for (;;) {
    const byte = bytes[at];
    if (byte === 0x22) break;
    if (byte === 0x5c) {
      value += decode(bytes, plainFrom, at);
      const escape = readEscape(bytes, at);
      value += escape.text;
      at = plainFrom = escape.end;
    } else if (byte === undefined) {
      throw new JsonFault(at, `the file ends too early; the text that begins at byte ${start} is never closed`);
    } else if (byte < 0x20) {
      throw new JsonFault(at, controlReason(byte));
    } else at += 1;
  }
  return { value: value + decode(bytes, plainFrom, at), end: at + 1 };
}

function readEscape(bytes: Uint8Array, at: number): { text: string; end: number } {
  const kind = bytes[at + 1];
  if (kind === 0x75) {
    const unit = readHex(bytes, at + 2);
    if (unit < 0xd800 || unit > 0xdfff) return { text: String.fromCharCode(unit), end: at + 6 };
    if (unit <= 0xdbff && bytes[at + 6] === 0x5c && bytes[at + 7] === 0x75) {
      const low = readHex(bytes, at + 8);
      if (low >= 0xdc00 && low <= 0xdfff) return { text: String.fromCharCode(unit, low), end: at + 12 };
    }
    return { text: '\ufffd', end: at + 6 };
  }
  const text = kind === undefined ? undefined : ESCAPES.get(kind);
  if (text !== undefined) return { text, end: at + 2 };
  if (kind === undefined) throw new JsonFault(at + 1, 'the file ends too early, inside a text');
  const shown = kind > 0x20 && kind < 0x7f ? `\\${String.fromCharCode(kind)}` : 'a backslash here';
  throw new JsonFault(at, `${shown} means nothing in a JSON text`);
}

function readHex(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i += 1) {
    const byte = bytes[i] ?? 0;
    const lower = byte | 0x20;
    let digit = -1;
    if (byte >= 0x30 && byte <= 0x39) digit = byte - 0x30;
    else if (lower >= 0x61 && lower <= 0x66) digit = lower - 0x57;
    if (digit < 0) throw new JsonFault(Math.min(i, bytes.length), 'four hex digits must follow \\u');
    value = value * 16 + digit;
  }
  return value;
}

/** Most texts are short and ASCII, and many of them stand in every document. */
function decode(bytes: Uint8Array, start: number, end: number): string {
  return shortAscii(bytes, start, end) ?? utf8.decode(bytes.subarray(start, end));
}

function controlReason(byte: number): string {
  if (byte === 0x0a || byte === 0x0d) return 'a text breaks off at the end of the line';
  if (byte === 0x09) return 'a tab inside a text must be written as \\t';
  return byte === 0 ? 'a zero byte stands inside a text' : `the control character ${byte} stands inside a text`;
}
