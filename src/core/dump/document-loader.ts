import { ByteArena } from '../bytes/byte-arena.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { CreateHasher } from '../bytes/hasher.ts';
import { readBytes } from '../bytes/read-bytes.ts';
import { packSmall, readTogether } from '../bytes/read-together.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { parseJson } from '../json/parse-json.ts';
import { DOCUMENTS_BYTES, JSON_BYTES } from '../limits.ts';
import { inParallel } from './in-parallel.ts';
import type { ListedFile, UnreadableFile } from './listing.ts';

/** Enough to see whether a file begins like a JSON object or list. */
const HEAD_BYTES = 64;
/** Up to here a file is read whole at once: asking for a few bytes takes the platform as long. */
const WHOLE_BYTES = 12 * 2 ** 10;
const PACKS_IN_FLIGHT = 4;

export interface LoaderOptions {
  readonly createHasher: CreateHasher;
  readonly signal?: AbortSignal;
  /** Documents read so far. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Reads and parses the documents of a dump, each once, many at a time. What cannot be read becomes an entry in
 * `unreadable`; what is too large becomes a document with an error. Holds at most DOCUMENTS_BYTES of text.
 */
export class DocumentLoader {
  readonly documents = new Map<string, JsonDocument>();
  readonly unreadable: UnreadableFile[] = [];
  /** SHA-256 in lowercase hex of every file that was read from first byte to last, so that none is read twice. */
  readonly digests = new Map<string, string>();
  readonly #files: ReadonlyMap<string, ListedFile>;
  readonly #options: LoaderOptions;
  readonly #asked = new Set<string>();
  readonly #arena = new ByteArena();
  #bytesLeft = DOCUMENTS_BYTES;

  constructor(files: ReadonlyMap<string, ListedFile>, options: LoaderOptions) {
    this.#files = files;
    this.#options = options;
  }

  /** Loads files that must be JSON: they become documents whatever they hold. Absent ones are passed over. */
  async load(paths: Iterable<string>): Promise<void> {
    await this.#loadAll(paths, (file, _source, bytes) => this.#loadWhole(file, JSON_BYTES, bytes));
  }

  /** Loads those that begin like JSON and are no longer than `limit` bytes; the rest leaves no trace. */
  async loadIfJson(paths: Iterable<string>, limit: number): Promise<void> {
    await this.#loadAll(paths, async (file, source, bytes) => {
      if (file.size > limit || file.size > this.#bytesLeft) return;
      const isSmall = file.size <= WHOLE_BYTES;
      const whole = isSmall ? (bytes ?? (await readBytes(source, 0, source.size))) : null;
      if (whole) this.#digest(file.path, whole);
      if (beginsLikeJson(whole ?? (await readBytes(source, 0, HEAD_BYTES)))) await this.#loadWhole(file, limit, whole);
      else this.#asked.delete(file.path); // may be asked for again as a file that must be JSON
    });
  }

  async #loadAll(
    paths: Iterable<string>,
    job: (file: ListedFile, source: ByteSource, bytes: Uint8Array<ArrayBuffer> | null) => Promise<void>,
  ): Promise<void> {
    const wanted: string[] = [];
    for (const path of paths) {
      if (this.#asked.has(path)) continue;
      this.#asked.add(path);
      wanted.push(path);
    }
    const { packs, rest } = packSmall(
      wanted.flatMap((path) => this.#files.get(path) ?? []),
      WHOLE_BYTES,
    );
    const { signal } = this.#options;
    const one = async (file: ListedFile, bytes: Uint8Array<ArrayBuffer> | null): Promise<void> => {
      if (!file.source) return;
      try {
        await job(file, file.source, bytes);
      } catch (error) {
        this.unreadable.push({ path: file.path, reason: error instanceof Error ? error.message : String(error) });
      }
    };
    await inParallel(
      packs,
      async (pack) => {
        const all = await readTogether(pack.map(({ source }) => source));
        await inParallel(
          pack.map((file, i) => [file, all?.[i] ?? null] as const),
          ([file, bytes]) => one(file, bytes),
          signal,
        );
      },
      signal,
      PACKS_IN_FLIGHT,
    );
    await inParallel(rest, (file) => one(file, null), signal);
  }

  async #loadWhole(file: ListedFile, limit: number, bytes: Uint8Array<ArrayBuffer> | null = null): Promise<void> {
    if (!file.source) return;
    if (file.size > Math.min(limit, this.#bytesLeft)) {
      this.documents.set(file.path, tooLarge(file, file.size > limit ? limit : DOCUMENTS_BYTES));
      return;
    }
    // Taken off before the reading: other reads are in flight and must see it.
    this.#bytesLeft -= file.size;
    // Bytes that were read beside others are part of a larger piece, which is let go of.
    const whole = bytes ? this.#arena.keep(bytes) : await readBytes(file.source, 0, file.source.size);
    this.#digest(file.path, whole);
    this.documents.set(file.path, parseJson(file.path, whole));
    this.#options.onProgress?.(this.documents.size);
  }

  #digest(path: string, bytes: Uint8Array): void {
    if (this.digests.has(path)) return;
    const hasher = this.#options.createHasher('sha256');
    hasher.update(bytes);
    const hex = hasher.digestHex();
    // A blob's name holds it, and a piece of a name takes less than a text put together of digits.
    this.digests.set(path, path.endsWith(hex) ? path.slice(-hex.length) : hex);
  }
}

function beginsLikeJson(head: Uint8Array): boolean {
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const first = head.subarray(start).find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return first === 0x7b || first === 0x5b;
}

function tooLarge(file: ListedFile, limit: number): JsonDocument {
  const whole = limit === DOCUMENTS_BYTES ? 'all documents of this dump together are' : 'it is';
  return {
    path: file.path,
    bytes: new Uint8Array(0),
    root: null,
    error: {
      offset: 0,
      line: 1,
      column: 1,
      reason: `${whole} larger than ${limit / 2 ** 20} MiB, which is as much as is read here`,
    },
    byteOrderMark: null,
    trailingOffset: null,
    invalidUtf8Offset: null,
    duplicateKeys: [],
  };
}
