import { decodeName, isUtf8 } from '../../bytes/byte-names.ts';

/** Bytes of a value that are shown. */
const SHOWN = 256;

/** A foreign value: as text where it is text, in hexadecimal digits otherwise, and only its start when it is long. */
export function shownBytes(value: Uint8Array): string {
  if (value.length === 0) return '(empty)';
  const rest = value.length > SHOWN ? ` … (${String(value.length)} bytes)` : '';
  // Programs in C end their texts with a zero.
  const end = value.at(-1) === 0 ? value.length - 1 : value.length;
  const text = value.subarray(0, end);
  const isText = text.length > 0 && isUtf8(text) && text.every((byte) => byte >= 0x20 && byte !== 0x7f);
  if (isText) return decodeName(text.subarray(0, SHOWN)) + rest;
  return `0x${Array.from(value.subarray(0, SHOWN), (byte) => byte.toString(16).padStart(2, '0')).join('')}${rest}`;
}
