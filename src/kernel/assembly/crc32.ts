// CRC-32 of RFC 1952, section 8 (reflected polynomial): long stretches in segments side by side, the rest sixteen bytes a step.

import { SEGMENTS_BYTES, buildSegmentTables, crc32Segments } from './crc32-segments';

const POLYNOMIAL: u32 = 0xedb88320;
const SLICES: usize = 16;
const SLICE_BYTES: usize = 256 * 4;
/** Entry b of slice j is the CRC of byte b followed by j zero bytes. */
const TABLE: usize = memory.data(16 * 1024, 64);

for (let byte: u32 = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (POLYNOMIAL & (0 - (crc & 1)));
  store<u32>(TABLE + (<usize>byte << 2), crc);
}
for (let entry: usize = TABLE; entry < TABLE + (SLICES - 1) * SLICE_BYTES; entry += 4) {
  const crc = load<u32>(entry);
  store<u32>(entry, (crc >> 8) ^ load<u32>(TABLE + (<usize>(crc & 255) << 2)), SLICE_BYTES);
}

buildSegmentTables(TABLE);

/** Entry of `slice` for the byte of `word` that starts at bit `shift`. */
// @ts-ignore: decorator
@inline function look(slice: usize, word: u32, shift: u32): u32 {
  return load<u32>(TABLE + slice * SLICE_BYTES + (shift ? (word >> (shift - 2)) & 0x3fc : (word & 255) << 2));
}

/** Continues `crc` (0 at the start) over `length` bytes at `from`. */
export function crc32(crc: u32, from: usize, length: u32): u32 {
  let c = ~crc;
  const end = from + length;
  for (; from + SEGMENTS_BYTES <= end; from += SEGMENTS_BYTES) c = crc32Segments(c, from);
  for (; from + 16 <= end; from += 16) {
    const x = load<u32>(from) ^ c;
    const y = load<u32>(from, 4);
    const z = load<u32>(from, 8);
    const w = load<u32>(from, 12);
    // Only the four look-ups of x wait for the step before. Kept last and apart, they made this a fifth faster.
    const rest = look(11, y, 0) ^ look(10, y, 8) ^ look(9, y, 16) ^ look(8, y, 24)
      ^ look(7, z, 0) ^ look(6, z, 8) ^ look(5, z, 16) ^ look(4, z, 24)
      ^ look(3, w, 0) ^ look(2, w, 8) ^ look(1, w, 16) ^ look(0, w, 24);
    c = rest ^ ((look(15, x, 0) ^ look(14, x, 8)) ^ (look(13, x, 16) ^ look(12, x, 24)));
  }
  for (; from < end; from++) c = (c >> 8) ^ look(0, c ^ load<u8>(from), 0);
  return ~c;
}
