import { createHash } from 'node:crypto';
import { existsSync, openAsBlob, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCodecs } from '../../workers/codecs.ts';
import type { Codecs } from '../../workers/codecs.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { checkFile } from '../layer/check-file.ts';
import type { LayerReading } from '../layer/layer-reading.ts';
import { indexTar } from '../tar/index-tar.ts';
import { computeEfficiency } from './compute-efficiency.ts';
import { measureWaste } from './measure-waste.ts';
import { squashLayers } from './squash.ts';
import { listRootfs } from '../testing/rootfs-paths.ts';
import { summariseRootfs } from './summarise-rootfs.ts';

/** What tools/truth.py found, with Python's tarfile and the system's gzip and zstd. */
interface Truth {
  files: Record<string, { size: number; sha256: string } | { dangling: true }>;
  images: {
    layers: (
      | { path: string; missing: true }
      | {
          path: string;
          size: number;
          sha256: string;
          compression: string;
          diffId: string;
          uncompressedSize: number;
          error?: string;
          stats?: { entries?: number; whiteouts?: number; opaque?: number; bytes?: number };
          missing?: never;
        }
    )[];
    squashed: { paths: number; bytes: number; byType: Record<string, number>; listSha256: string };
    list: string[];
  }[];
}

const fixtures = fileURLToPath(new URL('../../../tests/fixtures/', import.meta.url));
const names = readdirSync(`${fixtures}truth`).map((name) => name.replace(/\.json$/, ''));
let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs();
});

test('the corpus is there', () => expect(names.length).toBeGreaterThan(30));

describe.each(names)('%s', (name) => {
  const truth = JSON.parse(readFileSync(`${fixtures}truth/${name}.json`, 'utf8')) as Truth;

  test('every file has the size and digest written down for it', async () => {
    const files = await openFiles(name);
    for (const [path, expected] of Object.entries(truth.files)) {
      const source = files.get(path);
      if ('dangling' in expected) continue;
      if (!source) throw new Error(`${path} is not listed`);
      const check = await checkFile({ path, source, size: source.size, algorithms: [], layer: null }, codecs);
      expect({ size: check.size, sha256: check.digests.sha256 }).toEqual({
        size: expected.size,
        sha256: expected.sha256,
      });
    }
  });

  test('every image has the layers and the file tree written down for it', async () => {
    const files = await openFiles(name);
    for (const image of truth.images) {
      const readings: LayerReading[] = [];
      for (const expected of image.layers) {
        if (expected.missing) continue;
        const source = files.get(expected.path);
        if (!source) throw new Error(`${expected.path} is not listed`);
        const task = { path: expected.path, source, size: source.size, algorithms: [], layer: 'plain' as const };
        const { digests, layer } = await checkFile(task, codecs);
        if (!layer) throw new Error('no layer');
        expect(digests.sha256).toBe(expected.sha256);
        expect(layer.diffId).toBe(expected.diffId);
        expect(layer.uncompressedSize).toBe(expected.uncompressedSize);
        if (expected.error) {
          expect(layer.isTar).toBe(false);
          continue;
        }
        expect(layer.fault).toBeNull();
        expect(layer).toMatchObject({
          compression: expected.compression,
          isTar: true,
          trailingBytes: 0,
          tarTrailingBytes: 0,
          lastPadded: true,
          whiteouts: expected.stats?.whiteouts ?? 0,
          opaqueWhiteouts: expected.stats?.opaque ?? 0,
        });
        expect(layer.entries.count).toBe(expected.stats?.entries ?? 0);
        expect(layer.endBlocks).toBeGreaterThanOrEqual(2);
        readings.push(layer);
      }
      const rootfs = squashLayers(readings.map((reading) => reading.entries));
      const list = listRootfs(rootfs).map((line) => new TextDecoder().decode(line));
      expect(list).toEqual(image.list);
      const { listSha256, ...counts } = image.squashed;
      expect(summariseRootfs(rootfs, codecs.createHasher)).toEqual({ ...counts, listingSha256: listSha256 });
      const stored = image.layers.reduce((sum, layer) => sum + (layer.missing ? 0 : (layer.stats?.bytes ?? 0)), 0);
      const efficiency = computeEfficiency(rootfs);
      expect(efficiency.storedBytes).toBe(stored);
      expect(efficiency.wastedBytes).toBe(stored - image.squashed.bytes);
      const { classes, ...waste } = measureWaste(rootfs.tree.stack);
      expect(waste).toMatchObject({ storedBytes: stored, wastedBytes: efficiency.wastedBytes });
      const sum = Object.values(classes).reduce((total, { bytes }) => total + bytes, 0);
      expect(sum).toBe(efficiency.wastedBytes);
    }
  });
});

test('the hash of the listing is that of its lines', async () => {
  const files = await openFiles('oci');
  const truth = JSON.parse(readFileSync(`${fixtures}truth/oci.json`, 'utf8')) as Truth;
  const entries = [];
  for (const { path } of truth.images[0]?.layers ?? []) {
    const source = files.get(path);
    if (!source) throw new Error(path);
    const { layer } = await checkFile({ path, source, size: source.size, algorithms: [], layer: 'plain' }, codecs);
    if (layer) entries.push(layer.entries);
  }
  const lines = listRootfs(squashLayers(entries)).map((line) => Buffer.from(line).toString('latin1'));
  const hash = createHash('sha256')
    .update(Buffer.from(lines.join('\n'), 'latin1'))
    .digest('hex');
  expect(hash).toBe(truth.images[0]?.squashed.listSha256);
});

/** The files of a dump by path, links to files inside it included. */
async function openFiles(name: string): Promise<Map<string, ByteSource>> {
  const path = fixtures + name;
  const files = new Map<string, ByteSource>();
  if (statSync(path).isDirectory()) {
    for (const file of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
      if (existsSync(`${path}/${file}`) && statSync(`${path}/${file}`).isFile()) {
        files.set(file, await openAsBlob(`${path}/${file}`));
      }
    }
    return files;
  }
  const source = await openAsBlob(path);
  const { entries, fault } = await indexTar(source);
  expect(fault).toBeNull();
  for (const entry of entries) {
    if (entry.type === 'file') files.set(entry.name, source.slice(entry.dataOffset, entry.dataOffset + entry.size));
  }
  for (const entry of entries) {
    if (entry.type !== 'symlink') continue;
    const target = new URL(entry.linkName, `dump:///${entry.name}`).pathname.slice(1);
    const found = files.get(target);
    if (found) files.set(entry.name, found);
  }
  return files;
}
