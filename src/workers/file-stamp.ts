import type { ByteSource } from '../core/bytes/byte-source.ts';
import type { CreateHasher } from '../core/bytes/hasher.ts';
import type { FileStamp } from '../storage/kept-dump.ts';

/** Read from the start, the middle and the end; a file up to three times this long is read whole. */
const SAMPLE_BYTES = 4 * 2 ** 10;

/** @param modifiedMs of the file, or of the archive it lies in. @throws what the platform throws when it cannot be read */
export async function stampFile(
  source: ByteSource,
  modifiedMs: number | null,
  createHasher: CreateHasher,
): Promise<FileStamp> {
  const { size } = source;
  const middle = Math.floor((size - SAMPLE_BYTES) / 2);
  const parts =
    size <= 3 * SAMPLE_BYTES
      ? [source.slice(0, size)]
      : [
          source.slice(0, SAMPLE_BYTES),
          source.slice(middle, middle + SAMPLE_BYTES),
          source.slice(size - SAMPLE_BYTES, size),
        ];
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer()); // one request to the platform instead of three
  const hasher = createHasher('sha256');
  hasher.update(bytes);
  return { size, modifiedMs, sample: hasher.digestHex() };
}

export function isSameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs && a.sample === b.sample;
}
