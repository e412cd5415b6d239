// gzip member headers: RFC 1952, section 2.3. One byte at a time: they are short, and may stop anywhere.

import { hasBits, takeBits } from './bit-reader';
import { crc32 } from './crc32';
import {
  BLOCK, DONE, HEADER_COMMENT, HEADER_CRC, HEADER_EXTRA, HEADER_EXTRA_LENGTH, HEADER_FIXED, HEADER_NAME,
  InflateState, NAME_BYTES, nameOf,
} from './inflate-state';
import { BAD_FLAGS, BAD_HEADER_CRC, BAD_MAGIC, BAD_METHOD, CONTINUE, END, MORE_INPUT } from './inflate-status';

const HAS_HEADER_CRC: u8 = 2;
const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
const HAS_COMMENT: u8 = 16;
const RESERVED_FLAGS: u32 = 0xe0;
const METHOD_DEFLATE: u32 = 8;

const BYTE: usize = memory.data(4);

/** Reads on in the header until it is complete (CONTINUE) or the input ends. */
export function readHeader(state: InflateState): i32 {
  while (true) {
    skipAbsentFields(state);
    if (state.phase == BLOCK) return CONTINUE;
    if (!hasBits(state, 8)) return MORE_INPUT;
    const byte = takeBits(state, 8);
    const index = state.done++;
    if (state.phase == HEADER_CRC) {
      if (byte != ((state.headerCrc >> (index << 3)) & 255)) return BAD_HEADER_CRC;
      if (index == 1) state.phase = BLOCK;
      continue;
    }
    store<u8>(BYTE, byte);
    state.headerCrc = crc32(state.headerCrc, BYTE, 1);
    if (state.phase == HEADER_FIXED) {
      const result = readFixedByte(state, byte, index);
      if (result != CONTINUE) return result;
    } else readOptionalByte(state, byte, index);
  }
}

/** Passes over optional fields that are absent or complete. */
function skipAbsentFields(state: InflateState): void {
  const flags = state.flags;
  if (state.phase == HEADER_EXTRA_LENGTH && !(flags & HAS_EXTRA)) state.phase = HEADER_NAME;
  if (state.phase == HEADER_EXTRA && !state.wanted) state.phase = HEADER_NAME;
  if (state.phase == HEADER_NAME && !(flags & HAS_NAME)) state.phase = HEADER_COMMENT;
  if (state.phase == HEADER_COMMENT && !(flags & HAS_COMMENT)) enterHeaderCrc(state);
  if (state.phase == HEADER_CRC && !(flags & HAS_HEADER_CRC)) state.phase = BLOCK;
}

function enterHeaderCrc(state: InflateState): void {
  state.phase = HEADER_CRC;
  state.done = 0;
}

/** The ten bytes that every header has. */
function readFixedByte(state: InflateState, byte: u32, index: u32): i32 {
  switch (index) {
    case 0:
      return byte == 0x1f ? CONTINUE : noMember(state);
    case 1:
      if (byte != 0x8b) return noMember(state);
      state.mtimeSeconds = 0;
      state.nameLength = 0;
      return CONTINUE;
    case 2:
      return byte == METHOD_DEFLATE ? CONTINUE : BAD_METHOD;
    case 3:
      if (byte & RESERVED_FLAGS) return BAD_FLAGS;
      state.flags = <u8>byte;
      return CONTINUE;
    case 8:
      state.extraFlags = <u8>byte;
      return CONTINUE;
    case 9:
      state.os = <u8>byte;
      state.wanted = state.done = 0;
      state.phase = HEADER_EXTRA_LENGTH;
      return CONTINUE;
    default:
      state.mtimeSeconds |= byte << ((index - 4) << 3);
      return CONTINUE;
  }
}

/** Without the two magic bytes this is no gzip file, or the last member was complete and something else follows. */
function noMember(state: InflateState): i32 {
  if (!state.members) return BAD_MAGIC;
  state.phase = DONE;
  return END;
}

function readOptionalByte(state: InflateState, byte: u32, index: u32): void {
  switch (state.phase) {
    case HEADER_EXTRA_LENGTH:
      state.wanted |= byte << (index << 3);
      if (index == 1) state.phase = HEADER_EXTRA;
      break;
    case HEADER_EXTRA:
      state.wanted--;
      break;
    case HEADER_NAME:
      if (!byte) state.phase = HEADER_COMMENT;
      else {
        if (state.nameLength < NAME_BYTES) store<u8>(nameOf(state) + state.nameLength, byte);
        state.nameLength++;
      }
      break;
    case HEADER_COMMENT:
      if (!byte) enterHeaderCrc(state);
      break;
  }
}
