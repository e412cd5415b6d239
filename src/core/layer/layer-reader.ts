import { decodeName } from '../bytes/byte-names.ts';
import type { ContentHasher, CreateContentHasher } from '../bytes/content-hasher.ts';
import { type DigestStream, streamedDigest } from '../bytes/digest-stream.ts';
import type { CreateHasher } from '../bytes/hasher.ts';
import { DumpError } from '../errors.ts';
import type { DumpErrorInfo } from '../errors.ts';
import { UNCOMPRESSED_LAYER_BYTES } from '../limits.ts';
import type { ScanTarBlock } from '../tar/tar-block.ts';
import type { TarHeader } from '../tar/tar-entry.ts';
import { TarStream } from '../tar/tar-stream.ts';
import type { TarContentSink } from '../tar/tar-stream.ts';
import { CHECKPOINT_SPACING_BYTES } from './checkpoint-builder.ts';
import { isClosed } from './inflater.ts';
import type { Compression, CreateInflater, Inflater } from './inflater.ts';
import { LayerEntriesBuilder } from './layer-entries-builder.ts';
import { noCheckpoints } from './layer-checkpoints.ts';
import type { LayerFault, LayerReading } from './layer-reading.ts';
import { SNIFF_BYTES, sniffCompression } from './sniff-compression.ts';
import { whiteoutKind } from './whiteout.ts';

export interface LayerPorts {
  readonly createHasher: CreateHasher;
  readonly createInflater: CreateInflater;
  /** Without one the content hashes of the entries stay unknown. */
  readonly createContentHasher?: CreateContentHasher | undefined;
  /** Reads plain tar headers faster; all are read without it too. */
  readonly scanTarBlock?: ScanTarBlock | undefined;
}

export interface LayerReaderOptions {
  /** Announced as encrypted: nothing is unpacked. */
  readonly encrypted?: boolean | undefined;
  /**
   * The SHA-256 of all bytes pushed, lowercase hex, asked for in `finish`. A caller who hashes the stored bytes anyway gives
   * it, so that those of an unpacked layer, whose digest is its diff ID, are not hashed twice.
   */
  readonly storedSha256?: (() => Promise<string>) | undefined;
  /** For what comes out of a packed layer; `createHasher` when absent. */
  readonly createUnpackedDigest?: (() => DigestStream) | undefined;
}

const NOTHING = new Uint8Array(0);

/**
 * Reads one layer that comes in chunks: unpacks it, hashes what comes out (the diff ID), lists its entries.
 * A fault in the tar ends the list, not the hash; a fault in the packing ends both. What is packed in a way not read here is
 * passed over, as if it were encrypted. Call `push` until the end, then `finish`
 * once; `close` when it is left in between. Memory: the entries, the inflater's window, one tar record.
 */
export class LayerReader {
  readonly #ports: LayerPorts;
  readonly #options: LayerReaderOptions;
  readonly #entries = new LayerEntriesBuilder();
  readonly #contentHasher: ContentHasher | null;
  readonly #tar: TarStream;
  /** The last entry is a file whose content is being hashed. */
  #isHashing = false;
  /** First bytes, until there are enough to tell the packing. */
  #head: Uint8Array = NOTHING;
  #compression: Compression | null = null;
  #inflater: Inflater | null = null;
  #digest: DigestStream | null = null;
  #stored = 0;
  /** Where the last byte that is not zero ends, of those pushed: zeros after the last member are padding. */
  #storedNonZero = 0;
  #unpacked = 0;
  #whiteouts = 0;
  #opaqueWhiteouts = 0;
  #tarFault: LayerFault | null = null;
  #packFault: LayerFault | null = null;

