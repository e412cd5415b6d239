import type { ByteSource } from '../bytes/byte-source.ts';
import type { CreateInflater } from './inflater.ts';
import type { LayerReading } from './layer-reading.ts';
import { nearestCheckpoint } from './nearest-checkpoint.ts';
import { UnpackedCursor } from './unpacked-cursor.ts';

/**
 * Begins to unpack a layer at the last checkpoint at or before `start`, in uncompressed bytes; at its first byte where the
 * inflater cannot do that.
 * @returns to be closed; null for a layer that is not packed, whose bytes are those of the file
 */
export function openCursor(
  source: ByteSource,
  { compression, checkpoints }: Pick<LayerReading, 'compression' | 'checkpoints'>,
  start: number,
  { createInflater }: { readonly createInflater: CreateInflater },
): UnpackedCursor | null {
  if (compression !== 'gzip' && compression !== 'zstd') return null;
  const from = nearestCheckpoint(checkpoints, start);
  return new UnpackedCursor(source, compression, createInflater(compression, { from }));
}
