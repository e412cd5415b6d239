const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** `String.fromCharCode` takes its bytes as arguments; engines allow at least this many. */
const SPREAD = 4096;

/** True when the bytes are well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. */
export function isUtf8(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80) || invalidBytes(bytes).length === 0;
}

/** A name for people and for reports: UTF-8 text, with each byte that is no part of a character as `\xNN` (lowercase hex). */
export function decodeName(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    // Not UTF-8: the good stretches as text, the bad bytes one by one.
  }
  let text = '';
  let from = 0;
  for (const at of invalidBytes(bytes)) {
    text += strict.decode(bytes.subarray(from, at)) + `\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
    from = at + 1;
  }
  return text + strict.decode(bytes.subarray(from));
}

/**
 * The bytes as a string with one character U+0000 to U+00FF per byte: an exact key for maps, and in byte order when compared.
 * TextDecoder cannot do it: its `latin1` is windows-1252.
 */
export function toBinary(bytes: Uint8Array): string {
  if (bytes.length <= SPREAD) return fromCodes(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; at += SPREAD) text += fromCodes(bytes.subarray(at, at + SPREAD));
  return text;
}

/** `Reflect.apply` takes an array of bytes as it is; spreading would walk it through its iterator, six times slower. */
const fromCodes = (bytes: Uint8Array): string =>
  Reflect.apply(String.fromCharCode, undefined, bytes as unknown as number[]);

/** The way back from `toBinary`. */
export function fromBinary(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * Offsets of the bytes that belong to no UTF-8 character, rising: what Python's `surrogateescape` would escape.
 * @see The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences"
 */
export function invalidBytes(bytes: Uint8Array): number[] {
  const invalid: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length === 0) invalid.push(at);
    at += length || 1;
  }
  return invalid;
}

/** Bytes of the character that starts at `at`; 0 when none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
