import type { Hasher } from './hasher.ts';

/** A running SHA-256 whose end may have to be waited for. Not reusable after `digestHex`. */
export interface DigestStream {
  update(bytes: Uint8Array): void;
  /** Lowercase hex. */
  digestHex(): Promise<string>;
  /** Frees what an unfinished one holds; not needed after `digestHex`. */
  close(): void;
}

/** One that is computed elsewhere, and may fall behind. */
export interface PacedDigest extends DigestStream {
  /** Resolves when little is waiting, or the other side is gone, which the next `update` tells. */
  caughtUp(): Promise<void>;
}

/** SHA-256 of a whole buffer, lowercase hex; the port to what the platform has. */
export type HashWhole = (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;

export function streamedDigest(hasher: Hasher): DigestStream {
  return {
    update: (bytes) => hasher.update(bytes),
    digestHex: () => Promise.resolve(hasher.digestHex()),
    close: () => hasher.close?.(),
  };
}

/**
 * Keeps all bytes and hashes them at once; when they become more than there is room for, goes on as a stream.
 * The hasher for that is asked for beforehand: making one may move the memory in which the bytes of an `update` lie.
 */
export class BufferedDigest implements DigestStream {
  readonly #room: Uint8Array<ArrayBuffer>;
  readonly #hashWhole: HashWhole;
  readonly #hasher: Hasher;
  #length = 0;
  #isStreamed = false;

  /** @param hasher nothing was fed to it; it is this one's to close */
  constructor(room: Uint8Array<ArrayBuffer>, hashWhole: HashWhole, hasher: Hasher) {
    this.#room = room;
    this.#hashWhole = hashWhole;
    this.#hasher = hasher;
  }

  update(bytes: Uint8Array): void {
    const end = this.#length + bytes.length;
    if (!this.#isStreamed && end <= this.#room.length) {
      this.#room.set(bytes, this.#length);
      this.#length = end;
      return;
    }
    if (!this.#isStreamed) this.#hasher.update(this.#room.subarray(0, this.#length));
    this.#isStreamed = true;
    this.#hasher.update(bytes);
  }

  async digestHex(): Promise<string> {
    if (this.#isStreamed) return this.#hasher.digestHex();
    this.#hasher.close?.();
    return this.#hashWhole(this.#room.subarray(0, this.#length));
  }

  close(): void {
    this.#hasher.close?.();
  }
}
