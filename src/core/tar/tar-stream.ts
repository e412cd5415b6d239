import { readTar } from './tar-reader.ts';
import { type TarReply, type TarRequest, TarState } from './tar-state.ts';
import type { ScanTarBlock } from './tar-block.ts';
import type { TarHeader } from './tar-entry.ts';

const NOTHING = new Uint8Array(0);

/** Who wants the content of entries, not only their headers. Pieces are valid during the call only. */
export interface TarContentSink {
  /** The next piece of the last entry's content, padding left out. Pieces are never empty. */
  onContent(piece: Uint8Array): void;
  /** All `storedSize` bytes of it have come; not called for an entry without content, or one that breaks off. */
  onContentEnd(): void;
}

/**
 * Reads a tar that comes in chunks of any size, and hands over its entries as they are met. Content is passed over.
 * Memory: one record at most (`TAR_META_BYTES`); chunks are not kept.
 */
export class TarStream {
  readonly state = new TarState();
  readonly #reader: ReturnType<typeof readTar>;
  readonly #onEntry: (entry: TarHeader) => void;
  readonly #sink: TarContentSink | null;
  /** Bytes of the last entry's content that are still to come. */
  #contentLeft = 0;
  /** What the reader waits for; null once it has ended, or failed. */
  #request: TarRequest | null = null;
  /** Bytes of the request that came with earlier chunks. */
  #have = 0;
  #buffer: Uint8Array = NOTHING;

  /**
   * @param onEntry called once per entry, before its content; what it throws ends the reading and passes through `push`
   * @param scan a faster reader of plain header blocks
   */
  constructor(
    onEntry: (entry: TarHeader) => void,
    sink: TarContentSink | null = null,
    scan: ScanTarBlock | null = null,
  ) {
    this.#reader = readTar(this.state, { toEnd: true, xattrs: true, scan });
    this.#onEntry = onEntry;
    this.#sink = sink;
    const first = this.#reader.next();
    if (!first.done) this.#request = first.value;
  }

  /** Takes the next bytes of the tar; all of them are used up. @throws DumpError as `readTar`; later calls do nothing */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (this.#request !== null) {
      const request = this.#request;
      if (request.kind === 'entry') {
        this.#deliver(request.entry);
        continue;
      }
      const missing = request.bytes - this.#have;
      const taken = Math.min(missing, chunk.length - at);
      const piece = chunk.subarray(at, at + taken);
      at += taken;
      if (request.kind === 'read' && (taken < missing || this.#have > 0)) this.#collect(piece, request.bytes);
      if (this.#contentLeft > 0 && taken > 0) this.#passContent(piece);
      const collected = this.#have > 0;
      this.#have += taken;
      if (taken < missing) return;
      const bytes = request.kind === 'skip' ? NOTHING : collected ? this.#buffer.subarray(0, request.bytes) : piece;
      this.#answer({ bytes, have: request.bytes });
    }
  }

  /** After the last bytes. @throws DumpError as `readTar`, `tar-truncated` above all */
  finish(): void {
    while (this.#request !== null) {
      if (this.#request.kind === 'entry') {
        this.#deliver(this.#request.entry);
        continue;
      }
      const bytes = this.#request.kind === 'read' ? this.#buffer.subarray(0, this.#have) : NOTHING;
      this.#answer({ bytes, have: this.#have });
    }
  }

  #deliver(entry: TarHeader): void {
    this.#request = null; // stays so when the callback throws
    this.#onEntry(entry);
    if (this.#sink) this.#contentLeft = entry.storedSize; // the next request is to skip it, with its padding
    this.#answer({ bytes: NOTHING, have: 0 });
  }

  #passContent(piece: Uint8Array): void {
    const content = piece.length > this.#contentLeft ? piece.subarray(0, this.#contentLeft) : piece;
    this.#contentLeft -= content.length;
    this.#sink?.onContent(content);
    if (this.#contentLeft === 0) this.#sink?.onContentEnd();
  }

  /** Kept and grown to the largest request: nearly all are one block. */
  #collect(piece: Uint8Array, size: number): void {
    if (this.#buffer.length < size) {
      const larger = new Uint8Array(size);
      larger.set(this.#buffer.subarray(0, this.#have));
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#have);
  }

  #answer(reply: TarReply): void {
    this.#request = null;
    this.#have = 0;
    const next = this.#reader.next(reply);
    if (!next.done) this.#request = next.value;
  }
}
