/** Longer texts are built by the decoder: its call costs as much as some eighty characters, and they seldom repeat. */
const LONGEST = 80;
/** Places for texts that may come again; a power of two. At most LONGEST characters each. */
const PLACES = 1024;

const known: (string | undefined)[] = Array.from({ length: PLACES });
const codes: number[] = [];

/**
 * A text of few ASCII characters. Keys and media types stand in every document of a dump: of those read lately, each is made
 * once and shared, since thousands of documents are held at a time. A text made character by character would also be a
 * chain of its beginnings until someone compares it.
 * @returns null for a longer text, and for one with other characters
 */
export function shortAscii(bytes: Uint8Array, start: number, end: number): string | null {
  const length = end - start;
  if (length === 0) return '';
  if (length > LONGEST) return null;
  let hash = length;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0xff;
    if (byte >= 0x80) return null;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
  const candidate = known[place];
  if (candidate?.length === length && isSame(candidate, bytes, start)) return candidate;
  codes.length = length;
  for (let i = 0; i < length; i += 1) codes[i] = bytes[start + i] ?? 0;
  return (known[place] = String.fromCharCode.apply(null, codes));
}

function isSame(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
