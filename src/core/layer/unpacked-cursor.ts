import type { ByteSource } from '../bytes/byte-source.ts';
import { releaseBytes } from '../bytes/release-bytes.ts';
import type { Inflater } from './inflater.ts';

/** The first slice is one for a page of a file; the next are larger each time, since who reads on reads much. */
const FIRST_SLICE_BYTES = 128 * 2 ** 10;
const LAST_SLICE_BYTES = 2 * 2 ** 20;
/**
 * Pushed at once: bounds what one push can unpack to, 16 MiB of deflate (1032 : 1) and 128 MiB of zstd (blocks of one
 * repeated byte), of which only what was asked for is held.
 */
const PUSH_BYTES = { gzip: 16 * 2 ** 10, zstd: 4 * 2 ** 10 };
/** Handed out at once, at most. */
const CHUNK_BYTES = 256 * 2 ** 10;
/** Unpacked behind the end of a read and held for the next one. */
const AHEAD_BYTES = 2 ** 20;
/** Room for what is unpacked that stays when it is empty. */
const KEPT_ROOM_BYTES = 2 ** 20;
/** Unpacked between two turns. */
const TURN_BYTES = 8 * 2 ** 20;

const NOTHING = new Uint8Array(0);

export interface CursorReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes unpacked on the way to the end of the range, and how many those are in all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Awaited every few megabytes, so that whoever waits for this thread gets it. */
  readonly takeTurn?: (() => Promise<void>) | undefined;
}

/**
 * Unpacks one layer forwards, range after range: one that begins where the last ended costs nothing extra. It owns its
 * inflater. Memory: the inflater's, two slices of input, one push of output.
 */
export class UnpackedCursor {
  readonly #source: ByteSource;
  readonly #inflater: Inflater;
  readonly #pushBytes: number;
  /** Of the source, where the next slice to be asked for begins. */
  #inputOffset: number;
  #sliceBytes = FIRST_SLICE_BYTES;
  #slice: Uint8Array<ArrayBuffer> = NOTHING;
  /** The slice after this one, for who reads on: the platform reads it while this one is unpacked. */
  #sliceAhead: Promise<Uint8Array<ArrayBuffer>> | null = null;
  #sliceUsed = 0;
  /** Unpacked but not handed out is `#room[#readyStart, #readyEnd)`; one room for all, as a new one each time would be garbage. */
  #room = new Uint8Array(0);
  #readyStart = 0;
  #readyEnd = 0;
  /** Uncompressed offset up to which the inflater has come. */
  #unpacked: number;
  /** Of what it unpacked last, so many bytes behind the end of the read were too many to hold. */
  #dropped = 0;
  #fault: Error | null = null;
  #isDone = false;

  constructor(source: ByteSource, kind: 'gzip' | 'zstd', inflater: Inflater) {
    this.#source = source;
    this.#inflater = inflater;
    this.#pushBytes = PUSH_BYTES[kind];
    this.#inputOffset = Math.floor((inflater.startedAt?.bitOffset ?? 0) / 8);
    this.#unpacked = inflater.startedAt?.outputOffset ?? 0;
  }

  /** Of the uncompressed bytes: the next read may start here or later. Infinity when there can be none. */
  get position(): number {
    return this.#dropped > 0 ? Infinity : this.#next;
  }

