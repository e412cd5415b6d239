// Bits of the input, lowest first (RFC 1951, section 3.1.1), through a 64-bit buffer in the state.

import { InflateState } from './inflate-state';

/** Fills the bit buffer to at least 56 bits, or to the end of the input. */
export function refill(state: InflateState): void {
  let count = state.bitCount;
  let input = state.input;
  if (state.inputEnd - input >= 8) {
    const bits = state.bits | (load<u64>(input) << count);
    state.input = input + ((63 - count) >> 3);
    count |= 56;
    state.bits = bits & (((<u64>1) << count) - 1);
  } else {
    let bits = state.bits;
    for (; count < 56 && input < state.inputEnd; count += 8) bits |= <u64>load<u8>(input++) << count;
    state.bits = bits;
    state.input = input;
  }
  state.bitCount = count;
}

// @ts-ignore: decorator
@inline export function dropBits(state: InflateState, count: u32): void {
  state.bits >>= count;
  state.bitCount -= count;
}

/** Whether `count` <= 56 bits are there, reading on if need be. */
export function hasBits(state: InflateState, count: u32): bool {
  if (state.bitCount < count) refill(state);
  return state.bitCount >= count;
}

/** The next `count` <= 32 bits, after `hasBits`. */
export function takeBits(state: InflateState, count: u32): u32 {
  const value = <u32>(state.bits & (((<u64>1) << count) - 1));
  dropBits(state, count);
  return value;
}

/** Skips to the next byte boundary. */
export function alignToByte(state: InflateState): void {
  dropBits(state, state.bitCount & 7);
}

/** Input offset of the next unread bit, rounded up to a byte; only during a run. */
export function inputOffset(state: InflateState): u64 {
  return state.inputBefore + (state.input - state.inputStart) - (state.bitCount >> 3);
}
