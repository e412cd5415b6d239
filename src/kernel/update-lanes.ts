import type { LaneArguments } from './kernel-exports.ts';
import type { KernelHasher } from './kernel-hasher.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { PIECE_BYTES } from './kernel-memory.ts';

/** How many hashes the vector code advances at once. */
export const LANES = 4;
const LANE_PIECE_BYTES = PIECE_BYTES / LANES;

export interface HashLane {
  readonly hasher: KernelHasher;
  readonly bytes: Uint8Array;
}

/**
 * Updates up to four hashes in lock step, at one and a half to three times the speed of one after the other. Lengths may differ, but
 * what one lane has more than the second longest goes at the speed of a single hash.
 * @throws Error for more than four lanes, or the same hasher twice
 */
export function updateLanes(memory: KernelMemory, lanes: readonly HashLane[]): void {
  const hashers = new Set(lanes.map(({ hasher }) => hasher));
  if (lanes.length > LANES || hashers.size < lanes.length) throw new Error('Lanes: at most four, each its own hash.');
  if (lanes.some(({ hasher }) => hasher.memory !== memory)) throw new Error('This hash is of another kernel.');
  const longest = Math.max(0, ...lanes.map(({ bytes }) => bytes.length));
  for (let at = 0; at < longest; at += LANE_PIECE_BYTES) {
    const args: LaneArguments = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    lanes.forEach(({ hasher, bytes }, lane) => {
      const piece = bytes.subarray(at, at + LANE_PIECE_BYTES);
      const inPlace = piece.buffer === memory.exports.memory.buffer;
      const room = memory.hashInput + lane * LANE_PIECE_BYTES;
      if (!inPlace) memory.bytes.set(piece, room);
      args.splice(lane * 3, 3, hasher.context, inPlace ? piece.byteOffset : room, piece.length);
    });
    memory.exports.sha256UpdateLanes(...args);
  }
}
