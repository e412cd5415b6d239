/** A place in a packed stream from which it can be unpacked without what lies before it. */
export interface Checkpoint {
  /** In the packed bytes, in bits: a deflate block begins at any of them, a zstd frame at a multiple of 8. */
  readonly bitOffset: number;
  /** Uncompressed bytes before it. */
  readonly outputOffset: number;
  /** The last uncompressed bytes before it that the bytes behind it may repeat: at most 32 KiB of gzip, none of zstd. */
  readonly window: Uint8Array;
}

/**
 * The checkpoints of one layer in packed columns, by rising offset. Plain data: crosses threads, is kept in IndexedDB. None
 * stands for the start, so that a small layer has none; nor does a plain tar, which can be read anywhere.
 */
export interface LayerCheckpoints {
  readonly count: number;
  readonly bitOffsets: Float64Array<ArrayBuffer>;
  readonly outputOffsets: Float64Array<ArrayBuffer>;
  /** Where in `windows` that of each one ends (exclusive); it starts where the one before ends. */
  readonly windowEnds: Uint32Array<ArrayBuffer>;
  readonly windows: Uint8Array<ArrayBuffer>;
}

/** New columns each time: buffers that were moved to another thread cannot be moved again. */
export function noCheckpoints(): LayerCheckpoints {
  return {
    count: 0,
    bitOffsets: new Float64Array(0),
    outputOffsets: new Float64Array(0),
    windowEnds: new Uint32Array(0),
    windows: new Uint8Array(0),
  };
}
