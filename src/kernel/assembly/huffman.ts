// Decode tables for the canonical codes of RFC 1951, section 3.2.2: one look-up for short codes, a second one in a
// smaller table for long ones.

// Table entry (u32):
//    0-4   bits to drop: code length plus extra bits
//    8-11  code length; with SUBTABLE: index bits of the second-level table
//   13-15  the flags below
//   16-30  literal, length base or distance base; with SUBTABLE: index of the second-level table
export const LITERAL: u32 = 1 << 31;
/** Neither literal, length nor distance: SUBTABLE, END_OF_BLOCK, or (with neither) invalid. */
export const SPECIAL: u32 = 1 << 15;
export const SUBTABLE: u32 = 1 << 14;
export const END_OF_BLOCK: u32 = 1 << 13;

export const LITERAL_BITS: u32 = 11;
export const DISTANCE_BITS: u32 = 9;
export const PRECODE_BITS: u32 = 7;
// Most entries a complete code of at most 15 bits can need: 2342 for 286 symbols under 11 root bits, 592 for 30
// under 9. `buildTable` checks all the same.
export const LITERAL_ENTRIES: u32 = 2400;
export const DISTANCE_ENTRIES: u32 = 600;

const LONGEST_CODE: u32 = 15;

// Scratch of one build.
const COUNTS: usize = memory.data(16 * 2, 4);
const STARTS: usize = memory.data(16 * 2, 4);
const SORTED: usize = memory.data(288 * 2, 4);

/** Address of item `index` of an array of u32. */
// @ts-ignore: decorator
@inline export function wordAt(array: usize, index: u32): usize { return array + (<usize>index << 2); }
/** Address of item `index` of an array of u16. */
// @ts-ignore: decorator
@inline function halfAt(array: usize, index: u32): usize { return array + (<usize>index << 1); }

/** Entry for the next bits in a table of `rootBits`. */
// @ts-ignore: decorator
@inline export function lookUp(table: usize, bits: u64, rootBits: u32): u32 {
  return load<u32>(table + ((<usize>bits & ((1 << rootBits) - 1)) << 2));
}

/** Second look-up, for an entry with SUBTABLE. */
// @ts-ignore: decorator
@inline export function lookDeeper(table: usize, entry: u32, bits: u64, rootBits: u32): u32 {
  return load<u32>(
    table + (<usize>((entry >> 16) + (<u32>(bits >> rootBits) & ((1 << ((entry >> 8) & 15)) - 1))) << 2));
}

/** Base plus extra bits. Shift counts wrap in WebAssembly, so the entry's fields need no masks. */
// @ts-ignore: decorator
@inline export function entryValue(entry: u32, bits: u64): u32 {
  return (entry >> 16) + ((<u32>bits & ((1 << entry) - 1)) >> (entry >> 8));
}

/**
 * Builds a decode table from `count` code lengths, one byte each, with `symbols` as the meaning of each code.
 * False if the code is over-subscribed; incomplete and not the single one-bit code that `allowLone` admits, or
 * (for `allowLone` false) empty; or needs more than `entries` table entries.
 */
export function buildTable(
  lengths: usize, count: u32, table: usize, rootBits: u32, entries: u32, symbols: usize, allowLone: bool,
): bool {
  memory.fill(COUNTS, 0, 32);
  for (let i: u32 = 0; i < count; i++) {
    const at = halfAt(COUNTS, load<u8>(lengths + i));
    store<u16>(at, load<u16>(at) + 1);
  }
  store<u16>(COUNTS, 0);
  let longest: u32 = 0;
  let left: i32 = 1; // codes of this length still free
  let sum: u32 = 0;
  for (let length: u32 = 1; length <= LONGEST_CODE; length++) {
    const codes = load<u16>(halfAt(COUNTS, length));
    if (codes) longest = length;
    left = (left << 1) - codes;
    if (left < 0) return false;
    store<u16>(halfAt(STARTS, length), sum);
    sum += codes;
  }
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const length = load<u8>(lengths + symbol);
    if (!length) continue;
    const at = halfAt(STARTS, length);
    const rank = load<u16>(at);
    store<u16>(halfAt(SORTED, rank), symbol);
    store<u16>(at, rank + 1);
  }
  if (left) {
    if (!allowLone || longest > 1) return false;
    buildLone(longest, table, rootBits, symbols);
    return true;
  }
  return buildComplete(longest, table, rootBits, entries, symbols);
}

/** No code at all, or one of one bit: what is not that code is invalid. */
function buildLone(longest: u32, table: usize, rootBits: u32, symbols: usize): void {
  const oneBit: u32 = (1 << 8) | 1;
  const invalid = SPECIAL | oneBit;
  const only = longest ? load<u32>(wordAt(symbols, load<u16>(SORTED))) + oneBit : invalid;
  for (let i: u32 = 0; i < <u32>1 << rootBits; i += 2) {
    store<u32>(wordAt(table, i), only);
    store<u32>(wordAt(table, i), invalid, 4);
  }
}

/** The codes counted in COUNTS, of the symbols in SORTED, use up all bit patterns. */
function buildComplete(longest: u32, table: usize, rootBits: u32, entries: u32, symbols: usize): bool {
  let code: u32 = 0; // the next code with its bits reversed, as the bit buffer shows it
  let rank: u32 = 0;
  for (let length: u32 = 1; length <= rootBits; length++) {
    // Entries so far repeat in the doubled table; the rest of it is written below.
    memory.copy(table + (<usize>2 << length), table, <usize>2 << length);
    for (let codes = load<u16>(halfAt(COUNTS, length)); codes; codes--) {
      const symbol = load<u16>(halfAt(SORTED, rank++));
      store<u32>(wordAt(table, code), load<u32>(wordAt(symbols, symbol)) + ((length << 8) | length));
      code = nextCode(code, length);
    }
  }
  let free: u32 = 1 << rootBits;
  let prefix: u32 = -1;
  let subtable: u32 = 0;
  let subtableBits: u32 = 0;
  for (let length = rootBits + 1; length <= longest; length++) {
    for (let codes: u32 = load<u16>(halfAt(COUNTS, length)); codes; codes--) {
      const low = code & ((1 << rootBits) - 1);
      if (low != prefix) { // a new second level, as small as the codes left allow
        prefix = low;
        subtableBits = length - rootBits;
        let room = (<i32>1 << subtableBits) - <i32>codes;
        while (room > 0 && rootBits + subtableBits < longest) {
          subtableBits++;
          room = (room << 1) - load<u16>(halfAt(COUNTS, rootBits + subtableBits));
        }
        subtable = free;
        free += 1 << subtableBits;
        if (free > entries) return false;
        store<u32>(wordAt(table, low), SPECIAL | SUBTABLE | (subtable << 16) | (subtableBits << 8));
      }
      const symbol = load<u16>(halfAt(SORTED, rank++));
      const entry = load<u32>(wordAt(symbols, symbol)) + ((length << 8) | length);
      for (let i = code >> rootBits; i < <u32>1 << subtableBits; i += 1 << (length - rootBits)) {
        store<u32>(wordAt(table, subtable + i), entry);
      }
      code = nextCode(code, length);
    }
  }
  return true;
}

/** Adds one to a bit-reversed code of `length` bits. */
function nextCode(code: u32, length: u32): u32 {
  let bit: u32 = 1 << (length - 1);
  while (code & bit) bit >>= 1;
  return bit ? (code & (bit - 1)) | bit : 0;
}
