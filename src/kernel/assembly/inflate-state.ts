// The state of one inflate stream: a plain block of memory at an address the host chose.

import { DISTANCE_ENTRIES, LITERAL_ENTRIES } from './huffman';

// Modes, as bits.
export const MODE_GZIP: u32 = 1;
export const MODE_SKIP_CRC: u32 = 2;
/** The first member was begun in its middle: its CRC-32 and size cannot be known. Ends with it. */
export const MODE_RESUMED: u32 = 4;

// Phases. The gzip header's come first and in order: gzip-header.ts compares them.
export const HEADER_FIXED: i32 = 0;
export const HEADER_EXTRA_LENGTH: i32 = 1;
export const HEADER_EXTRA: i32 = 2;
export const HEADER_NAME: i32 = 3;
export const HEADER_COMMENT: i32 = 4;
export const HEADER_CRC: i32 = 5;
export const BLOCK: i32 = 6;
export const STORED_LENGTH: i32 = 7;
export const STORED: i32 = 8;
export const CODE_COUNTS: i32 = 9;
export const PRECODE: i32 = 10;
export const CODE_LENGTHS: i32 = 11;
export const SYMBOLS: i32 = 12;
/** A match that a full window interrupted. */
export const MATCH: i32 = 13;
export const TRAILER_CRC: i32 = 14;
export const TRAILER_SIZE: i32 = 15;
export const DONE: i32 = 16;
/** Resumed: bits of the first byte belong to the block before. */
export const SKIP_BITS: i32 = 17;

@unmanaged
export class InflateState {
  // Read by the host at these offsets: kernel-exports.ts.
  /** 0: input bytes taken by the last run. */
  inputUsed: u32;
  /** 4: address of its output. */
  output: usize;
  /** 8: bytes of its output. */
  outputLength: u32;
  /** 12: complete gzip members. */
  members: u32;
  /** 16: input offset just after the last complete member, or after the raw stream. */
  endOffset: u64;
  /** 24: input offset up to which everything is decoded. */
  offset: u64;
  /** 32: MTIME of the latest member's header, like the fields below. */
  mtimeSeconds: u32;
  /** 36: FLG. */
  flags: u8;
  /** 37: XFL. */
  extraFlags: u8;
  /** 38: OS. */
  os: u8;
  mode: u8;
  /** 40: bytes of FNAME, of which the first NAME_BYTES are kept. */
  nameLength: u32;
  /** 44: bytes before the end of the last run's output that a match may still reach, at most 32,768. */
  historyLength: u32;
  /** 48: input offset, in bits, up to which everything is decoded. */
  bitOffset: u64;
  /** 56: output bytes of all runs. */
  outputOffset: u64;

  /** Output offset from which on the start of a block ends the run. */
  pauseAt: u64;
  phase: i32;
  fault: i32;
  /** Next input bits, lowest first; zero above `bitCount`. */
  bits: u64;
  bitCount: u32;
  finalBlock: u32;
  /** Input bytes before this run. */
  inputBefore: u64;
  input: usize;
  inputStart: usize;
  inputEnd: usize;
  window: usize;
  windowEnd: usize;
  position: usize;
  /** Where this run's output must end. */
  limit: usize;
  /** First byte a distance may reach. */
  history: usize;
  crcFrom: usize;
  crc: u32;
  /** Member's output bytes modulo 2^32, as ISIZE counts them. */
  memberSize: u32;
  headerCrc: u32;
  /** Bytes a header field or a stored block still wants; in MATCH, what is left of its length; in SKIP_BITS, bits. */
  wanted: u32;
  distance: u32;
  /** The tables hold the fixed codes. */
  fixedTables: u32;
  literalCount: u32;
  distanceCount: u32;
  precodeCount: u32;
  /** Items of the current header field or list read so far. */
  done: u32;
  // The arrays below follow.
}

export const NAME_BYTES: u32 = 255;
const NAME: usize = offsetof<InflateState>();
const LENGTHS: usize = NAME + 256;
const LITERALS: usize = LENGTHS + 320;
const DISTANCES: usize = LITERALS + <usize>LITERAL_ENTRIES * 4;
export const NAME_OFFSET: usize = NAME;
/** What inflateInit clears: all but the tables, which are built before they are read. */
export const CLEARED_BYTES: usize = LITERALS;
export const STATE_BYTES: usize = DISTANCES + <usize>DISTANCE_ENTRIES * 4;

/** First bytes of FNAME. */
// @ts-ignore: decorator
@inline export function nameOf(state: InflateState): usize { return changetype<usize>(state) + NAME; }
/** Code lengths while a block's codes are read, one byte each, at most 320. */
// @ts-ignore: decorator
@inline export function lengthsOf(state: InflateState): usize { return changetype<usize>(state) + LENGTHS; }
// @ts-ignore: decorator
@inline export function literalsOf(state: InflateState): usize { return changetype<usize>(state) + LITERALS; }
/** Holds the precode while the code lengths are read. */
// @ts-ignore: decorator
@inline export function distancesOf(state: InflateState): usize { return changetype<usize>(state) + DISTANCES; }
