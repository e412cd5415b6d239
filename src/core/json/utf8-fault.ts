/**
 * Finds the first byte that cannot be part of well-formed UTF-8 (overlong forms and encoded surrogates count as faults).
 * @returns its offset in bytes, or null when all of `bytes` is UTF-8
 * @see RFC 3629, section 4
 */
export function firstInvalidUtf8(bytes: Uint8Array): number | null {
  const length = bytes.length;
  for (let i = 0; i < length;) {
    const lead = bytes[i] as number;
    if (lead < 0x80) i += 1;
    else {
      const size = sequenceLength(bytes, i, lead);
      if (size === 0) return i;
      i += size;
    }
  }
  return null;
}

/** Bytes of the multi-byte sequence that starts at `at`; 0 when it is broken. */
function sequenceLength(bytes: Uint8Array, at: number, lead: number): number {
  const second = bytes[at + 1] ?? 0;
  if (lead >= 0xc2 && lead <= 0xdf) return isContinuation(second) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    const high = lead === 0xed ? 0x9f : 0xbf; // above lie the surrogates
    return second >= low && second <= high && isContinuation(bytes[at + 2] ?? 0) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const low = lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xf4 ? 0x8f : 0xbf; // above lies what Unicode does not have
    const rest = isContinuation(bytes[at + 2] ?? 0) && isContinuation(bytes[at + 3] ?? 0);
    return second >= low && second <= high && rest ? 4 : 0;
  }
  return 0;
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;
