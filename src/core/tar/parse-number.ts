import { toHex } from '../bytes/hex.ts';
import { DumpError } from '../errors.ts';

/**
 * Reads one numeric header field that cannot be negative: octal text, or GNU base-256 when bit 7 of byte 0 is set.
 * @param field the raw bytes of the field, 8 or 12 of them
 * @param offset where the field starts in the tar, in bytes; used only in the error
 * @returns a safe integer in the field's own unit; an empty field is 0
 * @throws DumpError `tar-number-invalid` for other characters, a negative number, or one above 2^53 - 1
 * @see POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Extensions to the Archive Format"
 */
export function parseTarNumber(field: Uint8Array, offset: number): number {
  const value = parseSignedTarNumber(field, offset);
  if (value < 0) throw invalid(field, offset);
  return value;
}

/**
 * As `parseTarNumber`, but negative base-256 numbers pass: times before 1970, and owners such as -2 that some systems
 * write for "nobody" and every engine's reader takes.
 * @throws DumpError `tar-number-invalid` for other characters, or a number beyond ±(2^53 - 1)
 */
export function parseSignedTarNumber(field: Uint8Array, offset: number): number {
  const value = ((field[0] ?? 0) & 0x80) !== 0 ? parseBase256(field) : parseOctal(field);
  if (!Number.isSafeInteger(value)) throw invalid(field, offset);
  return value;
}

/**
 * Reads what nearly every field of nearly every header is: nothing, or octal digits from the start on up to a NUL or a last
 * blank. Many times faster than `parseSignedTarNumber`, and the same where it gives a number.
 * @param start of the field in `block`
 * @returns -1 for everything else
 */
export function parsePlainOctal(block: Uint8Array, start: number, end: number): number {
  let value = 0;
  let at = start;
  for (; at < end; at++) {
    const digit = (block[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  if (at === start) return isEmpty(block, start, end) ? 0 : -1;
  return at < end && (block[at] === 0 || (block[at] === 0x20 && at + 1 === end)) ? value : -1;
}

function isEmpty(block: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (block[at] !== 0) return false;
  return true;
}

/** Two's complement, big-endian; bit 7 of byte 0 only marks the form, bit 6 is the sign. */
function parseBase256(field: Uint8Array): number {
  const negative = ((field[0] ?? 0) & 0x40) !== 0;
  const flip = negative ? 0xff : 0;
  // Multiply, never shift: bit operators stop at 32 bits, and layer sizes do not.
  const value = field.reduce((sum, byte, i) => sum * 256 + ((byte ^ flip) & (i === 0 ? 0x3f : 0xff)), 0);
  return negative ? -value - 1 : value;
}

/** NaN for what is no octal number. Blanks and NUL may stand before and after; behind a NUL old writers leave anything. */
function parseOctal(field: Uint8Array): number {
  let at = 0;
  while (field[at] === 0x20 || field[at] === 0) at++;
  let value = 0;
  for (; at < field.length; at++) {
    const byte = field[at] ?? 0;
    if (byte < 0x30 || byte > 0x37) break;
    value = value * 8 + byte - 0x30;
  }
  while (field[at] === 0x20) at++;
  return at === field.length || field[at] === 0 ? value : NaN;
}

const invalid = (field: Uint8Array, offset: number): DumpError =>
  new DumpError({ code: 'tar-number-invalid', data: { offset, field: toHex(field) } });
