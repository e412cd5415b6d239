import type { KernelStatus } from './kernel-error.ts';
import { KernelError, truncatedStatus } from './kernel-error.ts';
import { inflateField, inflateMode, inflateStatus } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { PIECE_BYTES, WINDOW_BYTES } from './kernel-memory.ts';

const NO_LIMIT = 0xffff_ffff;
/** The farthest a match reaches: RFC 1951, section 2. */
const HISTORY_BYTES = 32_768;
/** Of FNAME, the kernel keeps this much. */
const NAME_BYTES = 255;

export interface InflateOptions {
  /** Off only where a digest of the output is checked, which proves more. ISIZE is checked in any case. On by default. */
  readonly checkCrc?: boolean;
  /** Where to start when that is not the first byte. Push from the byte that holds the bit; counts and offsets stay those of the file. */
  readonly from?: BlockStart | undefined;
  readonly onBlock?: OnBlock | undefined;
}

/** Where a deflate block starts: with this, and the bytes behind it, a gzip file can be read from its middle. */
export interface BlockStart {
  /** In the file, in bits: blocks begin at any of them. */
  readonly bitOffset: number;
  /** Uncompressed bytes of all members before it. */
  readonly outputOffset: number;
  /** What a match may still reach: the member's last 32 KiB before it, or as many as there are. */
  readonly window: Uint8Array;
}

/** Asked at the start of a block, with a window that is valid only during the call: the output offset from which on to ask again. */
export type OnBlock = (block: BlockStart) => number;

/** The header fields of RFC 1952, section 2.3.1, by which gzip writers can be told apart. */
export interface GzipHeader {
  readonly mtimeSeconds: number;
  readonly flags: number;
  readonly extraFlags: number;
  readonly os: number;
  /** Bytes of the file name in the header, at most 255 of them. */
  readonly name: Uint8Array;
}

/**
 * Inflates one gzip file of any number of members (RFC 1952), piece by piece, from its start or from a block in its
 * middle; then CRC-32 and ISIZE of the member in which it started stay unchecked. Holds about 525 KiB of linear memory
 * until `close`, however long the data.
 */
export class KernelInflater {
  readonly #memory: KernelMemory;
  #slot: number | undefined;
  #running = false;
  #ended = false;
  #failure: Error | undefined;
  #pushed = 0;
  #members = 0;
  #endOffset = 0;
  readonly #onBlock: OnBlock | undefined;

  /** @param options.onBlock asked first at the first block with output before it */
  constructor(memory: KernelMemory, { checkCrc = true, from, onBlock }: InflateOptions = {}) {
    if (from) expectBlockStart(from);
    this.#memory = memory;
    this.#onBlock = onBlock;
    const slot = memory.inflateSlots.acquire();
    const window = slot + memory.inflateStateBytes + PIECE_BYTES;
    memory.exports.inflateInit(slot, window, WINDOW_BYTES, inflateMode.gzip | (checkCrc ? 0 : inflateMode.skipCrc));
    this.#slot = slot;
    if (from) this.#resume(slot, window, from);
    if (onBlock) memory.exports.inflatePauseAt(slot, (from?.outputOffset ?? 0) + 1);
  }

  /** Complete gzip members so far. */
  get members(): number {
    return this.#members;
  }

  /** Input offset after the last complete member: what lies behind it once `finish` has returned is trailing data. */
  get endOffset(): number {
    return this.#endOffset;
  }

  /** Whether bytes that are no gzip member followed the last one. Known for certain once `finish` has returned. */
  get sawTrailing(): boolean {
    return this.#ended && this.#pushed > this.#endOffset;
  }

  /** Of the member begun last; before `close`. */
  get header(): GzipHeader {
    const state = this.#openSlot();
    const { view, bytes, exports } = this.#memory;
    const name = state + exports.inflateNameOffset();
    const nameLength = Math.min(NAME_BYTES, view.getUint32(state + inflateField.nameLength, true));
    return {
      mtimeSeconds: view.getUint32(state + inflateField.mtimeSeconds, true),
      flags: view.getUint8(state + inflateField.flags),
      extraFlags: view.getUint8(state + inflateField.extraFlags),
      os: view.getUint8(state + inflateField.os),
      name: bytes.slice(name, name + nameLength),
    };
  }

