import type { Hasher } from './hasher.ts';

/** A running SHA-256 whose end may have to be waited for. Not reusable after `digestHex`. */
export interface DigestStream {
  update(bytes: Uint8Array): void;
  /** Lowercase hex. */
  digestHex(): Promise<string>;
  /** Frees what an unfinished one holds; not needed after `digestHex`. */
  close(): void;
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

/** Keeps all bytes and hashes them at once; when they become more than there is room for, goes on as a stream. */
export class BufferedDigest implements DigestStream {
  readonly #room: Uint8Array<ArrayBuffer>;
  readonly #hashWhole: HashWhole;
  readonly #createHasher: () => Hasher;
  #length = 0;
  #streamed: Hasher | null = null;

  constructor(room: Uint8Array<ArrayBuffer>, hashWhole: HashWhole, createHasher: () => Hasher) {
    this.#room = room;
    this.#hashWhole = hashWhole;
    this.#createHasher = createHasher;
  }

  update(bytes: Uint8Array): void {
    if (this.#streamed) return this.#streamed.update(bytes);
    const end = this.#length + bytes.length;
    if (end <= this.#room.length) {
      this.#room.set(bytes, this.#length);
      this.#length = end;
      return;
    }
    this.#streamed = this.#createHasher();
    this.#streamed.update(this.#room.subarray(0, this.#length));
    this.#streamed.update(bytes);
  }

  async digestHex(): Promise<string> {
    return this.#streamed ? this.#streamed.digestHex() : this.#hashWhole(this.#room.subarray(0, this.#length));
  }

  close(): void {
    this.#streamed?.close?.();
  }
}
