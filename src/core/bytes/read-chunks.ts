import type { ByteSource } from './byte-source.ts';

export interface ReadChunksOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes handed out and dealt with so far. */
  readonly onProgress?: ((doneBytes: number) => void) | undefined;
  /** Size of the buffer that is filled where the platform lets us bring our own; 1 MiB when absent. */
  readonly chunkBytes?: number | undefined;
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
  const { signal, onProgress, chunkBytes = CHUNK_BYTES } = options;
  signal?.throwIfAborted();
  if (source.size === 0) return;
  const reader = openReader(source.stream(), Math.min(chunkBytes, source.size));
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

/** A reader that fills our own buffer where the stream allows it (Chromium, Firefox, Node), or the stream's own chunks (WebKit). */
function openReader(stream: ReadableStream<Uint8Array<ArrayBuffer>>, chunkBytes: number): ChunkReader {
  let byob: ReadableStreamBYOBReader;
  try {
    byob = stream.getReader({ mode: 'byob' });
  } catch {
    return stream.getReader(); // no byte stream: TypeError, and the stream is still unlocked
  }
  let buffer = new ArrayBuffer(chunkBytes);
  return {
    async read() {
      const result = await byob.read(new Uint8Array(buffer), { min: Math.min(chunkBytes, 128 * 1024) }); // old platforms ignore `min`
      if (result.value) buffer = result.value.buffer;
      return result;
    },
    cancel: () => byob.cancel(),
  };
}
