import type { KernelMemory } from './kernel-memory.ts';

/** Two digits of every byte: for small blobs, writing the digest costs as much as hashing. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * SHA-256 of one stream, about 104 bytes of linear memory. `digestHex` gives them back; call `close` on a hash that
 * is given up before.
 */
export class KernelHasher {
  readonly #memory: KernelMemory;
  #slot: number | undefined;

  constructor(memory: KernelMemory) {
    this.#memory = memory;
    this.#slot = memory.hashSlots.acquire();
    memory.exports.sha256Init(this.#slot);
  }

  /** Address of the hash state, for `updateLanes`. */
  get context(): number {
    if (this.#slot === undefined) throw new Error('This hash is finished or closed.');
    return this.#slot;
  }

  /** The linear memory it lives in, for `updateLanes`. */
  get memory(): KernelMemory {
    return this.#memory;
  }

  update(bytes: Uint8Array): void {
    const { exports, hashInput } = this.#memory;
    const context = this.context;
    this.#memory.place(bytes, hashInput, (address, length) => {
      exports.sha256Update(context, address, length);
    });
  }

  /** The digest as lowercase hex; once only, and the hash is closed. */
  digestHex(): string {
    const { exports, digest } = this.#memory;
    exports.sha256Final(this.context, digest);
    let hex = '';
    for (const byte of this.#memory.bytes.subarray(digest, digest + 32)) hex += HEX[byte] ?? '';
    this.close();
    return hex;
  }

  /** May be called more than once. */
  close(): void {
    if (this.#slot === undefined) return;
    this.#memory.hashSlots.release(this.#slot);
    this.#slot = undefined;
  }
}
