import { releaseBytes } from '../bytes/release-bytes.ts';
import type { Checkpoint, LayerCheckpoints } from './layer-checkpoints.ts';

/** Uncompressed bytes: unpacked in some 10 ms, which is all that opening a file then costs. */
export const CHECKPOINT_SPACING_BYTES = 4 * 2 ** 20;
/** Of one layer: with full windows 8 MiB, for 1 GiB of what it unpacks to. Larger layers have them farther apart, and half as many. */
const MOST_CHECKPOINTS = 256;

export interface CheckpointBuilderOptions {
  readonly spacingBytes?: number | undefined;
  /** An even number. */
  readonly most?: number | undefined;
}

/**
 * Gathers checkpoints while a layer is unpacked. When there are too many, every second one goes and the spacing doubles, so
 * that memory is bounded whatever the length; from then on half as many are too many, since of such layers there may be several.
 */
export class CheckpointBuilder {
  #most: number;
  readonly #lateMost: number;
  #spacing: number;
  #kept: (Checkpoint & { readonly window: Uint8Array<ArrayBuffer> })[] = [];

  constructor({ spacingBytes = CHECKPOINT_SPACING_BYTES, most = MOST_CHECKPOINTS }: CheckpointBuilderOptions = {}) {
    this.#spacing = spacingBytes;
    this.#most = most;
    this.#lateMost = most / 2;
  }

  /** The output offset from which on the next one is wanted. */
  get nextAt(): number {
    return (this.#kept.at(-1)?.outputOffset ?? 0) + this.#spacing;
  }

  /** Copies the window. One before `nextAt` is left out. */
  add({ bitOffset, outputOffset, window }: Checkpoint): void {
    if (outputOffset < this.nextAt) return;
    this.#kept.push({ bitOffset, outputOffset, window: window.slice() });
    if (this.#kept.length < this.#most) return;
    this.#kept.forEach(({ window: left }, i) => i % 2 === 0 && releaseBytes(left));
    this.#kept = this.#kept.filter((_one, i) => i % 2 === 1);
    this.#spacing *= 2;
    this.#most = this.#lateMost;
  }

  /** Hands over what was gathered, and forgets it. */
  finish(): LayerCheckpoints {
    const kept = this.#kept;
    this.#kept = [];
    const windows = new Uint8Array(kept.reduce((sum, { window }) => sum + window.length, 0));
    const windowEnds = new Uint32Array(kept.length);
    let end = 0;
    kept.forEach(({ window }, i) => {
      windows.set(window, end);
      windowEnds[i] = end += window.length;
      releaseBytes(window);
    });
    return {
      count: kept.length,
      bitOffsets: Float64Array.from(kept, ({ bitOffset }) => bitOffset),
      outputOffsets: Float64Array.from(kept, ({ outputOffset }) => outputOffset),
      windowEnds,
      windows,
    };
  }
}
