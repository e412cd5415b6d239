export type HashAlgorithm = 'sha256' | 'sha384' | 'sha512' | 'blake3';

/** One running hash. Not reusable after `digestHex`. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** Lowercase hex. */
  digestHex(): string;
  /** Frees what an unfinished hash holds; not needed after `digestHex`. */
  close?(): void;
}

/** Hashing is a port: hash-wasm or the kernel stands behind it. Synchronous; whoever passes it in has loaded the code. */
export type CreateHasher = (algorithm: HashAlgorithm) => Hasher;
