// CRC-32 and ISIZE behind each gzip member: RFC 1952, section 2.3.1.

import { hasBits, inputOffset, takeBits } from './bit-reader';
import { crc32 } from './crc32';
import { HEADER_FIXED, InflateState, MODE_GZIP, MODE_RESUMED, MODE_SKIP_CRC, TRAILER_SIZE } from './inflate-state';
import { BAD_CRC, BAD_SIZE, CONTINUE, MORE_INPUT } from './inflate-status';

const CRC_UNKNOWN: u32 = MODE_SKIP_CRC | MODE_RESUMED;

/** Counts the output since the last call into the member's CRC and size. */
export function countOutput(state: InflateState): void {
  const length = <u32>(state.position - state.crcFrom);
  if (!length || !(state.mode & MODE_GZIP)) return;
  if (!(state.mode & CRC_UNKNOWN)) state.crc = crc32(state.crc, state.crcFrom, length);
  state.memberSize += length;
  state.crcFrom = state.position;
}

export function readTrailerCrc(state: InflateState): i32 {
  if (!hasBits(state, 32)) return MORE_INPUT;
  countOutput(state);
  if (takeBits(state, 32) != state.crc && !(state.mode & CRC_UNKNOWN)) return BAD_CRC;
  state.phase = TRAILER_SIZE;
  return CONTINUE;
}

/** Ends the member and gets ready for another one. */
export function readTrailerSize(state: InflateState): i32 {
  if (!hasBits(state, 32)) return MORE_INPUT;
  if (takeBits(state, 32) != state.memberSize && !(state.mode & MODE_RESUMED)) return BAD_SIZE;
  state.mode &= ~(<u8>MODE_RESUMED);
  state.members++;
  state.endOffset = inputOffset(state);
  state.crc = state.memberSize = state.headerCrc = state.finalBlock = state.done = 0;
  state.history = state.position; // no distance reaches into the member before
  state.phase = HEADER_FIXED;
  return CONTINUE;
}
