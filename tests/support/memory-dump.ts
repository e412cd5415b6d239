import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fixturePath } from './fixtures.ts';

/** A dump in memory, to be broken on purpose. Links of archives are kept as links. */
export interface MemoryFile {
  bytes: Uint8Array;
  /** Tar type flag; '0' for a file. */
  type: '0' | '1' | '2' | '5';
  link: string;
}
export type MemoryDump = Map<string, MemoryFile>;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const file = (content: Uint8Array | string): MemoryFile => ({
  bytes: typeof content === 'string' ? encoder.encode(content) : content,
  type: '0',
  link: '',
});

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads a fixture, folder or archive, whole. Only for the small dumps of `tests/fixtures`. */
export function loadFixture(name: string): MemoryDump {
  const path = fixturePath(name);
  return statSync(path).isDirectory() ? loadFolder(path) : loadTar(readFileSync(path));
}

function loadFolder(root: string): MemoryDump {
  const dump: MemoryDump = new Map();
  const walk = (dir: string): void => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const full = join(dir, entry.name);
      if (entry.isDirectory()) walk(full);
      else dump.set(relative(root, full), file(readFileSync(full)));
    }
  };
  walk(root);
  return dump;
}

/** A reader of plain ustar archives, apart from the product's own. */
export function loadTar(bytes: Uint8Array): MemoryDump {
  const dump: MemoryDump = new Map();
  const text = (start: number, length: number): string =>
    decoder.decode(bytes.subarray(start, start + length)).split('\0')[0] ?? '';
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8) || 0;
    const prefix = text(at + 345, 155);
    const name = (prefix === '' ? '' : `${prefix}/`) + text(at, 100);
    const type = String.fromCharCode(bytes[at + 156] ?? 48);
    if (type === '0' || type === '1' || type === '2') {
      dump.set(name, { bytes: bytes.slice(at + 512, at + 512 + size), type, link: text(at + 157, 100) });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return dump;
}

/** Writes a ustar archive in the map's order; `extra` entries follow, so that a name can stand twice. */
export function writeTar(dump: MemoryDump, extra: readonly (readonly [string, MemoryFile])[] = []): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, entry] of [...dump, ...extra]) {
    const header = new Uint8Array(512);
    const put = (at: number, value: string): void => header.set(encoder.encode(value), at);
    put(0, name.slice(0, 100));
    put(100, '0000644\0');
    put(108, '0000000\0');
    put(116, '0000000\0');
    put(124, `${entry.bytes.length.toString(8).padStart(11, '0')}\0`);
    put(136, '00000000000\0');
    put(148, '        ');
    put(156, entry.type);
    put(157, entry.link.slice(0, 100));
    put(257, 'ustar\x0000');
    put(
      148,
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
    );
    parts.push(header, entry.bytes, new Uint8Array((512 - (entry.bytes.length % 512)) % 512));
  }
  parts.push(new Uint8Array(1024));
  return Buffer.concat(parts);
}

export const bytesOf = (dump: MemoryDump, path: string): Uint8Array => {
  const found = dump.get(path);
  if (!found) throw new Error(`no ${path} in this dump`);
  return found.bytes;
};
export const textOf = (dump: MemoryDump, path: string): string => decoder.decode(bytesOf(dump, path));
export const jsonOf = (dump: MemoryDump, path: string): unknown => JSON.parse(textOf(dump, path));
export const setText = (dump: MemoryDump, path: string, text: string): void => void dump.set(path, file(text));

/** The one path that ends so or contains it. */
export function findPath(dump: MemoryDump, test: (path: string, entry: MemoryFile) => boolean): string {
  for (const [path, entry] of dump) if (test(path, entry)) return path;
  throw new Error('no such file in this dump');
}

/**
 * Replaces a blob by other bytes under their right name, and corrects every mention of its digest and size in the JSON
 * above it, so that only the fault that was meant is left. Returns the new path.
 */
export function replaceBlob(dump: MemoryDump, path: string, content: Uint8Array | string): string {
  const old = path.slice('blobs/sha256/'.length);
  const oldSize = bytesOf(dump, path).length;
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  const hex = sha256(bytes);
  dump.delete(path);
  const next = `blobs/sha256/${hex}`;
  dump.set(next, file(bytes));
  for (const [other, entry] of [...dump]) {
    if (other === next || entry.bytes.length > 1_000_000 || entry.bytes[0] === 0x1f) continue;
    const text = decoder.decode(entry.bytes);
    if (!text.includes(old)) continue;
    const corrected = text
      .replaceAll(old, hex)
      .replace(new RegExp(`("size": ?)${oldSize}(?=[^{}]*"sha256:${hex}")`, 'g'), `$1${bytes.length}`)
      .replace(new RegExp(`("digest": ?"sha256:${hex}",\\s*"size": ?)${oldSize}`, 'g'), `$1${bytes.length}`);
    if (other.startsWith('blobs/sha256/')) replaceBlob(dump, other, corrected);
    else setText(dump, other, corrected);
  }
  return next;
}
