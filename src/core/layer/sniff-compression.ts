import { hasTarMagic, isTarHeader, isZeroBlock } from '../tar/tar-block.ts';
import type { Compression } from './inflater.ts';

/** How many first bytes decide. */
export const SNIFF_BYTES = 512;

/**
 * How a blob or archive is packed, by its first bytes: give 512 of them, or all there are. No bytes are an empty tar.
 * Never `encrypted`: ciphertext looks like anything, only its media type tells.
 * @see RFC 1952, 2.3.1; RFC 8878, 3.1; tar: `isTarHeader`
 */
export function sniffCompression(firstBytes: Uint8Array): Compression {
  const [a = -1, b = -1, c = -1, d = -1] = firstBytes;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  // A skippable frame, sixteen magic numbers: pzstd and zstd:chunked may begin with one.
  if (a >= 0x50 && a <= 0x5f && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd';
  const start = firstBytes.subarray(0, SNIFF_BYTES);
  return hasTarMagic(start) || isTarHeader(start) || isZeroBlock(start) ? 'none' : 'unknown';
}
