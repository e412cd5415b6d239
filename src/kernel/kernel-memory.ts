import type { KernelExports } from './kernel-exports.ts';

/** Foreign bytes are copied into linear memory in pieces of this size: it stays in the second-level cache. */
export const PIECE_BYTES = 256 * 1024;
/** An inflate stream's output window: history (32 KiB) moves to its front each time it is full. */
export const WINDOW_BYTES = 256 * 1024;

/** Blocks of one size in linear memory. Closed objects give theirs back, so that memory follows what is open at once. */
class SlotPool {
  readonly #memory: KernelMemory;
  readonly #bytes: number;
  readonly #free: number[] = [];

  constructor(memory: KernelMemory, bytes: number) {
    this.#memory = memory;
    this.#bytes = bytes;
  }

  acquire(): number {
    return this.#free.pop() ?? this.#memory.allocate(this.#bytes);
  }

  release(address: number): void {
    this.#free.push(address);
  }
}

/** One kernel's linear memory: views of it, and the blocks that hashers and inflaters share. */
export class KernelMemory {
  readonly exports: KernelExports;
  /** PIECE_BYTES for the input of hashes; in use only within one call. */
  readonly hashInput: number;
  /** 32 bytes for a digest; in use only within one call. */
  readonly digest: number;
  readonly hashSlots: SlotPool;
  readonly inflateSlots: SlotPool;
  /** Bytes of an inflate slot before its input piece, which the window follows. */
  readonly inflateStateBytes: number;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(exports: KernelExports) {
    this.exports = exports;
    this.#bytes = new Uint8Array(exports.memory.buffer);
    this.#view = new DataView(exports.memory.buffer);
    this.hashInput = this.allocate(PIECE_BYTES);
    this.digest = this.allocate(32);
    this.hashSlots = new SlotPool(this, exports.sha256Size());
    this.inflateStateBytes = Math.ceil(exports.inflateSize() / 64) * 64;
    this.inflateSlots = new SlotPool(this, this.inflateStateBytes + PIECE_BYTES + WINDOW_BYTES);
  }

  /** All of linear memory; good until it grows. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.exports.memory.buffer) this.#bytes = new Uint8Array(this.exports.memory.buffer);
    return this.#bytes;
  }

  /** The same as a DataView. */
  get view(): DataView {
    if (this.#view.buffer !== this.exports.memory.buffer) this.#view = new DataView(this.exports.memory.buffer);
    return this.#view;
  }

  /** @throws Error when memory cannot grow: the browser has none left, or too much is open at once */
  allocate(bytes: number): number {
    const address = this.exports.allocate(bytes);
    if (address === 0) {
      const held = String(this.exports.memory.buffer.byteLength);
      throw new Error(`The kernel's memory cannot grow by ${String(bytes)} bytes; it holds ${held}.`);
    }
    return address;
  }

  /**
   * Hands `bytes` to `use` as addresses and lengths. Bytes that lie in linear memory already (an inflater's output)
   * are used where they are; others are copied to `room`, which has PIECE_BYTES, piece by piece.
   */
  place(bytes: Uint8Array, room: number, use: (address: number, length: number) => void): void {
    if (bytes.buffer === this.exports.memory.buffer) {
      if (bytes.length > 0) use(bytes.byteOffset, bytes.length);
      return;
    }
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      this.bytes.set(piece, room);
      use(room, piece.length);
    }
  }
}
