// CRC-32 of sixteen segments side by side, a byte of each at a time in one v128; then of all of them as one.
//
// A step of the usual table is a look-up by one byte. It is linear, so that two look-ups by half a byte do the same, and those
// are swizzles: sixteen at once. What a segment contributes to the whole is its own CRC, moved on by the bytes behind it.

/** Bytes of a segment, a multiple of 16. */
const SEGMENT: usize = 1024;
const SEGMENTS: usize = 16;
/** Bytes of all segments. */
export const SEGMENTS_BYTES: usize = SEGMENT * SEGMENTS;

/** 16 bytes for each byte of the result: look-ups by the lower half of a byte, at 0, and by the upper one, at 64. */
const HALVES: usize = memory.data(8 * 16, 16);
/** Four tables of 256 words, by byte of a CRC: that of SEGMENT zero bytes behind it. */
const MOVED_ON: usize = memory.data(4 * 1024, 64);
/** Sixteen rows of sixteen bytes, on their way to be columns and there. */
const HALF_TURNED: usize = memory.data(16 * 16, 16);
const TURNED: usize = memory.data(16 * 16, 16);
/** The CRCs of the segments. */
const SUMS: usize = memory.data(4 * 16, 16);

/** @param table the CRCs of single bytes, 256 words */
export function buildSegmentTables(table: usize): void {
  for (let half: usize = 0; half < 16; half++) {
    for (let byte: usize = 0; byte < 4; byte++) {
      store<u8>(HALVES + (byte << 4) + half, load<u8>(table + (half << 2) + byte));
      store<u8>(HALVES + (byte << 4) + half, load<u8>(table + (half << 6) + byte), 64);
    }
  }
  for (let byte: usize = 0; byte < 4; byte++) {
    const words = MOVED_ON + (byte << 10);
    for (let bit: usize = 1; bit < 256; bit <<= 1) {
      let crc = <u32>bit << <u32>(byte << 3);
      for (let zeros: usize = 0; zeros < SEGMENT; zeros++) crc = (crc >> 8) ^ load<u32>(table + (<usize>(crc & 255) << 2));
      for (let lower: usize = 0; lower < bit; lower++) store<u32>(words + ((bit + lower) << 2), crc ^ load<u32>(words + (lower << 2)));
    }
  }
}

// @ts-ignore: decorator
@inline function low(x: v128, y: v128): v128 {
  return i8x16.shuffle(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
// @ts-ignore: decorator
@inline function high(x: v128, y: v128): v128 {
  return i8x16.shuffle(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
/** Half of what turns sixteen rows, `step` bytes apart, into columns: done twice, each row has one byte of each. */
// @ts-ignore: decorator
@inline function halfTurn(from: usize, step: usize, to: usize): void {
  for (let row: usize = 0; row < 4; row++, from += step, to += 64) {
    const a = v128.load(from), b = v128.load(from + 4 * step), c = v128.load(from + 8 * step), d = v128.load(from + 12 * step);
    const ac = low(a, c), AC = high(a, c), bd = low(b, d), BD = high(b, d);
    v128.store(to, low(ac, bd));
    v128.store(to, high(ac, bd), 16);
    v128.store(to, low(AC, BD), 32);
    v128.store(to, high(AC, BD), 48);
  }
}
/** What bytes with these halves add to a byte of the result. */
// @ts-ignore: decorator
@inline function look(lowers: v128, uppers: v128, lower: v128, upper: v128): v128 {
  return v128.xor(v128.swizzle(lowers, lower), v128.swizzle(uppers, upper));
}

/** Continues the register `crc` (inverted, as it is between the first byte and the last) over SEGMENTS_BYTES at `from`. */
export function crc32Segments(crc: u32, from: usize): u32 {
  const mask = i8x16.splat(15);
  const l0 = v128.load(HALVES), l1 = v128.load(HALVES, 16), l2 = v128.load(HALVES, 32), l3 = v128.load(HALVES, 48);
  const u0 = v128.load(HALVES, 64), u1 = v128.load(HALVES, 80), u2 = v128.load(HALVES, 96), u3 = v128.load(HALVES, 112);
  // Byte by byte of the registers, one of a segment in each lane. The first segment goes on, the others begin with zero.
  let s0 = i8x16.replace_lane(i8x16.splat(0), 0, <i8>crc);
  let s1 = i8x16.replace_lane(i8x16.splat(0), 0, <i8>(crc >> 8));
  let s2 = i8x16.replace_lane(i8x16.splat(0), 0, <i8>(crc >> 16));
  let s3 = i8x16.replace_lane(i8x16.splat(0), 0, <i8>(crc >> 24));
  for (const end = from + SEGMENT; from < end; from += 16) {
    // Sixteen bytes of each segment, turned so that a row has one of each.
    halfTurn(from, SEGMENT, HALF_TURNED);
    halfTurn(HALF_TURNED, 16, TURNED);
    for (let row = TURNED; row < TURNED + 256; row += 16) {
      const bytes = v128.xor(s0, v128.load(row));
      const lower = v128.and(bytes, mask), upper = v128.and(i16x8.shr_u(bytes, 4), mask);
      s0 = v128.xor(s1, look(l0, u0, lower, upper));
      s1 = v128.xor(s2, look(l1, u1, lower, upper));
      s2 = v128.xor(s3, look(l2, u2, lower, upper));
      s3 = look(l3, u3, lower, upper);
    }
  }
  v128.store(SUMS, s0);
  v128.store(SUMS, s1, 16);
  v128.store(SUMS, s2, 32);
  v128.store(SUMS, s3, 48);
  crc = 0;
  for (let sum = SUMS; sum < SUMS + SEGMENTS; sum++) {
    crc = load<u32>(MOVED_ON + (<usize>(crc & 255) << 2)) ^ load<u32>(MOVED_ON + (<usize>(crc >> 8 & 255) << 2), 1024)
      ^ load<u32>(MOVED_ON + (<usize>(crc >> 16 & 255) << 2), 2048) ^ load<u32>(MOVED_ON + (<usize>(crc >> 24) << 2), 3072);
    crc ^= load<u8>(sum) | (<u32>load<u8>(sum, 16) << 8) | (<u32>load<u8>(sum, 32) << 16) | (<u32>load<u8>(sum, 48) << 24);
  }
  return crc;
}
