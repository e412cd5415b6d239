import type { ByteSource } from '../bytes/byte-source.ts';
import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { DumpErrorInfo } from '../errors.ts';
import type { LayerReading } from './layer-reading.ts';

/** One file to be read from first byte to last. Plain data apart from the source, which threads can pass on uncopied. */
export interface FileTask {
  readonly path: string;
  readonly source: ByteSource;
  readonly size: number;
  /** sha256 always, the others when a name or a descriptor asks. */
  readonly algorithms: readonly HashAlgorithm[];
  /** What the dump says this file should come to: digests of its bytes and, for a layer, diff IDs, `algorithm:hex`. */
  readonly expected?: { readonly digests: readonly string[]; readonly diffIds: readonly string[] };
  /** Read as a layer too: unpack, diff ID, tar entries. `encrypted`: announced so, the bytes are only hashed. */
  readonly layer: 'plain' | 'encrypted' | null;
  /** Bytes that a packed layer says it unpacks to, or a guess where it does not say; absent for all that is not packed. */
  readonly unpackedHint?: number;
}

/** What reading one file gave. Kept in IndexedDB. */
export interface FileCheck {
  readonly path: string;
  /** Bytes that were really read. */
  readonly size: number;
  /** Lowercase hex by algorithm; empty when the file could not be read to its end. */
  readonly digests: Readonly<Partial<Record<HashAlgorithm, string>>>;
  readonly layer: LayerReading | null;
  /** Why the file could not be read to its end; a damaged layer is `layer.fault`, not this. */
  readonly error: DumpErrorInfo | null;
}