  /**
   * Inflates the next bytes of the file. Trailing data is taken and ignored.
   * @param emit gets the output in pieces of at most 256 KiB, each valid only during the call. What it throws is
   * passed on and ends the stream. It must not push to or close this inflater.
   * @throws KernelError for bad data, after all output before it was emitted; then again on every later call
   */
  push(input: Uint8Array, emit: (output: Uint8Array) => void): void {
    const slot = this.#openSlot();
    if (this.#running) throw new Error('This inflater is in use: emit must not push to it.');
    if (this.#failure) throw this.#failure;
    this.#running = true;
    try {
      this.#memory.place(input, slot + this.#memory.inflateStateBytes, (address, length) => {
        if (!this.#ended) this.#inflate(slot, address, length, emit);
        this.#pushed += length;
      });
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error('The reader of the output gave up.', { cause: error });
      throw error;
    } finally {
      this.#running = false;
    }
  }

  /**
   * Says that the file is at its end; all output was emitted before.
   * @throws KernelError with `truncatedStatus` when the last member is not complete
   */
  finish(): void {
    const slot = this.#openSlot();
    if (this.#failure) throw this.#failure;
    const status = this.#memory.exports.inflateFinish(slot);
    if (status === truncatedStatus) throw (this.#failure = new KernelError(truncatedStatus, this.#pushed));
    this.#ended = true;
  }

  /** Gives the memory back; nothing but the counts can be read afterwards. May be called more than once. */
  close(): void {
    if (this.#running) throw new Error('This inflater is in use: emit must not close it.');
    if (this.#slot === undefined) return;
    this.#memory.inflateSlots.release(this.#slot);
    this.#slot = undefined;
  }

  #openSlot(): number {
    if (this.#slot === undefined) throw new Error('This inflater is closed.');
    return this.#slot;
  }

  #resume(slot: number, address: number, { window, bitOffset, outputOffset }: BlockStart): void {
    this.#memory.bytes.set(window, address);
    this.#memory.exports.inflateResume(slot, window.length, bitOffset, outputOffset);
    this.#pushed = Math.floor(bitOffset / 8);
  }

  #inflate(state: number, address: number, length: number, emit: (output: Uint8Array) => void): void {
    const memory = this.#memory;
    let used = 0;
    let status: number;
    do {
      status = memory.exports.inflateRun(state, address + used, length - used, NO_LIMIT);
      const { view } = memory;
      used += view.getUint32(state + inflateField.inputUsed, true);
      this.#members = view.getUint32(state + inflateField.members, true);
      this.#endOffset = Number(view.getBigUint64(state + inflateField.endOffset, true));
      this.#emit(
        view.getUint32(state + inflateField.output, true),
        view.getUint32(state + inflateField.outputLength, true),
        emit,
      );
      if (status === inflateStatus.paused) this.#askOnBlock(state);
    } while (status === inflateStatus.moreOutput || status === inflateStatus.paused);
    if (status < 0) {
      const offset = Number(memory.view.getBigUint64(state + inflateField.offset, true));
      throw new KernelError(status as KernelStatus, offset);
    }
    this.#ended = status === inflateStatus.end;
  }

  #askOnBlock(state: number): void {
    const { view, bytes, exports } = this.#memory;
    const end =
      view.getUint32(state + inflateField.output, true) + view.getUint32(state + inflateField.outputLength, true);
    const outputOffset = Number(view.getBigUint64(state + inflateField.outputOffset, true));
    const next = this.#onBlock?.({
      bitOffset: Number(view.getBigUint64(state + inflateField.bitOffset, true)),
      outputOffset,
      window: bytes.subarray(end - view.getUint32(state + inflateField.historyLength, true), end),
    });
    // At least one byte on, or the same block would be told of for ever.
    exports.inflatePauseAt(state, Math.min(Math.max(next ?? 0, outputOffset + 1), Number.MAX_SAFE_INTEGER));
  }

  #emit(address: number, length: number, emit: (output: Uint8Array) => void): void {
    if (length === 0) return;
    const output = this.#memory.bytes.subarray(address, address + length);
    emit(output);
    // Growing detaches the view, and whoever read on in it has seen no bytes at all.
    if (output.length !== length) {
      throw new Error('The kernel opened something during emit for which its memory had to grow: open it before.');
    }
  }
}

/** @throws RangeError for what no inflater has told of: it may come from storage */
function expectBlockStart({ bitOffset, outputOffset, window }: BlockStart): void {
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  if (!isCount(bitOffset) || !isCount(outputOffset) || window.length > HISTORY_BYTES || window.length > outputOffset) {
    throw new RangeError('No block starts there.');
  }
}
