import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { LayerTar } from './layer-tar.ts';

export type Packing = 'plain' | 'gzip' | 'zstd';

export interface WrittenLayer {
  readonly digest: string;
  readonly diffId: string;
  /** Stored bytes, and bytes of the tar. */
  readonly size: number;
  readonly tarBytes: number;
  readonly entries: number;
  readonly createdBy: string;
}

const CHUNK_BYTES = 256 * 1024;
/** As Docker and BuildKit store layers. */
const GZIP_LEVEL = 6;
const ZSTD_LEVEL = 3;

/** Writes one layer as a blob into the folder `blobs`, named by its digest. Holds a few chunks in memory, however large it is. */
export async function writeLayer(blobs: string, layer: LayerTar, packing: Packing): Promise<WrittenLayer> {
  const diff = createHash('sha256');
  let tarBytes = 0;
  function* tar(): Generator<Buffer> {
    for (const chunk of inChunks(layer.parts())) {
      diff.update(chunk);
      tarBytes += chunk.length;
      yield chunk;
    }
  }
  const draft = join(blobs, `draft-${draftNumber++}`);
  const source = Readable.from(tar(), { objectMode: false, highWaterMark: CHUNK_BYTES });
  if (packing === 'plain') await pipeline(source, createWriteStream(draft));
  else if (packing === 'gzip')
    await pipeline(source, createGzip({ level: GZIP_LEVEL, chunkSize: CHUNK_BYTES }), createWriteStream(draft));
  else await throughZstd(source, draft);
  const diffHex = diff.digest('hex');
  const hex = packing === 'plain' ? diffHex : await hashFile(draft);
  renameSync(draft, join(blobs, hex));
  return {
    digest: `sha256:${hex}`,
    diffId: `sha256:${diffHex}`,
    size: statSync(join(blobs, hex)).size,
    tarBytes,
    entries: layer.entries,
    createdBy: layer.createdBy,
  };
}

let draftNumber = 0;

async function throughZstd(source: Readable, path: string): Promise<void> {
  const zstd = spawn('zstd', ['-q', `-${ZSTD_LEVEL}`, '-c', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(zstd, 'close') as Promise<[number | null]>;
  await Promise.all([pipeline(source, zstd.stdin), pipeline(zstd.stdout, createWriteStream(path))]);
  const [code] = await closed;
  if (code !== 0) throw new Error(`zstd ended with ${String(code)}`);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: CHUNK_BYTES }), hash);
  return hash.digest('hex');
}

/** The same bytes in chunks of one size: streams cost by the chunk, and headers are short. */
function* inChunks(parts: Iterable<Uint8Array>): Generator<Buffer> {
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length;) {
      const length = Math.min(part.length - at, CHUNK_BYTES - filled);
      chunk.set(part.subarray(at, at + length), filled);
      at += length;
      filled += length;
      if (filled === CHUNK_BYTES) {
        yield chunk;
        chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
