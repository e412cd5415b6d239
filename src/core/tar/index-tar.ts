import { decodeName } from '../bytes/byte-names.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { readBytes } from '../bytes/read-bytes.ts';
import { DumpError } from '../errors.ts';
import type { DumpErrorInfo } from '../errors.ts';
import { ARCHIVE_ENTRIES, ARCHIVE_NAME_BYTES } from '../limits.ts';
import type { TarEntry } from './tar-entry.ts';
import { readTar } from './tar-reader.ts';
import { type TarReply, TarState } from './tar-state.ts';

/** A tar's entries in their order, and how it ends. */
export interface TarIndex {
  readonly entries: readonly TarEntry[];
  /** False when it does not even begin like a tar; an empty one is a tar. */
  readonly isTar: boolean;
  /** Zero blocks of the end mark that are here, 0 to 2. */
  readonly endBlocks: number;
  /** The last entry's content is filled up to whole blocks. */
  readonly lastPadded: boolean;
  /** Why reading stopped before the end; the entries before it are whole. */
  readonly fault: TarFault | null;
}

export interface TarFault {
  readonly error: DumpErrorInfo;
  /** Bytes from the start of the tar. */
  readonly offset: number;
  /** The last entry met: the one that breaks off, when `cut` is set. It is among the entries. */
  readonly entry: string;
  /** Bytes of that entry's content that are here, and that its header announces; null when the fault lies elsewhere. */
  readonly cut: { readonly have: number; readonly want: number } | null;
}

export interface IndexTarOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes passed so far, read or jumped over. */
  readonly onProgress?: ((doneBytes: number) => void) | undefined;
}

const WINDOW_BYTES = 64 * 2 ** 10;
/** A read costs the browser a millisecond or more whatever its size: tars of small files are read in larger pieces. */
const LARGEST_WINDOW_BYTES = 4 * 2 ** 20;

/**
 * Lists a tar in which one can jump: reads headers, passes over content. Nothing is said about what follows the end mark.
 * Memory: one window of at most 4 MiB, and the entries (at most `ARCHIVE_ENTRIES`, their names at most `ARCHIVE_NAME_BYTES`).
 * @returns what could be listed; a damaged tar ends in `fault`, not in an error
 * @throws `signal.reason` after an abort; what the platform throws when the file cannot be read
 */
export async function indexTar(source: ByteSource, options: IndexTarOptions = {}): Promise<TarIndex> {
  const state = new TarState();
  const entries: TarEntry[] = [];
  let fault: TarFault | null = null;
  try {
    await drive(source, state, entries, options);
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    fault = { error: error.info, offset: faultOffset(error.info), entry: decodeName(state.lastName), cut: state.cut };
  }
  const { isTar, endBlocks, lastPadded } = state;
  return { entries, isTar, endBlocks, lastPadded, fault };
}

async function drive(
  source: ByteSource,
  state: TarState,
  entries: TarEntry[],
  options: IndexTarOptions,
): Promise<void> {
  const reader = readTar(state, { toEnd: false });
  const window = new SourceWindow(source, options.signal);
  let offset = 0;
  let nameBytes = 0;
  let next = reader.next();
  while (!next.done) {
    const request = next.value;
    let reply: TarReply = { bytes: NOTHING, have: 0 };
    if (request.kind === 'entry') {
      const { entry } = request;
      nameBytes += entry.nameBytes.length + entry.linkBytes.length;
      limit('ARCHIVE_ENTRIES', entries.length + 1, ARCHIVE_ENTRIES);
      limit('ARCHIVE_NAME_BYTES', nameBytes, ARCHIVE_NAME_BYTES);
      entries.push({ ...entry, name: decodeName(entry.nameBytes), linkName: decodeName(entry.linkBytes) });
      options.onProgress?.(offset);
    } else if (request.kind === 'skip') {
      reply = { bytes: NOTHING, have: Math.min(request.bytes, source.size - offset) };
    } else {
      // Most answers lie in the window already: no await for those, or a million entries would wait a million times.
      const bytes = window.peek(offset, request.bytes) ?? (await window.read(offset, request.bytes));
      reply = { bytes, have: bytes.length };
    }
    offset += reply.have;
    next = reader.next(reply);
  }
  options.onProgress?.(offset);
}

const NOTHING = new Uint8Array(0);

/** The part of the source that is in memory. */
class SourceWindow {
  readonly #source: ByteSource;
  readonly #signal: AbortSignal | undefined;
  #start = 0;
  #bytes: Uint8Array = NOTHING;
  #size = WINDOW_BYTES;

  constructor(source: ByteSource, signal: AbortSignal | undefined) {
    this.#source = source;
    this.#signal = signal;
  }

  /** The bytes when all of them are here, or all that the source has. */
  peek(offset: number, length: number): Uint8Array | undefined {
    const end = Math.min(offset + length, this.#source.size);
    if (offset < this.#start || end > this.#start + this.#bytes.length) return undefined;
    return this.#bytes.subarray(offset - this.#start, end - this.#start);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    this.#signal?.throwIfAborted();
    // Reading on close behind the last window: small files. A jump: large ones, where only the next header is of use.
    const gap = offset - (this.#start + this.#bytes.length);
    this.#size = gap < this.#size ? Math.min(this.#size * 2, LARGEST_WINDOW_BYTES) : WINDOW_BYTES;
    this.#bytes = await readBytes(this.#source, offset, offset + Math.max(length, this.#size));
    this.#signal?.throwIfAborted();
    this.#start = offset;
    return this.#bytes.subarray(0, length);
  }
}

function limit(name: string, value: number, max: number): void {
  if (value > max) throw new DumpError({ code: 'limit-reached', data: { limit: name, value: max } });
}

const faultOffset = (info: DumpErrorInfo): number => ('offset' in info.data ? info.data.offset : 0);
