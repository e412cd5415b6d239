/** Bytes of a content hash. */
export const CONTENT_HASH_BYTES = 16;

/**
 * A fast 128-bit hash (XXH128) to tell contents apart, one file after the other. No proof: who wants to be sure of equal
 * bytes, or suspects malice, compares SHA-256.
 */
export interface ContentHasher {
  /** Begins a file, whatever came before. */
  init(): void;
  update(bytes: Uint8Array): void;
  /** Ends the file: writes its 16 bytes to `target` from `offset` on. */
  digestInto(target: Uint8Array, offset: number): void;
}

/** A port, as `CreateHasher` is. Any number of hashers may run side by side. */
export type CreateContentHasher = () => ContentHasher;
