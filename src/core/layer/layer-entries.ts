import type { NumberColumnArray } from './number-column.ts';

/** Codes of `types`: what a tar entry describes. Index into this list. */
export const ENTRY_TYPES = ['file', 'dir', 'symlink', 'hardlink', 'fifo', 'char', 'block'] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/**
 * The entries of one layer in packed columns, in the order of the tar. All columns lie in one buffer: a million entries move
 * between threads without a copy, and are kept in IndexedDB, as one. Names are bytes as written; entry i's name is `names[nameEnds[i-1] ?? 0, nameEnds[i])`.
 * Columns are exactly `count` long, and as narrow as their largest value allows.
 */
export interface LayerEntries {
  readonly count: number;
  readonly names: Uint8Array<ArrayBuffer>;
  readonly nameEnds: Uint32Array<ArrayBuffer>;
  /** Link targets of symlinks and hard links as written, empty for the rest; laid out like `names`. */
  readonly targets: Uint8Array<ArrayBuffer>;
  readonly targetEnds: Uint32Array<ArrayBuffer>;
  /** Index into ENTRY_TYPES. */
  readonly types: Uint8Array<ArrayBuffer>;
  /** The low 12 bits. */
  readonly modes: Uint16Array<ArrayBuffer>;
  readonly uids: NumberColumnArray;
  readonly gids: NumberColumnArray;
  /** Bytes of content of a `file`, 0 for the rest. */
  readonly sizes: NumberColumnArray;
  /** Seconds since 1970, fractions from pax. */
  readonly mtimes: NumberColumnArray;
  /** Where the header block starts in the uncompressed tar (pax or GNU records that belong to it lie before). */
  readonly headerOffsets: NumberColumnArray;
  /** Where the content starts in the uncompressed tar. */
  readonly dataOffsets: NumberColumnArray;
  readonly deviceMajors: NumberColumnArray;
  readonly deviceMinors: NumberColumnArray;
  /**
   * 16 bytes an entry: XXH128 of a file's content. All zero for what has none, and where it is not known: a sparse file, one
   * that breaks off, or `hasContentHashes` is false.
   */
  readonly contentHashes: Uint8Array<ArrayBuffer>;
  /** False when the layer was read without a content hasher: then `contentHashes` is zero throughout. */
  readonly hasContentHashes: boolean;
  /** Number of the entry's attribute set, packed in `attributes` like names: see `entryAttributes`. */
  readonly attributeSets: NumberColumnArray;
  readonly attributes: Uint8Array<ArrayBuffer>;
  readonly attributeEnds: Uint32Array<ArrayBuffer>;
}
