import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { extract, type Header } from 'tar-stream';

/** One entry of a layer as tar-stream reads it. */
export interface ReadEntry {
  /** As it is written. */
  readonly name: string;
  /** Without `./` and slashes at its ends; empty for the root. */
  readonly path: string;
  readonly type: 'file' | 'dir' | 'symlink' | 'hardlink' | 'fifo' | 'char' | 'block';
  readonly mode: number;
  readonly owner: string;
  readonly names: string;
  readonly size: number;
  readonly mtime: number;
  readonly target: string | null;
  readonly device: string;
  /** Those that engines apply. */
  readonly xattrs: readonly string[];
  readonly sha256: string | null;
}

const TYPES: Readonly<Record<string, ReadEntry['type']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'dir',
  symlink: 'symlink',
  link: 'hardlink',
  fifo: 'fifo',
  'character-device': 'char',
  'block-device': 'block',
};

/** A layer's entries, by zlib, the system's zstd and tar-stream; null for what is no tar. */
export async function readLayerApart(stored: Uint8Array): Promise<ReadEntry[] | null> {
  const reader = extract();
  const entries: ReadEntry[] = [];
  reader.end(upToEndMark(unpack(stored)));
  try {
    for await (const { header, ...entry } of asEntries(reader)) entries.push(entryOf(header, await entry.content()));
  } catch (error) {
    if (entries.length === 0) return null;
    throw error;
  }
  return entries;
}

type Pax = Readonly<Record<string, string>>;

async function* asEntries(reader: ReturnType<typeof extract>) {
  for await (const entry of reader) {
    const content = async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    };
    yield { header: entry.header as Header & { pax?: Pax | null }, content };
  }
}

function entryOf(header: Header & { pax?: Pax | null }, content: Buffer): ReadEntry {
  const pax: Pax = header.pax ?? {};
  const type = TYPES[header.type];
  if (!type) throw new Error(`a type that is not expected in the corpus: ${header.type}`);
  const number = (key: string, fallback: number): number => Number(pax[key] ?? fallback);
  const isLink = type === 'symlink' || type === 'hardlink';
  const isDevice = type === 'char' || type === 'block';
  return {
    name: header.name,
    path: header.name
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/'),
    type,
    mode: header.mode & 0o7777,
    owner: `${number('uid', header.uid)}:${number('gid', header.gid)}`,
    names: `${pax['uname'] ?? header.uname}:${pax['gname'] ?? header.gname}`,
    size: type === 'file' ? content.length : 0,
    mtime: number('mtime', header.mtime.getTime() / 1000),
    target: isLink ? header.linkname : null,
    device: isDevice ? `${header.devmajor},${header.devminor}` : '',
    xattrs: Object.entries(pax)
      .filter(([key]) => key.startsWith('SCHILY.xattr.'))
      .map(([key, value]) => `${key.slice('SCHILY.xattr.'.length)}=${value}`)
      .sort(),
    sha256: type === 'file' ? createHash('sha256').update(content).digest('hex') : null,
  };
}

/** tar-stream reads on behind the end mark, where eStargz has its table; other readers stop there. */
function upToEndMark(tar: Uint8Array): Uint8Array {
  let at = 0;
  while (at + 512 <= tar.length && tar.subarray(at, at + 512).some((byte) => byte !== 0)) {
    const size = Number.parseInt(Buffer.from(tar.subarray(at + 124, at + 135)).toString('latin1'), 8) || 0;
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return tar.subarray(0, at);
}

function unpack(stored: Uint8Array): Uint8Array {
  if (stored[0] === 0x1f && stored[1] === 0x8b) return gunzipSync(stored);
  const isZstd = (at: number): boolean => stored[at + 1] === 0xb5 && stored[at + 2] === 0x2f && stored[at + 3] === 0xfd;
  if (!(stored[0] === 0x28 && isZstd(0))) return stored;
  return execFileSync('zstd', ['-dc'], { input: stored, maxBuffer: 2 ** 28 });
}
