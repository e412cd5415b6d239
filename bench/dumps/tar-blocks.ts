export const TAR_BLOCK = 512;

export interface TarEntry {
  /** Above 100 bytes of UTF-8 a GNU long name goes in front. */
  readonly path: string;
  readonly type: 'file' | 'folder' | 'symlink' | 'hardlink';
  readonly size?: number;
  readonly mode?: number;
  readonly mtimeSeconds?: number;
  readonly target?: string;
}

const TYPE_FLAGS = { file: '0', hardlink: '1', symlink: '2', folder: '5' } as const;
const NAME_BYTES = 100;
/** The start of 2024; only that it is the same every time matters. */
const MTIME_SECONDS = 1_704_067_200;

/** The header blocks of one entry in GNU format, with what a long name needs; the content is not among them. */
export function tarHeader(entry: TarEntry): Buffer {
  const name = Buffer.from(entry.path);
  const own = headerBlock(entry, name);
  if (name.length <= NAME_BYTES) return own;
  const long = headerBlock({ path: '././@LongLink', type: 'file', size: name.length + 1, mode: 0o644 }, undefined, 'L');
  return Buffer.concat([long, name, Buffer.alloc(TAR_BLOCK - (name.length % TAR_BLOCK)), own]);
}

/** Zeros up to the next block; empty when there is nothing to fill. */
export function tarPadding(size: number): Uint8Array {
  return ZEROS.subarray(0, (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK);
}

/** Two empty blocks. */
export const tarEnd = (): Uint8Array => ZEROS;

const ZEROS = new Uint8Array(2 * TAR_BLOCK);
const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

function headerBlock(entry: TarEntry, name = Buffer.from(entry.path), flag: string = TYPE_FLAGS[entry.type]): Buffer {
  const block = Buffer.alloc(TAR_BLOCK);
  name.copy(block, 0, 0, NAME_BYTES);
  const mode = entry.mode ?? (entry.type === 'folder' ? 0o755 : 0o644);
  block.write(octal(mode, 8) + octal(0, 8) + octal(0, 8), 100, 'latin1');
  const time = entry.mtimeSeconds ?? MTIME_SECONDS;
  block.write(octal(entry.size ?? 0, 12) + octal(time, 12) + ' '.repeat(8) + flag, 124, 'latin1');
  if (entry.target !== undefined) block.write(entry.target, 157, NAME_BYTES);
  block.write('ustar  \0', 257, 'latin1');
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
