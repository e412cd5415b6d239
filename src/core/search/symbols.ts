/** What automata read: bytes, the end of a file or name, and what stands for bytes that are no part of UTF-8. */
export const END = 256;
/** The first byte of what is no character, and any further one. */
export const BAD_START = 257;
export const BAD_REST = 258;
export const SYMBOLS = 259;

/** Which bytes go on with a character that has begun, both ends inclusive, and how it stands then. */
const GOES_ON = [
  { low: 1, high: 0, then: 0 }, // nothing has begun
  { low: 0x80, high: 0xbf, then: 0 },
  { low: 0x80, high: 0xbf, then: 1 },
  { low: 0x80, high: 0xbf, then: 2 },
  { low: 0xa0, high: 0xbf, then: 1 }, // behind e0, else it would be overlong
  { low: 0x80, high: 0x9f, then: 1 }, // behind ed, else it would be a surrogate
  { low: 0x90, high: 0xbf, then: 2 }, // behind f0
  { low: 0x80, high: 0x8f, then: 2 }, // behind f4
] as const;

/** How far a character has come, an index into GOES_ON; 0 between characters, and where none has begun. */
export type OpenCharacter = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The symbol is one more byte of the character. */
export function goesOn(open: OpenCharacter, symbol: number): boolean {
  const { low, high } = GOES_ON[open];
  return symbol >= low && symbol <= high;
}

/** @see The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences" */
export function openAfter(open: OpenCharacter, symbol: number): OpenCharacter {
  if (goesOn(open, symbol)) return GOES_ON[open].then;
  if (symbol < 0xc2 || symbol > 0xf4) return 0;
  if (symbol < 0xe0) return 1;
  if (symbol < 0xf0) return symbol === 0xe0 ? 4 : symbol === 0xed ? 5 : 2;
  return symbol === 0xf0 ? 6 : symbol === 0xf4 ? 7 : 3;
}

/**
 * The byte; or, where it is no part of a character, BAD_START or BAD_REST: bytes of a character that breaks off count as one,
 * as in `TextDecoder`. END outside of the bytes.
 */
export function symbolAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? END;
  if (byte < 0x80 || byte === END) return byte;
  // A character has at most three bytes before its last one.
  let start = at;
  while (start > at - 3 && start > 0 && isContinuation(bytes[start])) start -= 1;
  let first = start;
  let open: OpenCharacter = 0;
  let next = start;
  for (; next <= at || (open !== 0 && goesOn(open, bytes[next] ?? END)); next++) {
    const symbol = bytes[next] ?? END;
    if (!goesOn(open, symbol)) first = next;
    open = openAfter(open, symbol);
  }
  const isWhole = open === 0 && next - first > 1;
  return isWhole ? byte : first === at ? BAD_START : BAD_REST;
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
