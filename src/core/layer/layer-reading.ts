import type { DumpErrorInfo } from '../errors.ts';
import type { Compression } from './inflater.ts';
import type { LayerCheckpoints } from './layer-checkpoints.ts';
import type { LayerEntries } from './layer-entries.ts';

/** Everything one pass over a layer gives. Plain data: crosses threads, is kept in IndexedDB. */
export interface LayerReading {
  /** What the bytes are, not what was announced. */
  readonly compression: Compression;
  /** gzip members or zstd frames; 1 for a plain tar, 0 for what was not unpacked. */
  readonly members: number;
  /** `sha256:…` of the uncompressed bytes; null when they could not be read to the end. */
  readonly diffId: string | null;
  readonly uncompressedSize: number;
  readonly entries: LayerEntries;
  /** Where reading can begin within a packed layer. */
  readonly checkpoints: LayerCheckpoints;
  readonly whiteouts: number;
  readonly opaqueWhiteouts: number;
  /** Bytes of the outer stream behind its last member or frame (not counted: all-zero padding). */
  readonly trailingBytes: number;
  /** Non-zero bytes behind the tar's end mark that are no tar header (BuildKit's eStargz TOC entry is one, and read as one). */
  readonly tarTrailingBytes: number;
  /** Complete zero blocks met at the end: 2 or more is whole. */
  readonly endBlocks: number;
  /** The last entry's content is padded to 512 bytes. */
  readonly lastPadded: boolean;
  /** Global pax headers among the entries; absent when there are none. */
  readonly globalHeaders?: number;
  /** True when the content is a tar (an empty one included). */
  readonly isTar: boolean;
  /** Why reading stopped before the end; null when it did not. Entries read before it are kept. */
  readonly fault: LayerFault | null;
}

/** `offset`: of the compressed stream for gzip-… and zstd-… errors, of the tar otherwise; `entry`: the last name met. */
export interface LayerFault {
  readonly error: DumpErrorInfo;
  readonly offset: number;
  readonly entry: string;
}
