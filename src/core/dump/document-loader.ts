import { readBytes } from '../bytes/read-bytes.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { parseJson } from '../json/parse-json.ts';
import { DOCUMENTS_BYTES, JSON_BYTES } from '../limits.ts';
import { inParallel } from './in-parallel.ts';
import type { ListedFile, UnreadableFile } from './listing.ts';

/** Enough to see whether a file begins like a JSON object or list. */
const HEAD_BYTES = 64;

export interface LoaderOptions {
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
  readonly #files: ReadonlyMap<string, ListedFile>;
  readonly #options: LoaderOptions;
  readonly #asked = new Set<string>();
  #bytesLeft = DOCUMENTS_BYTES;

  constructor(files: ReadonlyMap<string, ListedFile>, options: LoaderOptions = {}) {
    this.#files = files;
    this.#options = options;
  }

  /** Loads files that must be JSON: they become documents whatever they hold. Absent ones are passed over. */
  async load(paths: Iterable<string>): Promise<void> {
    await this.#loadAll(paths, (file) => this.#loadWhole(file, JSON_BYTES));
  }

  /** Loads those that begin like JSON and are no longer than `limit` bytes; the rest leaves no trace. */
  async loadIfJson(paths: Iterable<string>, limit: number): Promise<void> {
    await this.#loadAll(paths, async (file, source) => {
      if (file.size > limit || file.size > this.#bytesLeft) return;
      const head = await readBytes(source, 0, HEAD_BYTES);
      if (beginsLikeJson(head)) await this.#loadWhole(file, limit);
      else this.#asked.delete(file.path); // may be asked for again as a file that must be JSON
    });
  }

  async #loadAll(
    paths: Iterable<string>,
    job: (file: ListedFile, source: NonNullable<ListedFile['source']>) => Promise<void>,
  ): Promise<void> {
    const wanted: string[] = [];
    for (const path of paths) {
      if (this.#asked.has(path)) continue;
      this.#asked.add(path);
      wanted.push(path);
    }
    await inParallel(
      wanted,
      async (path) => {
        const file = this.#files.get(path);
        if (!file?.source) return;
        try {
          await job(file, file.source);
        } catch (error) {
          this.unreadable.push({ path, reason: error instanceof Error ? error.message : String(error) });
        }
      },
      this.#options.signal,
    );
  }

  async #loadWhole(file: ListedFile, limit: number): Promise<void> {
    if (!file.source) return;
    if (file.size > Math.min(limit, this.#bytesLeft)) {
      this.documents.set(file.path, tooLarge(file, file.size > limit ? limit : DOCUMENTS_BYTES));
      return;
    }
    // Taken off before the reading: other reads are in flight and must see it.
    this.#bytesLeft -= file.size;
    this.documents.set(file.path, parseJson(file.path, await readBytes(file.source, 0, file.size)));
    this.#options.onProgress?.(this.documents.size);
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
