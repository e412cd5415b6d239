// Literals and matches of a block: RFC 1951, section 3.2.3. Nearly all the time of inflating goes by here.

import { dropBits, refill } from './bit-reader';
import {
  DISTANCE_BITS, END_OF_BLOCK, LITERAL_BITS, SPECIAL, SUBTABLE, entryValue, lookDeeper, lookUp,
} from './huffman';
import { BLOCK, InflateState, MATCH, SYMBOLS, distancesOf, literalsOf } from './inflate-state';
import { BAD_DISTANCE, BAD_SYMBOL, CONTINUE, MORE_INPUT, MORE_OUTPUT } from './inflate-status';

/** A round of the fast loop takes at most 21 input bytes, in loads of 8. */
const NEAR_INPUT_END: usize = 24;
/** A round writes at most three literals, or a match of 258 in steps of 16, which SLACK allows for. */
const NEAR_LIMIT: usize = 262;

/** Bytes past the window's end on which copies may scribble. */
export const SLACK: usize = 64;

/** For d from 1 to 15, 16 shuffle indices that repeat 0..d-1 (at d * 16), and the largest multiple of d up to 16. */
const PATTERN: usize = memory.data(16 * 16, 16);
const STRIDE: usize = memory.data(16);
for (let distance: u32 = 1; distance < 16; distance++) {
  for (let i: u32 = 0; i < 16; i++) store<u8>(PATTERN + (distance << 4) + i, i % distance);
  store<u8>(STRIDE + distance, 16 - (16 % distance));
}

/** Decodes to the end of the block. Commits nothing unless a whole symbol or a whole match is in the bit buffer. */
export function decodeSymbols(state: InflateState): i32 {
  const literals = literalsOf(state);
  const distances = distancesOf(state);
  while (true) {
    if (state.inputEnd - state.input > NEAR_INPUT_END && state.limit - state.position > NEAR_LIMIT) {
      const result = decodeFast(state, literals, distances);
      if (result != CONTINUE || state.phase != SYMBOLS) return result;
    }
    // One symbol with every check. A match takes at most 48 bits.
    if (state.bitCount < 48) refill(state);
    const bits = state.bits;
    let entry = lookUp(literals, bits, LITERAL_BITS);
    if (entry & SUBTABLE) entry = lookDeeper(literals, entry, bits, LITERAL_BITS);
    const used = entry & 31;
    if (used > state.bitCount) return MORE_INPUT;
    if (<i32>entry < 0) { // LITERAL
      if (state.position == state.limit) return MORE_OUTPUT;
      store<u8>(state.position++, entry >> 16);
      dropBits(state, used);
      continue;
    }
    if (entry & SPECIAL) {
      if (!(entry & END_OF_BLOCK)) return BAD_SYMBOL;
      dropBits(state, used);
      state.phase = BLOCK;
      return CONTINUE;
    }
    const rest = bits >> used;
    let far = lookUp(distances, rest, DISTANCE_BITS);
    if (far & SUBTABLE) far = lookDeeper(distances, far, rest, DISTANCE_BITS);
    if (used + (far & 31) > state.bitCount) return MORE_INPUT;
    if (far & SPECIAL) return BAD_SYMBOL;
    const distance = entryValue(far, rest);
    if (distance > <u32>(state.position - state.history)) return BAD_DISTANCE;
    dropBits(state, used + (far & 31));
    state.wanted = entryValue(entry, bits);
    state.distance = distance;
    state.phase = MATCH;
    const result = copyMatch(state);
    if (result != CONTINUE) return result;
  }
}

/** Copies what is left of a match, byte by byte, as far as there is room. */
export function copyMatch(state: InflateState): i32 {
  let length = min<u32>(state.wanted, <u32>(state.limit - state.position));
  state.wanted -= length;
  let position = state.position;
  const distance = state.distance;
  for (; length; length--) {
    store<u8>(position, load<u8>(position - distance));
    position++;
  }
  state.position = position;
  if (state.wanted) return MORE_OUTPUT;
  state.phase = SYMBOLS;
  return CONTINUE;
}

