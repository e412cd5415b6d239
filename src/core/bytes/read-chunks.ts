import type { ByteSource } from './byte-source.ts';
import type { ReusableBuffer } from './reusable-buffer.ts';

export interface ReadChunksOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes handed out and dealt with so far. */
  readonly onProgress?: ((doneBytes: number) => void) | undefined;
  /** Size of the buffer that is filled where the platform lets us bring our own; 1 MiB when absent. */
  readonly chunkBytes?: number | undefined;
  /** Chunks lie in this one behind each other, from its start, and stay there. It must be larger than the source. */
  readonly into?: ReusableBuffer | undefined;
}

/** Measured in Chromium: bigger buffers read a third faster, but no longer fit the processor's cache for what comes next. */
const CHUNK_BYTES = 2 ** 20;

/**
 * All bytes of the source in order, in chunks that are never empty.
 * A chunk is valid only until the next one is asked for: its buffer is then filled again. Copy what must stay.
 * Leaving the loop early ends the reading.
 * @throws `signal.reason` after an abort; what the platform throws when the file cannot be read
 */
export async function* readChunks(
  source: ByteSource,
  options: ReadChunksOptions = {},
): AsyncGenerator<Uint8Array, void> {
  const { signal, onProgress, chunkBytes = CHUNK_BYTES, into } = options;
  signal?.throwIfAborted();
  if (source.size === 0) return;
  if (into && into.limit <= source.size) throw new RangeError('The buffer must be larger than the source');
  const reader = openReader(source.stream(), Math.min(chunkBytes, source.size), into);
  // Ends a read that is under way, which may wait for a slow disk.
  const stop = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  let done = 0;
  let ended = false;
  try {
    while (!ended) {
      const result = await reader.read();
      signal?.throwIfAborted();
      ended = result.done;
      const chunk = result.value; // with BYOB the last chunk may come together with `done`
      if (chunk === undefined || chunk.length === 0) continue;
      yield chunk;
      signal?.throwIfAborted();
      done += chunk.length;
      onProgress?.(done);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    if (!ended) await reader.cancel().catch(() => undefined); // the stream's own error has been thrown already
  }
}

interface ChunkReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/** A reader that fills our own buffer where the stream allows it (Chromium, Node), or the stream's own chunks (Firefox). */
function openReader(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  chunkBytes: number,
  into: ReusableBuffer | undefined,
): ChunkReader {
  let byob: ReadableStreamBYOBReader;
  try {
    byob = stream.getReader({ mode: 'byob' });
  } catch {
    const reader = stream.getReader(); // no byte stream: TypeError, and the stream is still unlocked
    return into ? copyingReader(reader, into) : reader;
  }
  let buffer = into?.buffer ?? new ArrayBuffer(chunkBytes);
  let at = 0;
  return {
    async read() {
      // One byte more than the source has is there: the read that finds the end needs room too.
      const length = into ? Math.min(chunkBytes, into.limit - at) : chunkBytes;
      const result = await byob.read(new Uint8Array(buffer, at, length), { min: length }); // old platforms ignore `min`
      if (result.value) {
        buffer = result.value.buffer;
        if (into) {
          into.buffer = buffer;
          at += result.value.length;
        }
      }
      return result;
    },
    cancel: () => byob.cancel(),
  };
}

function copyingReader(reader: ReadableStreamDefaultReader<Uint8Array>, into: ReusableBuffer): ChunkReader {
  let at = 0;
  return {
    async read() {
      const { done, value } = await reader.read();
      if (done) return { done };
      const bytes = new Uint8Array(into.buffer, at, value.length);
      bytes.set(value);
      at += value.length;
      return { done, value: bytes };
    },
    cancel: () => reader.cancel(),
  };
}
