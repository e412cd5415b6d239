import { hasTarMagic, isTarHeader, isZeroBlock } from '../tar/tar-block.ts';
import type { Compression } from './inflater.ts';

/** How many first bytes decide. */
export const SNIFF_BYTES = 512;

const XZ = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const BZIP2 = [0x42, 0x5a, 0x68];
/** What a block begins with, and what stands in its place when there is none: the digits of pi and of its square root. */
const BZIP2_BLOCKS = [
  [0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
];

/**
 * How a blob or archive is packed, by its first bytes: give 512 of them, or all there are. No bytes are an empty tar.
 * Never `encrypted`: ciphertext looks like anything, only its media type tells.
 * @see RFC 1952, 2.3.1; RFC 8878, 3.1; the .xz file format 1.2.1, 2.1.1.1; bzip2: `isBzip2`; tar: `isTarHeader`
 */
export function sniffCompression(firstBytes: Uint8Array): Compression {
  const [a = -1, b = -1, c = -1, d = -1] = firstBytes;
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd';
  // A skippable frame, sixteen magic numbers: pzstd and zstd:chunked may begin with one.
  if (a >= 0x50 && a <= 0x5f && b === 0x2a && c === 0x4d && d === 0x18) return 'zstd';
  if (startsWith(firstBytes, XZ)) return 'xz';
  if (isBzip2(firstBytes)) return 'bzip2';
  const start = firstBytes.subarray(0, SNIFF_BYTES);
  return hasTarMagic(start) || isTarHeader(start) || isZeroBlock(start) ? 'none' : 'unknown';
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** "BZh", the block size as a digit, and a whole block mark: four letters alone could be the first name of a tar. */
function isBzip2(bytes: Uint8Array): boolean {
  const level = bytes[BZIP2.length] ?? 0;
  if (!startsWith(bytes, BZIP2) || level < 0x31 || level > 0x39) return false;
  const block = bytes.subarray(BZIP2.length + 1);
  return BZIP2_BLOCKS.some((mark) => startsWith(block, mark));
}