/**
 * Decodes until near the end of input or room, or to the end of the block. Bits above `count` in `bits` may be set
 * here (they are the bytes at `input`, ORed in again by the next refill); they are cleared on the way out.
 */
function decodeFast(state: InflateState, literals: usize, distances: usize): i32 {
  let bits = state.bits;
  let count: u32 = state.bitCount;
  let input = state.input;
  let position = state.position;
  const history = state.history;
  const inputNear = state.inputEnd - NEAR_INPUT_END;
  const limitNear = state.limit - NEAR_LIMIT;
  let result = CONTINUE;

  bits |= load<u64>(input) << count; input += (63 - count) >> 3; count |= 56;
  let entry = lookUp(literals, bits, LITERAL_BITS);
  // Here: at least 56 - 28 bits, and `entry` is their first symbol.
  while (input <= inputNear && position <= limitNear) {
    bits |= load<u64>(input) << count; input += (63 - count) >> 3; count |= 56;
    if (<i32>entry < 0) { // LITERAL: up to three in one round
      store<u8>(position++, entry >> 16); bits >>= entry; count -= entry & 31;
      entry = lookUp(literals, bits, LITERAL_BITS);
      if (<i32>entry < 0) {
        store<u8>(position++, entry >> 16); bits >>= entry; count -= entry & 31;
        entry = lookUp(literals, bits, LITERAL_BITS);
        if (<i32>entry < 0) {
          store<u8>(position++, entry >> 16); bits >>= entry; count -= entry & 31;
          entry = lookUp(literals, bits, LITERAL_BITS);
          continue;
        }
      }
    }
    if (entry & SPECIAL) {
      if (entry & SUBTABLE) {
        entry = lookDeeper(literals, entry, bits, LITERAL_BITS);
        if (<i32>entry < 0) {
          store<u8>(position++, entry >> 16); bits >>= entry; count -= entry & 31;
          entry = lookUp(literals, bits, LITERAL_BITS);
          continue;
        }
      }
      if (entry & SPECIAL) {
        if (entry & END_OF_BLOCK) {
          bits >>= entry; count -= entry & 31;
          state.phase = BLOCK;
        } else result = BAD_SYMBOL;
        break;
      }
    }
    // Length: at least 34 bits are left, 20 needed.
    const length = entryValue(entry, bits);
    bits >>= entry; count -= entry & 31;
    // Distance: up to 28 bits.
    bits |= load<u64>(input) << count; input += (63 - count) >> 3; count |= 56;
    let far = lookUp(distances, bits, DISTANCE_BITS);
    if (far & SPECIAL) {
      if (far & SUBTABLE) far = lookDeeper(distances, far, bits, DISTANCE_BITS);
      if (far & SPECIAL) { result = BAD_SYMBOL; break; }
    }
    const distance = entryValue(far, bits);
    bits >>= far; count -= far & 31;
    entry = lookUp(literals, bits, LITERAL_BITS); // early: its latency hides behind the copy
    if (distance > <u32>(position - history)) { result = BAD_DISTANCE; break; }
    let from = position - distance;
    const end = position + length;
    if (distance >= 16) {
      do {
        v128.store(position, v128.load(from));
        position += 16; from += 16;
      } while (position < end);
    } else {
      const pattern = v128.swizzle(v128.load(from), v128.load(PATTERN + (<usize>distance << 4)));
      const stride = <usize>load<u8>(STRIDE + distance);
      do {
        v128.store(position, pattern);
        position += stride;
      } while (position < end);
    }
    position = end;
  }
  state.bits = bits & (((<u64>1) << count) - 1);
  state.bitCount = count;
  state.input = input;
  state.position = position;
  return result;
}
