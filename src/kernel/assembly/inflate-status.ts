// Results of inflateRun and inflateFinish. kernel-error.ts says the faults in words.

/** All input is taken. */
export const MORE_INPUT: i32 = 0;
/** The window or the caller's limit is full: take the output, then pass the rest of the input. */
export const MORE_OUTPUT: i32 = 1;
/** The data is complete, or bytes that are no gzip member follow the last one. */
export const END: i32 = 2;
/** Internal: the phase changed, take the next step. */
export const CONTINUE: i32 = 3;
/** A block starts here, behind the output offset at which the host wanted to be told. Set another one and run on. */
export const PAUSED: i32 = 4;

export const BAD_MAGIC: i32 = -1;
export const BAD_METHOD: i32 = -2;
export const BAD_FLAGS: i32 = -3;
export const BAD_HEADER_CRC: i32 = -4;
export const BAD_BLOCK_TYPE: i32 = -5;
export const BAD_STORED_LENGTH: i32 = -6;
export const BAD_COUNTS: i32 = -7;
export const BAD_CODE: i32 = -8;
export const BAD_SYMBOL: i32 = -9;
export const BAD_DISTANCE: i32 = -10;
export const BAD_CRC: i32 = -11;
export const BAD_SIZE: i32 = -12;
export const TRUNCATED: i32 = -13;
