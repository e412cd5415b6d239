/** What kernel.wasm exports: assembly/index.ts. All numbers are u32, addresses are bytes into `memory`. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  /** A 64-byte aligned address, or 0 when memory cannot grow. Growing detaches every view made before. */
  allocate(bytes: number): number;
  sha256Size(): number;
  sha256Init(context: number): void;
  sha256Update(context: number, from: number, length: number): void;
  /** Writes 32 bytes to `digest`; the context is spent. */
  sha256Final(context: number, digest: number): void;
  /** Context, address and length of each of four lanes. Length 0: an idle lane, whose context is not looked at. */
  sha256UpdateLanes(...lanes: LaneArguments): void;
  /** Starts with 0. The result is signed in JavaScript: `>>> 0`. */
  crc32(crc: number, from: number, length: number): number;
  /** Where `tarScan` writes: see `tarNumber` and `tarLength`. A multiple of 8. */
  tarFields(): number;
  /** Reads the tar header block of 512 bytes at an address: bits of `tarScanned`, 0 when it is none of the plain ones. */
  tarScan(block: number): number;
  inflateSize(): number;
  inflateNameOffset(): number;
  /** `window` is `windowSize` bytes, at least 65,536, of which the last 64 are slack. `mode`: see `inflateMode`. */
  inflateInit(state: number, window: number, windowSize: number, mode: number): void;
  /**
   * After `inflateInit`, with the last `historyLength` (at most 32,768) bytes of output before the block at the start of
   * the window. Offsets are whole numbers below 2^53.
   */
  inflateResume(state: number, historyLength: number, bitOffset: number, outputOffset: number): void;
  /** From this output offset on, the start of a block ends the run (`paused`). A finite number. */
  inflatePauseAt(state: number, outputOffset: number): void;
  /** At most `maxOutput` bytes. A status of `inflateStatus`, or below zero a fault (kernel-error.ts). */
  inflateRun(state: number, input: number, length: number, maxOutput: number): number;
  /** After the last input: `end`, or a fault. */
  inflateFinish(state: number): number;
}

/** Context, address and length of one lane after the other. */
export type LaneArguments = [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Bits that `tarScan` gives: the header is a plain one; so are the numbers of a device. */
export const tarScanned = { header: 1, devices: 2 } as const;

/** What `tarScan` found: places in an array of 64-bit floats at `tarFields`. */
export const tarNumber = {
  mode: 0,
  uid: 1,
  gid: 2,
  size: 3,
  mtimeSeconds: 4,
  deviceMajor: 5,
  deviceMinor: 6,
} as const;
/** And in one of 32-bit numbers at the same address. */
export const tarLength = { name: 14, link: 15, prefix: 16 } as const;

/** Bits of `inflateInit`'s mode. */
export const inflateMode = { gzip: 1, skipCrc: 2 } as const;

/** Results of `inflateRun` and `inflateFinish`: assembly/inflate-status.ts. */
export const inflateStatus = { moreInput: 0, moreOutput: 1, end: 2, paused: 4 } as const;

/** Where the host reads an inflate state, little-endian: `InflateState` in assembly/inflate-state.ts. */
export const inflateField = {
  inputUsed: 0,
  output: 4,
  outputLength: 8,
  members: 12,
  endOffset: 16,
  offset: 24,
  mtimeSeconds: 32,
  flags: 36,
  extraFlags: 37,
  os: 38,
  nameLength: 40,
  historyLength: 44,
  bitOffset: 48,
  outputOffset: 56,
} as const;
