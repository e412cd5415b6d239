// Block headers, stored blocks and code lengths: RFC 1951, sections 3.2.3 to 3.2.7.

import { alignToByte, dropBits, hasBits, inputOffset, refill, takeBits } from './bit-reader';
import {
  DISTANCE_BITS, DISTANCE_ENTRIES, LITERAL_BITS, LITERAL_ENTRIES, PRECODE_BITS, SPECIAL, buildTable, lookUp,
} from './huffman';
import {
  BLOCK, CODE_COUNTS, CODE_LENGTHS, DONE, InflateState, MODE_GZIP, PRECODE, STORED, STORED_LENGTH, SYMBOLS,
  TRAILER_CRC, distancesOf, lengthsOf, literalsOf,
} from './inflate-state';
import {
  BAD_BLOCK_TYPE, BAD_CODE, BAD_COUNTS, BAD_STORED_LENGTH, CONTINUE, END, MORE_INPUT, MORE_OUTPUT, PAUSED,
} from './inflate-status';
import { DISTANCE_SYMBOLS, LITERAL_SYMBOLS, PRECODE_SYMBOLS } from './symbol-meanings';

const PRECODE_LENGTHS: u32 = 19;
const MOST_LITERAL_CODES: u32 = 286;
const MOST_DISTANCE_CODES: u32 = 30;
/** Section 3.2.7: the order in which the precode's lengths are written. */
const PRECODE_ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** The first block after a resume starts within a byte. */
export function skipBits(state: InflateState): i32 {
  if (!hasBits(state, state.wanted)) return MORE_INPUT;
  dropBits(state, state.wanted);
  state.phase = BLOCK;
  return CONTINUE;
}

/** Section 3.2.3, or the end of the data when the block before was the last one. */
export function readBlockHeader(state: InflateState): i32 {
  if (state.finalBlock) return endBlocks(state);
  if (state.outputOffset + (state.position - state.output) >= state.pauseAt) return PAUSED;
  if (!hasBits(state, 3)) return MORE_INPUT;
  state.finalBlock = takeBits(state, 1);
  switch (takeBits(state, 2)) {
    case 0:
      alignToByte(state);
      state.phase = STORED_LENGTH;
      return CONTINUE;
    case 1:
      if (!state.fixedTables) buildFixedTables(state);
      state.phase = SYMBOLS;
      return CONTINUE;
    case 2:
      state.phase = CODE_COUNTS;
      return CONTINUE;
    default:
      return BAD_BLOCK_TYPE;
  }
}

function endBlocks(state: InflateState): i32 {
  alignToByte(state);
  if (state.mode & MODE_GZIP) {
    state.phase = TRAILER_CRC;
    return CONTINUE;
  }
  state.endOffset = inputOffset(state);
  state.phase = DONE;
  return END;
}

/** Section 3.2.4: LEN and its complement. */
export function readStoredLength(state: InflateState): i32 {
  if (!hasBits(state, 32)) return MORE_INPUT;
  const both = takeBits(state, 32);
  state.wanted = both & 0xffff;
  if (((both >> 16) ^ 0xffff) != state.wanted) return BAD_STORED_LENGTH;
  state.phase = STORED;
  return CONTINUE;
}

export function copyStored(state: InflateState): i32 {
  while (state.wanted) {
    const room = <u32>(state.limit - state.position);
    if (!room) return MORE_OUTPUT;
    if (state.bitCount) { // whole bytes read ahead
      store<u8>(state.position++, takeBits(state, 8));
      state.wanted--;
      continue;
    }
    const length = min<u32>(min<u32>(room, state.wanted), <u32>(state.inputEnd - state.input));
    if (!length) return MORE_INPUT;
    memory.copy(state.position, state.input, length);
    state.position += length;
    state.input += length;
    state.wanted -= length;
  }
  state.phase = BLOCK;
  return CONTINUE;
}

/** Section 3.2.7: HLIT, HDIST, HCLEN. */
export function readCodeCounts(state: InflateState): i32 {
  if (!hasBits(state, 14)) return MORE_INPUT;
  state.literalCount = takeBits(state, 5) + 257;
  state.distanceCount = takeBits(state, 5) + 1;
  state.precodeCount = takeBits(state, 4) + 4;
  if (state.literalCount > MOST_LITERAL_CODES || state.distanceCount > MOST_DISTANCE_CODES) return BAD_COUNTS;
  memory.fill(lengthsOf(state), 0, PRECODE_LENGTHS);
  state.done = 0;
  state.fixedTables = 0;
  state.phase = PRECODE;
  return CONTINUE;
}

/** The code in which the code lengths are written. */
export function readPrecode(state: InflateState): i32 {
  const lengths = lengthsOf(state);
  while (state.done < state.precodeCount) {
    if (!hasBits(state, 3)) return MORE_INPUT;
    store<u8>(lengths + load<u8>(PRECODE_ORDER + state.done++), <u8>takeBits(state, 3));
  }
  const table = distancesOf(state);
  if (!buildTable(lengths, PRECODE_LENGTHS, table, PRECODE_BITS, DISTANCE_ENTRIES, PRECODE_SYMBOLS, false)) {
    return BAD_CODE;
  }
  state.done = 0;
  state.phase = CODE_LENGTHS;
  return CONTINUE;
}

/** The code lengths of a dynamic block; literals and distances are one list. */
export function readCodeLengths(state: InflateState): i32 {
  const lengths = lengthsOf(state);
  const precode = distancesOf(state);
  const all = state.literalCount + state.distanceCount;
  while (state.done < all) {
    if (state.bitCount < 14) refill(state);
    const entry = lookUp(precode, state.bits, PRECODE_BITS);
    if ((entry & 31) > state.bitCount) return MORE_INPUT;
    if (entry & SPECIAL) return BAD_CODE;
    const symbol = entry >> 16;
    const extra = (<u32>state.bits & ((1 << entry) - 1)) >> ((entry >> 8) & 15);
    let length: u8 = 0;
    let repeat: u32 = 1;
    if (symbol < 16) length = <u8>symbol;
    else if (symbol == 16) {
      if (!state.done) return BAD_CODE;
      length = load<u8>(lengths + state.done - 1);
      repeat = 3 + extra;
    } else repeat = (symbol == 17 ? 3 : 11) + extra;
    if (state.done + repeat > all) return BAD_CODE;
    dropBits(state, entry & 31);
    memory.fill(lengths + state.done, length, repeat);
    state.done += repeat;
  }
  const hasEndOfBlock = load<u8>(lengths, 256) != 0;
  if (!hasEndOfBlock || !buildTables(state, state.literalCount, state.distanceCount)) return BAD_CODE;
  state.phase = SYMBOLS;
  return CONTINUE;
}

/** Section 3.2.6. */
function buildFixedTables(state: InflateState): void {
  const lengths = lengthsOf(state);
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  memory.fill(lengths + 288, 5, 32);
  buildTables(state, 288, 32);
  state.fixedTables = 1;
}

/** Both tables of a block, from the lengths of its literal codes and, behind them, its distance codes. */
function buildTables(state: InflateState, literals: u32, distances: u32): bool {
  const lengths = lengthsOf(state);
  return (
    buildTable(lengths, literals, literalsOf(state), LITERAL_BITS, LITERAL_ENTRIES, LITERAL_SYMBOLS, true) &&
    buildTable(lengths + literals, distances, distancesOf(state), DISTANCE_BITS, DISTANCE_ENTRIES, DISTANCE_SYMBOLS, true)
  );
}
