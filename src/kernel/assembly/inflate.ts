// Streaming inflate (RFC 1951), alone or in gzip members (RFC 1952).
//
// Output is written straight into a window owned by the host, so that hashing and parsing read it without a copy.
// Input may stop and output may fill at any byte: each phase commits only what it has whole.

import { inputOffset } from './bit-reader';
import {
  copyStored, readBlockHeader, readCodeCounts, readCodeLengths, readPrecode, readStoredLength, skipBits,
} from './deflate-block';
import { SLACK, copyMatch, decodeSymbols } from './deflate-symbols';
import { readHeader } from './gzip-header';
import { countOutput, readTrailerCrc, readTrailerSize } from './gzip-trailer';
import {
  BLOCK, CLEARED_BYTES, CODE_COUNTS, CODE_LENGTHS, DONE, HEADER_FIXED, InflateState, MATCH, MODE_GZIP,
  MODE_RESUMED, NAME_OFFSET, PRECODE, SKIP_BITS, STATE_BYTES, STORED, STORED_LENGTH, SYMBOLS, TRAILER_CRC, TRAILER_SIZE,
} from './inflate-state';
import { CONTINUE, END, TRUNCATED } from './inflate-status';

/** The farthest a distance reaches: RFC 1951, section 2. */
const HISTORY_BYTES: usize = 32768;

/** Bytes of a state. */
export function inflateSize(): u32 {
  return <u32>STATE_BYTES;
}

/** Offset of the first 255 bytes of FNAME in the state. */
export function inflateNameOffset(): u32 {
  return <u32>NAME_OFFSET;
}

/**
 * Starts a stream in `state`.
 * @param windowSize bytes of the whole window, at least 65,536 (not checked), of which the last 64 are slack
 * @param mode bits: 1 gzip (else raw deflate), 2 leave the CRC-32 unchecked
 */
export function inflateInit(state: InflateState, window: usize, windowSize: u32, mode: u32): void {
  memory.fill(changetype<usize>(state), 0, CLEARED_BYTES);
  state.mode = <u8>mode;
  state.phase = mode & MODE_GZIP ? HEADER_FIXED : BLOCK;
  state.window = state.position = state.history = state.crcFrom = window;
  state.windowEnd = window + windowSize - SLACK;
  state.pauseAt = u64.MAX_VALUE;
}

/**
 * After inflateInit and before the first run: goes on at a block that starts `bitOffset` bits into the input, with
 * `outputOffset` bytes before it, of which the host has put the last `historyLength` (at most 32,768, not checked) at the
 * start of the window. Input starts with the byte that holds the bit. Of a gzip member begun like this CRC-32 and size
 * stay unchecked; those behind it are checked.
 */
export function inflateResume(state: InflateState, historyLength: u32, bitOffset: f64, outputOffset: f64): void {
  const bits = <u64>bitOffset;
  state.mode |= <u8>MODE_RESUMED;
  state.phase = SKIP_BITS;
  state.wanted = <u32>bits & 7;
  state.inputBefore = bits >> 3;
  state.bitOffset = bits;
  state.outputOffset = <u64>outputOffset;
  state.position = state.window + historyLength;
}

/** A run ends (PAUSED) at the first start of a block, but not of the end of the data, with `outputOffset` bytes before it. */
export function inflatePauseAt(state: InflateState, outputOffset: f64): void {
  state.pauseAt = <u64>outputOffset;
}

/**
 * Decodes from `length` bytes at `input` until input runs out (MORE_INPUT), the window or `maxOutput` is full
 * (MORE_OUTPUT), the data ends (END), a block starts where inflatePauseAt asked for it (PAUSED), or a fault (below zero, and the same in every later call). Output already
 * produced is valid in every case, until the next run on the same state.
 */
export function inflateRun(state: InflateState, input: usize, length: u32, maxOutput: u32): i32 {
  state.inputUsed = 0;
  state.outputLength = 0;
  if (state.fault) return state.fault;
  if (state.position == state.windowEnd) slideWindow(state);
  const from = state.position;
  state.output = state.crcFrom = from;
  state.limit = from + min<usize>(state.windowEnd - from, maxOutput);
  state.input = state.inputStart = input;
  state.inputEnd = input + length;
  let result: i32;
  do result = step(state); while (result == CONTINUE);
  countOutput(state);
  state.inputUsed = <u32>(state.input - input);
  state.offset = inputOffset(state);
  state.inputBefore += state.inputUsed;
  state.bitOffset = (state.inputBefore << 3) - state.bitCount;
  state.outputLength = <u32>(state.position - from);
  state.outputOffset += state.outputLength;
  state.historyLength = <u32>min<usize>(state.position - state.history, HISTORY_BYTES);
  if (result < 0) state.fault = result;
  return result;
}

/** Call after the last input: END, or a fault. */
export function inflateFinish(state: InflateState): i32 {
  if (state.fault) return state.fault;
  if (state.phase == DONE) return END;
  // Between members, or one stray byte that happens to be the first of the magic.
  if (state.phase == HEADER_FIXED && state.done < 2 && state.members) return END;
  return TRUNCATED;
}

/** Moves the reachable history to the front of a full window. */
function slideWindow(state: InflateState): void {
  const from = state.position - HISTORY_BYTES;
  const shift = from - state.window;
  memory.copy(state.window, from, HISTORY_BYTES);
  state.position -= shift;
  state.history = state.history - state.window > shift ? state.history - shift : state.window;
}

function step(state: InflateState): i32 {
  switch (state.phase) {
    case BLOCK: return readBlockHeader(state);
    case STORED_LENGTH: return readStoredLength(state);
    case STORED: return copyStored(state);
    case CODE_COUNTS: return readCodeCounts(state);
    case PRECODE: return readPrecode(state);
    case CODE_LENGTHS: return readCodeLengths(state);
    case SYMBOLS: return decodeSymbols(state);
    case MATCH: return copyMatch(state);
    case TRAILER_CRC: return readTrailerCrc(state);
    case TRAILER_SIZE: return readTrailerSize(state);
    case DONE: return END;
    case SKIP_BITS: return skipBits(state);
    default: return readHeader(state);
  }
}
