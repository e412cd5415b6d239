import type { CreateInflater } from '../../core/layer/inflater.ts';
import { Breather } from './breather.ts';

/** A packed file in a layer may hold a bomb: nobody needs the end of its list. */
const MOST_BYTES = 64 * 2 ** 30;
const INPUT_BYTES = 16 * 1024;

export interface UnpackStreamOptions {
  readonly signal: AbortSignal;
  /** Packed bytes used. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** What comes out of a packed stream. @throws DumpError of the packing; `signal.reason` after an abort */
export async function* unpackStream(
  packed: AsyncIterable<Uint8Array>,
  kind: 'gzip' | 'zstd',
  createInflater: CreateInflater,
  { signal, onProgress }: UnpackStreamOptions,
): AsyncGenerator<Uint8Array, void> {
  const inflater = createInflater(kind);
  const breather = new Breather(signal);
  let done = 0;
  let out = 0;
  try {
    for await (const chunk of packed) {
      // In small bites: a bite of a bomb unpacks to a thousand times its size, all of it held here.
      for (let at = 0; at < chunk.length; at += INPUT_BYTES) {
        const pieces: Uint8Array[] = [];
        inflater.push(chunk.subarray(at, at + INPUT_BYTES), (output) => pieces.push(output.slice()));
        for (const piece of pieces) {
          out += piece.length;
          yield piece;
        }
        if (out > MOST_BYTES) return;
        // One chunk of a bomb unpacks for seconds, in which nothing else would be answered, an abort included.
        await breather.breathe();
        onProgress?.(done + at);
      }
      done += chunk.length;
      onProgress?.(done);
    }
  } finally {
    inflater.close();
  }
}

/** The first bytes that come out of a packed file's first bytes; null when nothing does. */
export function unpackHead(
  kind: 'gzip' | 'zstd',
  packed: Uint8Array,
  createInflater: CreateInflater,
  most: number,
): Uint8Array | null {
  const inflater = createInflater(kind);
  const pieces: Uint8Array[] = [];
  let have = 0;
  try {
    for (let at = 0; at < packed.length && have < most; at += 1024) {
      inflater.push(packed.subarray(at, at + 1024), (output) => {
        if (have < most) pieces.push(output.slice(0, most));
        have += output.length;
      });
    }
  } catch {
    // Damaged: what came out before still tells what it is.
  } finally {
    inflater.close();
  }
  const bytes = new Uint8Array(Math.min(most, have));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece.subarray(0, bytes.length - at), at);
    at += Math.min(piece.length, bytes.length - at);
  }
  return bytes.length > 0 ? bytes : null;
}