  get #next(): number {
    return this.#unpacked - this.#dropped - this.#readyBytes;
  }

  get #readyBytes(): number {
    return this.#readyEnd - this.#readyStart;
  }

  /**
   * The uncompressed bytes `start` to `end` (exclusive) in order, in chunks that are never empty, and valid only until the
   * next one is asked for. Ends early where the layer does. One read at a time; it may be left early and the next one go on from there.
   * @param range.start at or behind `position`
   * @throws `signal.reason` after an abort; DumpError of the packing, after all bytes before the fault; what the platform
   * throws when the file cannot be read
   */
  async *read(
    { start, end }: { readonly start: number; readonly end: number },
    { signal, onProgress, takeTurn }: CursorReadOptions = {},
  ): AsyncGenerator<Uint8Array, void> {
    const first = this.position;
    if (first > start) throw new RangeError('A cursor only moves forwards.');
    let turnAt = this.#unpacked + TURN_BYTES;
    while (this.#next < end) {
      signal?.throwIfAborted();
      const piece = this.#take(start, end);
      if (piece) {
        yield piece;
        continue;
      }
      if (this.#fault) throw this.#fault;
      if (this.#isDone) return;
      if (this.#sliceUsed === this.#slice.length) await this.#nextSlice();
      signal?.throwIfAborted();
      this.#unpackSome(start, end);
      onProgress?.(Math.min(this.#unpacked, end) - first, end - first);
      if (this.#unpacked >= turnAt) {
        await takeTurn?.();
        turnAt = this.#unpacked + TURN_BYTES;
      }
    }
  }

  close(): void {
    this.#readyStart = this.#readyEnd = 0;
    this.#room = new Uint8Array(0);
    this.#sliceAhead = null;
    this.#inflater.close();
  }

  /** The next bytes that are in the range, at most to its end; those before it are dropped. */
  #take(start: number, end: number): Uint8Array | null {
    const skip = Math.min(this.#readyBytes, Math.max(0, start - this.#next));
    const stop = Math.min(this.#readyBytes, end - this.#next, skip + CHUNK_BYTES);
    const piece = this.#room.subarray(this.#readyStart + skip, this.#readyStart + stop);
    this.#readyStart += stop;
    if (this.#readyBytes === 0) {
      this.#readyStart = this.#readyEnd = 0;
      // A bomb made it that large; the piece has it until it is used.
      if (this.#room.length > KEPT_ROOM_BYTES) this.#room = new Uint8Array(0);
    }
    return skip < stop ? piece : null;
  }

  #put(bytes: Uint8Array): void {
    const ready = this.#readyBytes;
    if (this.#readyEnd + bytes.length > this.#room.length) {
      const room = new Uint8Array(Math.max(FIRST_SLICE_BYTES, (ready + bytes.length) * 2));
      room.set(this.#room.subarray(this.#readyStart, this.#readyEnd));
      this.#room = room;
      this.#readyStart = 0;
      this.#readyEnd = ready;
    }
    this.#room.set(bytes, this.#readyEnd);
    this.#readyEnd += bytes.length;
  }

  async #nextSlice(): Promise<void> {
    const read = this.#sliceAhead ?? this.#readSlice();
    this.#sliceAhead = null;
    releaseBytes(this.#slice); // of a stretch of a layer that is read there are many
    this.#slice = NOTHING;
    this.#sliceUsed = 0;
    this.#slice = await read;
    this.#isDone = this.#slice.length === 0; // at the end, or the file is shorter than it was
    if (this.#isDone || this.#sliceBytes < LAST_SLICE_BYTES) return;
    this.#sliceAhead = this.#readSlice();
    this.#sliceAhead.catch(() => undefined); // who waits for it is told
  }

  async #readSlice(): Promise<Uint8Array<ArrayBuffer>> {
    const start = this.#inputOffset;
    const end = Math.min(start + this.#sliceBytes, this.#source.size);
    if (start >= end) return NOTHING;
    this.#inputOffset = end;
    this.#sliceBytes = Math.min(this.#sliceBytes * 2, LAST_SLICE_BYTES);
    return new Uint8Array(await this.#source.slice(start, end).arrayBuffer());
  }

  /** Unpacks until something is ready, input is used up or it is time for a turn. */
  #unpackSome(start: number, end: number): void {
    const until = this.#unpacked + TURN_BYTES;
    const keep = (output: Uint8Array): void => {
      const from = this.#unpacked;
      this.#unpacked += output.length;
      const isTooMuch = this.#unpacked - end > AHEAD_BYTES;
      const first = Math.min(output.length, Math.max(0, start - from));
      const last = isTooMuch ? Math.min(output.length, Math.max(first, end - from)) : output.length;
      this.#dropped += output.length - last;
      if (first === last) return;
      this.#put(output.subarray(first, last));
    };
    while (this.#readyBytes === 0 && this.#unpacked < until && this.#sliceUsed < this.#slice.length) {
      const piece = this.#slice.subarray(this.#sliceUsed, this.#sliceUsed + this.#pushBytes);
      this.#sliceUsed += piece.length;
      try {
        this.#inflater.push(piece, keep);
      } catch (error) {
        this.#fault = error instanceof Error ? error : new Error('The inflater gave up.', { cause: error });
        return;
      }
    }
    if (this.#inflater.sawTrailing) this.#isDone = true;
  }
}
