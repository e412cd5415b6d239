import { computeDiveEfficiency } from './compute-dive-efficiency.ts';
import type { Rootfs } from './rootfs.ts';

/** How much of what is shipped shows in the end; sizes are bytes before compression, scores from 0 to 1. REPORT.md, `efficiency`. */
export interface Efficiency {
  /** Of all `file` entries of all layers. */
  readonly storedBytes: number;
  /** Stored, and shown by no path of the final tree. */
  readonly wastedBytes: number;
  /** 1 when nothing is stored. */
  readonly score: number;
  readonly dive: { readonly score: number; readonly wastedBytes: number };
}

export function computeEfficiency({ layers, tree }: Rootfs): Efficiency {
  let storedBytes = 0;
  for (const { sizes } of layers) for (const size of sizes) storedBytes += size; // 0 for all that are no files
  const shown = tree.bytes;
  const score = storedBytes === 0 ? 1 : shown / storedBytes;
  return { storedBytes, wastedBytes: storedBytes - shown, score, dive: computeDiveEfficiency(tree.stack) };
}
