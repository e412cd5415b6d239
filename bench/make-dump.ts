import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';

export type Packing = 'plain' | 'gzip' | 'zstd';

/** What to make; sizes in bytes of uncompressed content. */
export interface DumpRecipe {
  readonly packing: Packing;
  readonly layers: number;
  readonly layerBytes: number;
  readonly seed: number;
}

/** A small fast generator (mulberry32): the same seed gives the same dump on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const words =
  'return const import function value module layer string buffer error result class static public void int for while'.split(
    ' ',
  );

/** Half source-like text, half bytes that pack badly: gzip makes about 40 % of it, as of real layers. */
function content(next: () => number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  if (next() % 2 === 0) {
    for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE(next() % 3 === 0 ? next() & 0xff : next(), at);
    return bytes;
  }
  for (let at = 0; at < size;)
    at += bytes.write(`${words[next() % words.length] ?? ''}${next() % 7 === 0 ? '\n' : ' '}`, at);
  return bytes;
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0' + '0000000\0' + '0000000\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0` + '14000000000\0' + '        0', 124);
  block.write('ustar\x0000', 257);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return block;
}

function layerTar(next: () => number, size: number, place: number): Buffer {
  const parts: Buffer[] = [];
  let made = 0;
  for (let file = 0; made < size; file++) {
    const length = Math.min(size - made, 8 + (next() % 16 === 0 ? next() % 2_000_000 : next() % 60_000));
    parts.push(
      header(`usr/lib/part${place}/d${file % 97}/file-${file}`, length),
      content(next, length),
      Buffer.alloc((512 - (length % 512)) % 512),
    );
    made += length;
  }
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** Writes an OCI image layout folder and returns the paths of its layer blobs. */
export function makeDump(
  folder: string,
  recipe: DumpRecipe,
): { layers: string[]; bytes: number; uncompressedBytes: number } {
  const next = seeded(recipe.seed);
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  let bytes = 0;
  const put = (data: Uint8Array): { digest: string; size: number; path: string } => {
    const hex = sha256(data);
    const path = join(blobs, hex);
    writeFileSync(path, data);
    bytes += data.length;
    return { digest: `sha256:${hex}`, size: data.length, path };
  };
  const suffix = recipe.packing === 'plain' ? '' : `+${recipe.packing}`;
  const diffIds: string[] = [];
  let uncompressedBytes = 0;
  const layers = Array.from({ length: recipe.layers }, (_, place) => {
    const tar = layerTar(next, recipe.layerBytes, place);
    diffIds.push(`sha256:${sha256(tar)}`);
    uncompressedBytes += tar.length;
    const stored = recipe.packing === 'gzip' ? gzipSync(tar) : recipe.packing === 'zstd' ? zstd(tar) : tar;
    return { mediaType: `application/vnd.oci.image.layer.v1.tar${suffix}`, ...put(stored) };
  });
  const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
  const config = put(
    json({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: diffIds },
      history: layers.map(() => ({ created_by: 'bench' })),
    }),
  );
  const descriptor = ({ digest, size }: { digest: string; size: number }, mediaType: string): object => ({
    mediaType,
    digest,
    size,
  });
  const manifest = put(
    json({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: descriptor(config, 'application/vnd.oci.image.config.v1+json'),
      layers: layers.map((layer) => descriptor(layer, layer.mediaType)),
    }),
  );
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(
    join(folder, 'index.json'),
    json({ schemaVersion: 2, manifests: [descriptor(manifest, 'application/vnd.oci.image.manifest.v1+json')] }),
  );
  return { layers: layers.map(({ path }) => path), bytes, uncompressedBytes };
}

const zstd = (data: Buffer): Buffer => execFileSync('zstd', ['-c', '-q'], { input: data, maxBuffer: 2 ** 31 - 1 });
