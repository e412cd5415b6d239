import type { ByteSource } from '../bytes/byte-source.ts';
import { readChunks } from '../bytes/read-chunks.ts';
import type { CreateInflater } from './inflater.ts';
import type { LayerReading } from './layer-reading.ts';
import { openCursor } from './open-cursor.ts';
import type { CursorReadOptions } from './unpacked-cursor.ts';

export type ReadUnpackedOptions = CursorReadOptions;

/**
 * The bytes `start` to `end` (exclusive) of a layer's uncompressed tar, in order, in chunks that are never empty and valid only
 * until the next one is asked for. Ends early where the layer does. Of a packed layer it unpacks from the nearest checkpoint
 * on; from the start where there is none.
 * @throws `signal.reason` after an abort; DumpError of the packing, after all bytes before the fault; what the platform throws
 * when the file cannot be read
 */
export async function* readUnpacked(
  source: ByteSource,
  reading: Pick<LayerReading, 'compression' | 'checkpoints'>,
  range: { readonly start: number; readonly end: number },
  ports: { readonly createInflater: CreateInflater },
  options: ReadUnpackedOptions = {},
): AsyncGenerator<Uint8Array, void> {
  const cursor = openCursor(source, reading, range.start, ports);
  if (!cursor) {
    yield* readChunks(source.slice(range.start, Math.min(range.end, source.size)), { signal: options.signal });
    return;
  }
  try {
    yield* cursor.read(range, options);
  } finally {
    cursor.close();
  }
}