  constructor(ports: LayerPorts, options: LayerReaderOptions = {}) {
    this.#ports = ports;
    this.#options = options;
    this.#contentHasher = (!options.encrypted && ports.createContentHasher?.()) || null;
    this.#tar = new TarStream(
      (entry) => this.#addEntry(entry),
      this.#contentHasher && this.#sinkOf(this.#contentHasher),
      ports.scanTarBlock,
    );
    if (options.encrypted) this.#compression = 'encrypted';
  }

  /** Takes the next stored bytes; keeps none of them. Never throws for what they hold. */
  push(bytes: Uint8Array): void {
    if (this.#compression !== null) return this.#take(bytes);
    const head = this.#head.length === 0 ? bytes : joined(this.#head, bytes);
    if (head.length < SNIFF_BYTES) {
      this.#head = head.slice();
      return;
    }
    this.#head = NOTHING;
    this.#begin(head);
    this.#take(head);
  }

  /** After the last bytes. */
  async finish(): Promise<LayerReading> {
    const reading = this.end();
    const isHashed = !isClosed(reading.compression) && !this.#packFault;
    const diffId = isHashed ? `sha256:${await this.#digestHex()}` : null;
    this.close();
    return { ...reading, diffId };
  }

  /** After the last bytes: all but the diff ID. */
  end(): Omit<LayerReading, 'diffId'> {
    if (this.#compression === null) {
      this.#begin(this.#head);
      this.#take(this.#head);
    }
    const { members, trailingBytes } = this.#finishInflater();
    const closed = isClosed(this.#compression);
    if (!closed) this.#guardTar(() => this.#tar.finish());
    const { state } = this.#tar;
    return {
      compression: this.#compression ?? 'unknown',
      members,
      uncompressedSize: this.#unpacked,
      entries: this.#entries.finish(this.#contentHasher !== null),
      checkpoints: this.#inflater?.takeCheckpoints?.() ?? noCheckpoints(),
      whiteouts: this.#whiteouts,
      opaqueWhiteouts: this.#opaqueWhiteouts,
      trailingBytes,
      tarTrailingBytes: state.trailingBytes,
      endBlocks: state.endBlocks,
      lastPadded: state.lastPadded,
      ...(state.globalHeaders > 0 && { globalHeaders: state.globalHeaders }),
      isTar: !closed && state.isTar && (this.#unpacked > 0 || this.#packFault === null),
      // Damaged packing explains the damage in the tar that came out of it, not the other way round.
      fault: this.#packFault ?? this.#tarFault,
    };
  }

  /** Frees what the inflater and an unfinished hash hold. Safe to call twice. */
  close(): void {
    this.#inflater?.close();
    this.#digest?.close();
  }

  #addEntry(entry: TarHeader): void {
    this.#isHashing = false;
    this.#entries.add(entry);
    const kind = whiteoutKind(entry.nameBytes);
    if (kind === 'whiteout') this.#whiteouts += 1;
    else if (kind === 'opaque') this.#opaqueWhiteouts += 1;
    // The pieces of a sparse file alone do not say what it unpacks to.
    if (!this.#contentHasher || entry.type !== 'file' || entry.sparse) return;
    this.#contentHasher.init();
    if (entry.storedSize === 0) this.#entries.addContentHash(this.#contentHasher);
    else this.#isHashing = true;
  }

  #sinkOf(hasher: ContentHasher): TarContentSink {
    return {
      onContent: (piece) => this.#isHashing && hasher.update(piece),
      onContentEnd: () => this.#isHashing && this.#entries.addContentHash(hasher),
    };
  }

  #begin(head: Uint8Array): void {
    this.#compression = sniffCompression(head);
    const isPacked = this.#compression === 'gzip' || this.#compression === 'zstd';
    if (isPacked) {
      const options = { checkpointBytes: CHECKPOINT_SPACING_BYTES };
      this.#inflater = this.#ports.createInflater(this.#compression as 'gzip' | 'zstd', options);
    }
    if (isPacked || !(this.#options.storedSha256 || isClosed(this.#compression))) this.#digest = this.#createDigest();
  }

  #take(bytes: Uint8Array): void {
    if (isClosed(this.#compression)) return;
    const start = this.#stored;
    this.#stored += bytes.length;
    if (!this.#inflater) return this.#takeUnpacked(bytes);
    const last = bytes.findLastIndex((byte) => byte !== 0);
    if (last >= 0) this.#storedNonZero = start + last + 1;
    this.#guardPack(() => this.#inflater?.push(bytes, this.#takeUnpacked));
  }

  readonly #takeUnpacked = (bytes: Uint8Array): void => {
    if (this.#inflater && this.#unpacked + bytes.length > UNCOMPRESSED_LAYER_BYTES) {
      const data = { limit: 'UNCOMPRESSED_LAYER_BYTES', value: UNCOMPRESSED_LAYER_BYTES };
      throw new DumpError({ code: 'limit-reached', data });
    }
    this.#unpacked += bytes.length;
    this.#digest?.update(bytes);
    if (!this.#tarFault) this.#guardTar(() => this.#tar.push(bytes));
  };

  #finishInflater(): { members: number; trailingBytes: number } {
    const inflater = this.#inflater;
    if (!inflater) return { members: isClosed(this.#compression) ? 0 : 1, trailingBytes: 0 };
    this.#guardPack(() => inflater.finish(this.#takeUnpacked));
    const trailing = inflater.sawTrailing && !this.#packFault ? this.#storedNonZero - inflater.endOffset : 0;
    return { members: inflater.members, trailingBytes: Math.max(0, trailing) };
  }

  #createDigest(): DigestStream {
    return this.#options.createUnpackedDigest?.() ?? streamedDigest(this.#ports.createHasher('sha256'));
  }

  async #digestHex(): Promise<string> {
    const digest = this.#digest;
    this.#digest = null; // nothing is left to be closed
    return digest ? digest.digestHex() : ((await this.#options.storedSha256?.()) ?? '');
  }

  #guardTar(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#tarFault ??= this.#faultOf(error, this.#unpacked);
    }
  }

  #guardPack(step: () => void): void {
    if (this.#packFault) return;
    try {
      step();
    } catch (error) {
      this.#packFault = this.#faultOf(error, this.#stored);
    }
  }

  /** @throws what is no DumpError: our own mistake, not the layer's */
  #faultOf(error: unknown, offset: number): LayerFault {
    if (!(error instanceof DumpError)) throw error;
    return { error: error.info, offset: offsetOf(error.info) ?? offset, entry: decodeName(this.#tar.state.lastName) };
  }
}

const offsetOf = (info: DumpErrorInfo): number | null => ('offset' in info.data ? info.data.offset : null);

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const both = new Uint8Array(head.length + tail.length);
  both.set(head);
  both.set(tail, head.length);
  return both;
}
