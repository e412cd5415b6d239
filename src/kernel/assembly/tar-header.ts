// One tar header block as nearly every writer writes it: a checksum of unsigned bytes, plain octal numbers.
// Whatever else may stand there (base-256, blanks in front, sums of signed bytes, damage) is left to the host.

const BLOCK_BYTES: usize = 512;
const CHECKSUM: usize = 148;
/** The checksum field itself counts as eight blanks. */
const BLANKS: u32 = 8 * 0x20;
const NOT_PLAIN: i64 = -1;

/** Results of `tarScan`: assembly and kernel-exports.ts agree. */
const HEADER: u32 = 1;
const DEVICES: u32 = 2;

/** Seven numbers as floats of 64 bits, which hold them exactly, and three lengths of 32. */
const FIELDS: usize = memory.data(7 * 8 + 3 * 4, 8);

/** Where `tarScan` writes: see `tarField` in kernel-exports.ts. */
export function tarFields(): usize {
  return FIELDS;
}

/** Reads the block of 512 bytes at `block`. 0: it is none of the plain ones. */
export function tarScan(block: usize): u32 {
  const sum = sumOfBytes(block);
  if (sum === BLANKS || octal(block, CHECKSUM, 8) !== <i64>sum) return 0;
  const mode = octal(block, 100, 8);
  const uid = octal(block, 108, 8);
  const gid = octal(block, 116, 8);
  const size = octal(block, 124, 12);
  const mtime = octal(block, 136, 12);
  // Below zero when one of them is.
  if ((mode | uid | gid | size | mtime) < 0) return 0;
  store<f64>(FIELDS, <f64>mode);
  store<f64>(FIELDS, <f64>uid, 8);
  store<f64>(FIELDS, <f64>gid, 16);
  store<f64>(FIELDS, <f64>size, 24);
  store<f64>(FIELDS, <f64>mtime, 32);
  store<u32>(FIELDS, lengthOf(block, 100), 56);
  store<u32>(FIELDS, lengthOf(block + 157, 100), 60);
  store<u32>(FIELDS, lengthOf(block + 345, 155), 64);
  const major = octal(block, 329, 8);
  const minor = octal(block, 337, 8);
  if ((major | minor) < 0) return HEADER;
  store<f64>(FIELDS, <f64>major, 40);
  store<f64>(FIELDS, <f64>minor, 48);
  return HEADER | DEVICES;
}

/** With blanks in the place of the checksum. */
function sumOfBytes(block: usize): u32 {
  let sums = i32x4.splat(0);
  for (let at: usize = 0; at < BLOCK_BYTES; at += 16) {
    const pairs = i16x8.extadd_pairwise_i8x16_u(v128.load(block + at));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(pairs));
  }
  let sum: u32 = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1)
    + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  for (let at = block + CHECKSUM; at < block + CHECKSUM + 8; at++) sum -= load<u8>(at);
  return sum + BLANKS;
}

/** Nothing, or octal digits from the start on up to a NUL or a last blank; NOT_PLAIN for the rest. At most 11 digits count. */
function octal(block: usize, start: usize, length: usize): i64 {
  let at = block + start;
  const end = at + length;
  let value: i64 = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - 0x30;
    if (digit > 7) break;
    value = (value << 3) | <i64>digit;
  }
  if (at === block + start) {
    for (; at < end; at++) if (load<u8>(at) !== 0) return NOT_PLAIN;
    return 0;
  }
  if (at === end) return NOT_PLAIN;
  const last = load<u8>(at);
  return last === 0 || (last === 0x20 && at + 1 === end) ? value : NOT_PLAIN;
}

/** Bytes before the first NUL. */
function lengthOf(from: usize, most: u32): u32 {
  let length: u32 = 0;
  while (length < most && load<u8>(from + length) !== 0) length++;
  return length;
}
