import type { ContentReader } from '../../core/content/content-reader.ts';
import { readSparseMap, type SparsePiece } from '../../core/content/sparse-map.ts';
import { stretchesOf } from '../../core/content/sparse-stream.ts';
import { isSparse } from '../../core/layer/entry-attributes.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import type { ReadUnpackedOptions } from '../../core/layer/read-unpacked.ts';
import { readEntryHeader } from './entry-header.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { gatherLayer } from './gather-layer.ts';

/** Read at once: opening a packed layer somewhere costs more than reading on. */
const BLOCK_BYTES = 256 * 1024;
/** Kept of one file: enough that the tables of an executable and the pages around the one on screen are there. */
const KEPT_BLOCKS = 32;
const ZEROS = new Uint8Array(BLOCK_BYTES);

/** The content of one file of a layer: at any place, in blocks that are kept for a while, or as a stream. */
export class ContentFile implements ContentReader {
  readonly size: number;
  readonly #session: ExplorerSession;
  readonly #layerPath: string;
  readonly #dataOffset: number;
  /** Null for a file that lies in one piece. */
  readonly #pieces: readonly SparsePiece[] | null;
  readonly #blocks = new Map<number, Uint8Array<ArrayBuffer>>();

  private constructor(
    session: ExplorerSession,
    layerPath: string,
    place: { readonly size: number; readonly dataOffset: number; readonly pieces: readonly SparsePiece[] | null },
  ) {
    this.#session = session;
    this.#layerPath = layerPath;
    this.size = place.size;
    this.#dataOffset = place.dataOffset;
    this.#pieces = place.pieces;
  }

  /** @throws ContentFault for a sparse map that cannot be; as `session.readLayer` */
  static async open(
    session: ExplorerSession,
    layerPath: string,
    entries: LayerEntries,
    index: number,
  ): Promise<ContentFile> {
    const size = entries.sizes[index] ?? 0;
    const dataOffset = entries.dataOffsets[index] ?? 0;
    let pieces: SparsePiece[] | null = null;
    if (isSparse(entries, index)) {
      const { bytes, headerAt } = await readEntryHeader(session, layerPath, entries, index);
      const readStored = (start: number, end: number) =>
        gatherLayer(session, layerPath, dataOffset + start, dataOffset + end);
      pieces = await readSparseMap(bytes, headerAt, size, readStored);
    }
    return new ContentFile(session, layerPath, { size, dataOffset, pieces });
  }

  async read(start: number, end: number, options: ReadUnpackedOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    const from = Math.min(Math.max(0, start), this.size);
    const to = Math.min(Math.max(from, end), this.size);
    const result = new Uint8Array(to - from);
    let have = 0;
    await this.#load(from, to, options);
    for (let at = from; at < to;) {
      const block = Math.floor(at / BLOCK_BYTES);
      const bytes = this.#blocks.get(block)?.subarray(at - block * BLOCK_BYTES, to - block * BLOCK_BYTES);
      if (!bytes || bytes.length === 0) break; // the layer breaks off
      result.set(bytes, have);
      have += bytes.length;
      at += bytes.length;
    }
    return have === result.length ? result : result.slice(0, have);
  }

  /** The bytes `start` to `end`, in chunks that are valid only until the next. */
  async *stream(start: number, end: number, options: ReadUnpackedOptions = {}): AsyncGenerator<Uint8Array, void> {
    const to = Math.min(end, this.size);
    if (start >= to) return;
    if (this.#pieces === null) {
      yield* this.#stored(start, to, options);
      return;
    }
    for (const { storedAt, length } of stretchesOf(this.#pieces, start, to)) {
      if (storedAt === null) yield* zeros(length, options.signal);
      else yield* this.#stored(storedAt, storedAt + length, options);
    }
  }

  #stored(start: number, end: number, options: ReadUnpackedOptions): AsyncGenerator<Uint8Array, void> {
    return this.#session.readLayer(
      this.#layerPath,
      { start: this.#dataOffset + start, end: this.#dataOffset + end },
      options,
    );
  }

  /** Reads the blocks that are missing, all in one go. */
  async #load(from: number, to: number, options: ReadUnpackedOptions): Promise<void> {
    let [first, end] = [Math.floor(from / BLOCK_BYTES), Math.ceil(to / BLOCK_BYTES)];
    const wanted = end - first;
    while (first < end && this.#keep(first)) first += 1;
    while (end > first && this.#keep(end - 1)) end -= 1;
    if (first >= end) return;
    let at = first * BLOCK_BYTES;
    let block = new Uint8Array(Math.min(BLOCK_BYTES, this.size - at));
    let filled = 0;
    for await (const chunk of this.stream(at, Math.min(this.size, end * BLOCK_BYTES), options)) {
      for (let used = 0; used < chunk.length;) {
        const piece = chunk.subarray(used, used + block.length - filled);
        block.set(piece, filled);
        filled += piece.length;
        used += piece.length;
        if (filled < block.length) continue;
        this.#put(at / BLOCK_BYTES, block, wanted);
        at += block.length;
        block = new Uint8Array(Math.max(0, Math.min(BLOCK_BYTES, this.size - at)));
        filled = 0;
      }
    }
    if (filled > 0) this.#put(at / BLOCK_BYTES, block.slice(0, filled), wanted);
  }

  /** True when the block is here; it then counts as used last. */
  #keep(block: number): boolean {
    const bytes = this.#blocks.get(block);
    if (!bytes) return false;
    this.#blocks.delete(block);
    this.#blocks.set(block, bytes);
    return true;
  }

  #put(block: number, bytes: Uint8Array<ArrayBuffer>, needed: number): void {
    this.#blocks.set(block, bytes);
    for (const key of this.#blocks.keys()) {
      if (this.#blocks.size <= Math.max(KEPT_BLOCKS, needed)) break;
      this.#blocks.delete(key);
    }
  }
}

const PAUSE_BYTES = 16 * 2 ** 20;

/** Holes cost no reading, so nothing would ever let an abort through: a pause now and then does. */
async function* zeros(length: number, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void> {
  for (let done = 0; done < length; done += BLOCK_BYTES) {
    if (done % PAUSE_BYTES === 0 && done > 0) await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    yield ZEROS.subarray(0, Math.min(BLOCK_BYTES, length - done));
  }
}
