/** Of a data frame, little-endian, as it lies in the file. */
export const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const;
/** Magic, descriptor, window descriptor, dictionary id and content size at their longest. */
export const ZSTD_HEADER_BYTES_MAX = 18;

const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;

/** True when the four bytes at `at` open a skippable frame: 0x184D2A50 to 0x184D2A5F, little-endian. */
export function isSkippableMagic(head: Uint8Array): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
}

export function isFrameMagic(head: Uint8Array): boolean {
  return ZSTD_MAGIC.every((byte, i) => head[i] === byte);
}

/** The length field of a skippable frame, bytes 4 to 7. */
export function skippableBytes(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset, 8).getUint32(4, true);
}

/**
 * What a data frame says it needs in memory to be unpacked: its window, or its content where that is the window.
 * @param head the frame's first bytes, from the magic on
 * @returns bytes, rounded for sizes beyond 2^53; null while `head` is too short to say
 * @see RFC 8878, section 3.1.1.1
 */
export function zstdWindowBytes(head: Uint8Array): number | null {
  const descriptor = head[4];
  if (descriptor === undefined) return null;
  if ((descriptor & 0x20) === 0) {
    const window = head[5];
    if (window === undefined) return null;
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  return zstdContentBytes(head);
}

/**
 * What a data frame says it unpacks to.
 * @param head the frame's first bytes, from the magic on
 * @returns bytes, rounded for sizes beyond 2^53; null where it does not say, or `head` is too short
 * @see RFC 8878, section 3.1.1.1.4
 */
export function zstdContentBytes(head: Uint8Array): number | null {
  const descriptor = head[4];
  if (descriptor === undefined) return null;
  const flag = descriptor >> 6;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if (flag === 0 && !isSingleSegment) return null;
  // A window descriptor of one byte stands before them unless the content is the window.
  const start = (isSingleSegment ? 5 : 6) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0);
  const length = flag === 0 ? 1 : (CONTENT_SIZE_BYTES[flag] ?? 8);
  if (head.length < start + length) return null;
  let size = 0;
  for (let i = length - 1; i >= 0; i -= 1) size = size * 256 + (head[start + i] ?? 0);
  return length === 2 ? size + 256 : size;
}
