import { hasTarMagic, isTarHeader, isZeroBlock } from '../tar/tar-block.ts';
import type { ContentKind } from './content.ts';
import { detectEncoding } from './detect-encoding.ts';

/** How many first bytes decide. */
export const KIND_BYTES = 8192;

/** First bytes that name a kind, as hex; `..` stands for any byte. The first that fits counts. */
const MAGIC: readonly (readonly [kind: ContentKind, hex: string])[] = [
  ['elf', '7f454c46'],
  ['gzip', '1f8b08'],
  ['zstd', '28b52ffd'],
  ['xz', 'fd377a585a00'],
  ['bzip2', '425a68..314159265359'],
  ['bzip2', '425a68..177245385090'],
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['zip', '504b0708'],
  ['sqlite', '53514c69746520666f726d6174203300'],
  ['wasm', '0061736d'],
  ['pdf', '255044462d'],
  ['mach-o', 'feedface'],
  ['mach-o', 'feedfacf'],
  ['mach-o', 'cefaedfe'],
  ['mach-o', 'cffaedfe'],
  ['image', '89504e470d0a1a0a'],
  ['image', '474946383761'],
  ['image', '474946383961'],
  ['image', 'ffd8ff'],
  ['image', '52494646........57454250'],
  ['image', '00000100..00......00'],
  ['image', '........6674797061766966'],
  ['image', '........6674797061766973'],
];

/**
 * What a file is by its first bytes: give `KIND_BYTES` of them, or all there are. Certificates and keys in DER are told by
 * `describeContent`, since that takes more than a look.
 */
export function sniffKind(head: Uint8Array): ContentKind {
  if (head.length === 0) return 'empty';
  const magic = MAGIC.find(([, hex]) => startsWith(head, hex));
  if (magic) return magic[0];
  // Java and fat Mach-O files begin alike; the number behind is a version (45 and up) or a count of architectures.
  if (startsWith(head, 'cafebabe') && head.length >= 8) return (head[7] ?? 0) < 40 ? 'mach-o' : 'class';
  if (startsWith(head, '424d') && isBitmap(head)) return 'image';
  if (startsWith(head, '4d5a') && isPortableExecutable(head)) return 'pe';
  const block = head.subarray(0, 512);
  if (head.length >= 512 && !isZeroBlock(block) && (isTarHeader(block) || hasTarMagic(block))) return 'tar';
  // Also where an archive follows the script, as installers have it: then it is no text, but the kernel runs it.
  if (startsWith(head, '2321')) return 'script';
  if (detectEncoding(head) === null) return 'binary';
  return hasPemStart(head) ? 'certificate' : 'text';
}

function startsWith(bytes: Uint8Array, hex: string): boolean {
  if (bytes.length < hex.length / 2) return false;
  for (let i = 0; i < hex.length; i += 2) {
    const pair = hex.slice(i, i + 2);
    if (pair !== '..' && bytes[i / 2] !== Number.parseInt(pair, 16)) return false;
  }
  return true;
}

/** The header's own length is one of the few there are: "BM" alone begins many words. */
const isBitmap = (head: Uint8Array): boolean =>
  head.length >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(head[14] ?? 0) && head[15] === 0 && head[16] === 0;

function isPortableExecutable(head: Uint8Array): boolean {
  const at = (head[60] ?? 0) + (head[61] ?? 0) * 256 + (head[62] ?? 0) * 65536;
  return at >= 64 && at + 4 <= head.length && startsWith(head.subarray(at), '50450000');
}

/** PEM may have comments in front, as bundles of authorities do. */
const PEM_START = /(?:^|\n)-----BEGIN [A-Z0-9 ]{1,60}-----\r?\n/;

const hasPemStart = (head: Uint8Array): boolean =>
  PEM_START.test(String.fromCharCode(...head.subarray(0, 4096))) ||
  String.fromCharCode(...head.subarray(0, 24)).startsWith('PuTTY-User-Key-File-');
