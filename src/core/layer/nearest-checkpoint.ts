import type { Checkpoint, LayerCheckpoints } from './layer-checkpoints.ts';

/** The last checkpoint at or before `offset` (of the uncompressed bytes); null when that is the start. */
export function nearestCheckpoint(checkpoints: LayerCheckpoints, offset: number): Checkpoint | null {
  const { outputOffsets, bitOffsets, windowEnds, windows } = checkpoints;
  let low = 0;
  let high = outputOffsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((outputOffsets[middle] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  const place = low - 1;
  const outputOffset = outputOffsets[place];
  const bitOffset = bitOffsets[place];
  if (outputOffset === undefined || bitOffset === undefined) return null;
  return { bitOffset, outputOffset, window: windows.subarray(windowEnds[place - 1] ?? 0, windowEnds[place] ?? 0) };
}
