import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ContentPool } from './content-pool.ts';
import { drawFile } from './draw-file.ts';
import { DistributionLayer, type LayerTar } from './layer-tar.ts';
import { COMMON_NAME, ManyEntriesLayer, NEEDLE } from './many-entries-layer.ts';
import { Random } from './random.ts';
import { writeLayer } from './write-layer.ts';

const MB = 1e6;
let pool: ContentPool;
let folder: string;
beforeAll(() => {
  pool = new ContentPool(7);
  folder = mkdtempSync(join(tmpdir(), 'tallyman-generator-'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const bytesOf = (layer: LayerTar): Buffer => Buffer.concat([...layer.parts()]);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Read by another reader of tars than our own. */
async function headersOf(tar: Buffer): Promise<Header[]> {
  const headers: Header[] = [];
  const reader = extract();
  reader.on('entry', (header, content, next) => {
    headers.push(header);
    content.resume().on('end', next);
  });
  Readable.from([tar]).pipe(reader);
  await new Promise<void>((resolve, reject) => {
    reader.on('finish', () => resolve()).on('error', reject);
  });
  return headers;
}

test('files are as long as those of a distribution: most are short, most bytes lie in long ones', () => {
  const random = new Random(1);
  const sizes = Array.from({ length: 50_000 }, () => drawFile(random).size).sort((a, b) => a - b);
  const sum = sizes.reduce((all, size) => all + size, 0);
  expect(sizes[25_000]).toBeGreaterThan(1_500);
  expect(sizes[25_000]).toBeLessThan(4_000);
  expect(sum / sizes.length).toBeGreaterThan(15_000);
  expect(sum / sizes.length).toBeLessThan(40_000);
  const longest = sizes.slice(-5_000).reduce((all, size) => all + size, 0);
  expect(longest / sum).toBeGreaterThan(0.7);
});

describe('a layer as of a distribution', () => {
  test('is packed to about 40 % by gzip', () => {
    const tar = bytesOf(new DistributionLayer(pool, 1, 20 * MB));
    const share = gzipSync(tar, { level: 6 }).length / tar.length;
    expect(share).toBeGreaterThan(0.36);
    expect(share).toBeLessThan(0.47);
  });

  test('is the same for the same seed and another for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => sha256(bytesOf(new DistributionLayer(pool, seed, MB))));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('is a whole tar of the size asked for, long names and links among its entries', async () => {
    const layer = new DistributionLayer(pool, 3, 8 * MB);
    const tar = bytesOf(layer);
    expect(tar.length % 512).toBe(0);
    expect(Math.abs(tar.length - 8 * MB)).toBeLessThan(4096);
    const headers = await headersOf(tar);
    expect(headers).toHaveLength(layer.entries);
    expect(new Set(headers.map(({ name }) => name)).size).toBe(headers.length);
    expect(headers.filter(({ name }) => name.length > 100).length).toBeGreaterThan(0);
    expect(new Set(headers.map(({ type }) => type))).toEqual(new Set(['file', 'directory', 'symlink']));
  });

  test('holds a few chunks at a time, not the file', () => {
    let longest = 0;
    for (const part of new DistributionLayer(pool, 4, 30 * MB).parts()) longest = Math.max(longest, part.length);
    expect(longest).toBeLessThanOrEqual(2 * 2 ** 20);
  });
});

describe('layers of very many entries', () => {
  const all = { layers: 6, entries: 9_000 };
  const read = (): Promise<Header[][]> =>
    Promise.all(
      Array.from({ length: all.layers }, (_, place) => headersOf(bytesOf(new ManyEntriesLayer(pool, place, all)))),
    );

  test('have as many as asked for, and the needle once', async () => {
    const names = (await read()).flat().map(({ name }) => name);
    expect(names).toHaveLength(all.entries);
    expect(names.filter((name) => name === NEEDLE.path)).toHaveLength(1);
    expect(names.filter((name) => name.includes(COMMON_NAME)).length).toBeGreaterThan(all.entries * 0.8);
  });

  test('delete and rewrite only what a layer below has', async () => {
    const known = new Set<string>();
    let deleted = 0;
    let rewritten = 0;
    for (const layer of await read()) {
      const below = new Set(known);
      for (const { name, type } of layer) {
        const gone = name.replace('/.wh.', '/');
        if (gone !== name) {
          expect(below.delete(gone), gone).toBe(true);
          known.delete(gone);
          deleted += 1;
        } else {
          if (type === 'file' && below.has(name)) rewritten += 1;
          known.add(name);
        }
      }
    }
    expect(deleted).toBeGreaterThan(50);
    expect(rewritten).toBeGreaterThan(200);
  });
});

test('a layer is written under its digest, and unpacks to its diff ID', async () => {
  const written = await writeLayer(folder, new DistributionLayer(pool, 5, MB), 'gzip');
  const stored = readFileSync(join(folder, written.digest.replace('sha256:', '')));
  const tar = gunzipSync(stored);
  expect(`sha256:${sha256(stored)}`).toBe(written.digest);
  expect(`sha256:${sha256(tar)}`).toBe(written.diffId);
  expect([written.size, written.tarBytes]).toEqual([stored.length, tar.length]);
});
