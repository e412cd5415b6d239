import type { InputKind } from './dump-model.ts';

/** As many bytes as `sniffInput` wants to see: one tar block and the magic of a SIF at offset 32 fit. */
export const SNIFF_BYTES = 1024;

const MAGICS: readonly { readonly kind: InputKind; readonly offset: number; readonly bytes: readonly number[] }[] = [
  { kind: 'gzip', offset: 0, bytes: [0x1f, 0x8b] },
  { kind: 'zstd', offset: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'xz', offset: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { kind: 'bzip2', offset: 0, bytes: [0x42, 0x5a, 0x68] },
  { kind: 'zip', offset: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'zip', offset: 0, bytes: [0x50, 0x4b, 0x05, 0x06] }, // an empty one
  { kind: '7z', offset: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'sif', offset: 32, bytes: [0x53, 0x49, 0x46, 0x5f, 0x4d, 0x41, 0x47, 0x49, 0x43] },
  { kind: 'utf-16-text', offset: 0, bytes: [0xff, 0xfe] },
  { kind: 'utf-16-text', offset: 0, bytes: [0xfe, 0xff] },
];

/**
 * Says what a file is by its first bytes, whatever it is called.
 * @param first the first SNIFF_BYTES, or all of a shorter file
 * @returns `unknown` when nothing fits; never `folder` or `layer-tar`, which take more than magic bytes
 * @see DIALECTS §1 and the formats' own magic numbers; tar: POSIX ustar, and v7 by its checksum
 */
export function sniffInput(first: Uint8Array): InputKind {
  if (first.length === 0) return 'empty';
  for (const { kind, offset, bytes } of MAGICS) {
    if (bytes.every((byte, i) => first[offset + i] === byte) && (kind !== 'bzip2' || isBlockSize(first[3])))
      return kind;
  }
  // A zstd stream may begin with skippable frames (zstd:chunked, pzstd).
  if (((first[0] ?? 0) & 0xf0) === 0x50 && first[1] === 0x2a && first[2] === 0x4d && first[3] === 0x18) return 'zstd';
  if (looksLikeTar(first)) return 'tar';
  return sniffText(first);
}

/** bzip2 says its block size in hundreds of kB, as a digit from 1 to 9. */
function isBlockSize(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x31 && byte <= 0x39;
}

function looksLikeTar(first: Uint8Array): boolean {
  if (first.length < 512) return false;
  const block = first.subarray(0, 512);
  if (block.every((byte) => byte === 0)) return true; // the end mark at once: an empty tar
  if (latin1(block.subarray(257, 262)) === 'ustar') return true;
  return block[0] !== 0 && hasTarChecksum(block); // v7 has no magic
}

/** The sum of all bytes with the checksum field itself as blanks; some old writers summed signed bytes. */
function hasTarChecksum(block: Uint8Array): boolean {
  const field = latin1(block.subarray(148, 156)).replaceAll('\0', ' ').trim();
  if (!/^[0-7]{1,7}$/.test(field)) return false;
  let unsigned = 0;
  let signed = 0;
  block.forEach((byte, i) => {
    const counted = i >= 148 && i < 156 ? 0x20 : byte;
    unsigned += counted;
    signed += counted > 127 ? counted - 256 : counted;
  });
  const stated = Number.parseInt(field, 8);
  return stated === unsigned || stated === signed;
}

function sniffText(first: Uint8Array): InputKind {
  const text = latin1(first)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (text.startsWith('version https://git-lfs.github.com/spec/')) return 'git-lfs';
  if (/^<(!doctype html|html|head|body|!--|\?xml)/i.test(text)) return 'html';
  if (/^(\{\s*["}]|\[\s*["{[\]0-9tfn-])/.test(text)) return 'json';
  return 'unknown';
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
