import type { Checkpoint, LayerCheckpoints } from './layer-checkpoints.ts';

/** How the bytes of a layer or archive are packed, by their first bytes; `unknown`: neither packed as we know nor a tar. */
export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz' | 'encrypted' | 'unknown';

/** Docker and skopeo unpack these; this app does not: they are too rare to carry two more decoders for them. */
export const isNotUnpackedHere = (compression: Compression | undefined): compression is 'bzip2' | 'xz' =>
  compression === 'bzip2' || compression === 'xz';

/** Of such bytes only the digest is known: nothing of them is unpacked, listed or counted. */
export const isClosed = (compression: Compression | null): boolean =>
  compression === 'encrypted' || compression === 'bzip2' || compression === 'xz';

/**
 * A streaming decompressor, a port: pako, zstddec or the kernel stands behind it.
 * Takes several gzip members, or several zstd frames with skippable ones between, as one stream.
 */
export interface Inflater {
  /**
   * Takes the next input. `emit` is called with output that is valid only during the call.
   * @throws DumpError `gzip-invalid` or `zstd-invalid`; output before the fault has been emitted
   */
  push(input: Uint8Array, emit: (output: Uint8Array) => void): void;
  /** After the last input. @throws DumpError `gzip-truncated` or `zstd-truncated` */
  finish(emit: (output: Uint8Array) => void): void;
  /** Complete gzip members or zstd data frames so far. */
  readonly members: number;
  /** Input bytes up to the end of the last complete member or frame (skippable ones included); what follows is trailing data. */
  readonly endOffset: number;
  /** Input was met after the last complete member that begins no further one. It is ignored, not an error. */
  readonly sawTrailing: boolean;
  /** The checkpoint at which it started: push from the byte that holds its bit. Absent: push from the first byte. */
  readonly startedAt?: Checkpoint | null;
  /** Hands over the checkpoints taken so far, and forgets them. Absent where none are taken. */
  takeCheckpoints?(): LayerCheckpoints;
  /** Frees what it holds (wasm memory). Safe to call twice. */
  close(): void;
}

export interface InflaterOptions {
  /** Start here if this implementation can, which `startedAt` says. */
  readonly from?: Checkpoint | null;
  /** Take checkpoints at least this many uncompressed bytes apart, if this implementation can. */
  readonly checkpointBytes?: number;
}
export type CreateInflater = (kind: 'gzip' | 'zstd', options?: InflaterOptions) => Inflater;
