import type { ByteSource } from '../core/bytes/byte-source.ts';
import { readBytes } from '../core/bytes/read-bytes.ts';
import type { CreateHasher } from '../core/bytes/hasher.ts';
import type { FileStamp } from '../storage/kept-dump.ts';

/** Read from the start, the middle and the end; a file up to three times this long is read whole. */
const SAMPLE_BYTES = 4 * 2 ** 10;
const WHOLE_SAMPLE_BYTES = 3 * SAMPLE_BYTES;

/**
 * @param modifiedMs of the file, or of the archive it lies in
 * @param sha256 of all its bytes as they are now, lowercase hex, where that is known: a short file is not read again then
 * @throws what the platform throws when it cannot be read
 */
export async function stampFile(
  source: ByteSource,
  modifiedMs: number | null,
  createHasher: CreateHasher,
  sha256: string | null | undefined = null,
): Promise<FileStamp> {
  const { size } = source;
  const known = stampOfKnown(size, modifiedMs, sha256);
  if (known) return known;
  const bytes = size <= WHOLE_SAMPLE_BYTES ? await readBytes(source, 0, size) : await readSamples(source);
  const hasher = createHasher('sha256');
  hasher.update(bytes);
  return { size, modifiedMs, sample: hasher.digestHex() };
}

async function readSamples(source: ByteSource): Promise<Uint8Array> {
  const { size } = source;
  const middle = Math.floor((size - SAMPLE_BYTES) / 2);
  const starts = [0, middle, size - SAMPLE_BYTES];
  const parts = starts.map((start) => source.slice(start, start + SAMPLE_BYTES));
  return new Uint8Array(await new Blob(parts).arrayBuffer()); // one request to the platform instead of three
}

/** The stamp of a short file whose SHA-256 is known; null for others, which have to be read. */
export const stampOfKnown = (
  size: number,
  modifiedMs: number | null,
  sha256: string | null | undefined,
): FileStamp | null => (size <= WHOLE_SAMPLE_BYTES && sha256 ? { size, modifiedMs, sample: sha256 } : null);

export function isSameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs && a.sample === b.sample;
}
