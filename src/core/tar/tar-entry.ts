/** What a header describes; `other`: a type flag that no container engine unpacks. */
export type TarEntryType = 'file' | 'dir' | 'symlink' | 'hardlink' | 'fifo' | 'char' | 'block' | 'other';

/** How a header is written: by its magic, `pax` when a pax record belongs to it. */
export type TarFormat = 'v7' | 'ustar' | 'star' | 'gnu' | 'pax';

/** An extended attribute. The name is a binary string: one character per byte. */
export interface Xattr {
  readonly name: string;
  readonly value: Uint8Array<ArrayBuffer>;
  /** `SCHILY.xattr.` is what engines apply, `LIBARCHIVE.xattr.` (bsdtar) is passed over by all of them. */
  readonly applied: boolean;
}

/** One entry of a tar, pax and GNU records applied. Offsets and sizes are bytes of the (unpacked) tar. */
export interface TarHeader {
  readonly type: TarEntryType;
  /** The flag as written, one byte. */
  readonly typeFlag: number;
  /** As written, not made safe: may be absolute, hold `..`, end in `/`, or be no UTF-8. */
  readonly nameBytes: Uint8Array<ArrayBuffer>;
  /** Target of a symlink or hard link as written; empty for the rest. */
  readonly linkBytes: Uint8Array<ArrayBuffer>;
  /** The low 12 bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of the file as it unpacks; 0 for what has no content. */
  readonly size: number;
  /** Bytes in the tar from `dataOffset` on, without padding: `size` except for sparse files. */
  readonly storedSize: number;
  /** The content lies in pieces with a map of where they belong; only the sizes are understood here. */
  readonly sparse: boolean;
  /** Seconds since 1970; may be negative, and has a fraction where pax says so. */
  readonly mtimeSeconds: number;
  readonly deviceMajor: number;
  readonly deviceMinor: number;
  readonly format: TarFormat;
  /** Names of owner and group as written, binary strings, often empty; engines go by the numbers. */
  readonly userName: string;
  readonly groupName: string;
  /** Sorted by name, each name once; empty unless the reader was asked for them. */
  readonly xattrs: readonly Xattr[];
  /** Of the entry's own header block; pax and GNU records that belong to it lie before. */
  readonly headerOffset: number;
  readonly dataOffset: number;
}

/** A header with its names as text for people and reports: see `decodeName`. */
export interface TarEntry extends TarHeader {
  readonly name: string;
  readonly linkName: string;
}
