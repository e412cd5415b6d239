import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCodecs } from '../../workers/codecs.ts';
import type { Codecs } from '../../workers/codecs.ts';
import { bytesOf, longName, paxHeader, testEntry, testTar } from '../testing/write-tar.ts';
import { packedHello } from '../testing/rare-packings.ts';
import { entryName, entryTarget, entryType } from './entry-fields.ts';
import { LayerReader } from './layer-reader.ts';
import type { LayerReading } from './layer-reading.ts';
import { transferablesOf } from './transferables-of.ts';
import { whiteoutKind } from './whiteout.ts';

let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs();
});

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const concat = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

async function readChunked(bytes: Uint8Array, chunkBytes: number, encrypted = false): Promise<LayerReading> {
  const reader = new LayerReader(codecs, { encrypted });
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.slice(at, at + chunkBytes));
  return reader.finish();
}

/** One answer for all chunk sizes. */
async function read(bytes: Uint8Array): Promise<LayerReading> {
  const whole = await readChunked(bytes, 2 ** 30);
  for (const chunkBytes of [1, 7, 511, 512, 513])
    expect(await readChunked(bytes, chunkBytes), `${chunkBytes}`).toEqual(whole);
  return whole;
}

const tar = testTar(
  { name: 'd/', flag: '5', mode: 0o1755 },
  { name: 'd/f', content: 'hello', uid: 5, gid: 6, mtime: 7 },
  { name: 'd/l', flag: '2', target: '../x' },
  { name: 'dev', flag: '3', patch: [{ at: 329, text: '0000001\x000000003\0' }] },
  paxHeader({ path: 'd/.wh.gone' }),
  { name: 'x' },
  longName('d/.wh..wh..opq'),
  { name: 'x', magic: 'gnu' },
);

describe('a whole layer', () => {
  const columns = (reading: LayerReading) =>
    Array.from({ length: reading.entries.count }, (_, i) => [
      entryType(reading.entries, i),
      Buffer.from(entryName(reading.entries, i)).toString(),
      Buffer.from(entryTarget(reading.entries, i)).toString(),
      reading.entries.modes[i],
      reading.entries.sizes[i],
    ]);

  test.each<[string, (bytes: Uint8Array) => Uint8Array, string, number]>([
    ['plain', (bytes) => bytes, 'none', 1],
    ['gzip', (bytes) => gzipSync(bytes), 'gzip', 1],
    [
      'gzip in two members',
      (bytes) => concat(gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))),
      'gzip',
      2,
    ],
  ])('%s', async (_, pack, compression, members) => {
    const reading = await read(pack(tar));
    expect(reading).toMatchObject({
      compression,
      members,
      diffId: sha256(tar),
      uncompressedSize: tar.length,
      whiteouts: 1,
      opaqueWhiteouts: 1,
      trailingBytes: 0,
      tarTrailingBytes: 0,
      endBlocks: 2,
      lastPadded: true,
      isTar: true,
      fault: null,
    });
    expect(columns(reading)).toEqual([
      ['dir', 'd/', '', 0o1755, 0],
      ['file', 'd/f', '', 0o644, 5],
      ['symlink', 'd/l', '../x', 0o644, 0],
      ['char', 'dev', '', 0o644, 0],
      ['file', 'd/.wh.gone', '', 0o644, 0],
      ['file', 'd/.wh..wh..opq', '', 0o644, 0],
    ]);
    const { uids, gids, mtimes, deviceMajors, deviceMinors, dataOffsets } = reading.entries;
    expect([uids[1], gids[1], mtimes[1], deviceMajors[3], deviceMinors[3], dataOffsets[1]]).toEqual([
      5, 6, 7, 1, 3, 1024,
    ]);
  });

  test('its entries are one buffer, which can be moved to another thread', async () => {
    const reading = await readChunked(tar, 2 ** 30);
    const buffers = transferablesOf(reading);
    const moved = structuredClone(reading, { transfer: buffers });
    const columns = Object.values(moved.entries).filter((column) => ArrayBuffer.isView(column));
    expect(columns).toHaveLength(18);
    expect(new Set(columns.map(({ buffer }) => buffer)).size).toBe(1);
    expect(moved.entries.count).toBe(6);
    expect(reading.entries.names.length).toBe(0);
  });

  test('a plain layer is not hashed when its digest is known', async () => {
    const reader = new LayerReader(
      {
        ...codecs,
        createHasher: () => {
          throw new Error('hashed');
        },
      },
      { storedSha256: () => Promise.resolve('abc') },
    );
    reader.push(tar);
    expect((await reader.finish()).diffId).toBe('sha256:abc');
  });

  test('an encrypted one is left alone', async () => {
    expect(await readChunked(gzipSync(tar), 100, true)).toMatchObject({
      compression: 'encrypted',
      diffId: null,
      isTar: false,
      fault: null,
      members: 0,
    });
  });

  test.each(['xz', 'bzip2'] as const)(
    'one packed with %s is left alone, and no diff ID is made up',
    async (compression) => {
      const bytes = packedHello[compression];
      for (const size of [1, bytes.length]) {
        expect(await readChunked(bytes, size)).toMatchObject({
          compression,
          diffId: null,
          isTar: false,
          fault: null,
          members: 0,
          uncompressedSize: 0,
        });
      }
    },
  );
});

describe('empty layers', () => {
  test.each<[string, Uint8Array, number, string]>([
    ['zero bytes', new Uint8Array(0), 0, 'none'],
    ['1,024 zero bytes', new Uint8Array(1024), 2, 'none'],
    ['gzip of nothing', gzipSync(new Uint8Array(0)), 0, 'gzip'],
    ['gzip of 1,024 zero bytes', gzipSync(new Uint8Array(1024)), 2, 'gzip'],
  ])('%s', async (_, bytes, endBlocks, compression) => {
    const reading = await read(bytes);
    expect(reading).toMatchObject({ isTar: true, fault: null, endBlocks, compression, lastPadded: true });
    expect(reading.entries.count).toBe(0);
    expect(reading.diffId).toBe(sha256(new Uint8Array(endBlocks * 512)));
  });
});

describe('damage', () => {
  test('a fault in the tar ends the entries, not the hash', async () => {
    const bad = concat(bytesOf(testEntry({ name: 'a', content: 'x' })), bytesOf('junk'.repeat(400)));
    const reading = await read(gzipSync(bad));
    expect(reading.fault).toEqual({
      error: { code: 'tar-header-invalid', data: { offset: 1024, reason: 'checksum does not fit' } },
      offset: 1024,
      entry: 'a',
    });
    expect(reading).toMatchObject({ diffId: sha256(bad), uncompressedSize: bad.length, isTar: true });
    expect(reading.entries.count).toBe(1);
  });

  test('cut gzip: the gzip is named, what was listed stays, there is no diff ID', async () => {
    const noise = Array.from({ length: 4000 }, (_, i) => String.fromCharCode((i * i * 31 + (i >> 3)) % 256)).join('');
    const packed = gzipSync(testTar({ name: 'a', content: noise }, { name: 'b', content: noise }));
    const reading = await read(packed.subarray(0, packed.length - 200));
    expect(reading.fault).toMatchObject({ error: { code: 'gzip-truncated' }, offset: packed.length - 200 });
    expect(reading.diffId).toBeNull();
    expect(reading.entries.count).toBeGreaterThan(0);
  });

  test('a wrong CRC', async () => {
    const packed = gzipSync(tar);
    packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1;
    expect(await read(packed)).toMatchObject({ diffId: null, fault: { error: { code: 'gzip-invalid' } } });
  });

  test('a type flag that no engine knows', async () => {
    expect(await read(testTar({ name: 'a' }, { name: 'v', flag: 'V' }))).toMatchObject({
      isTar: true,
      fault: { error: { code: 'tar-header-invalid', data: { offset: 512 } }, entry: 'v' },
    });
  });

  test('what is no tar is hashed all the same', async () => {
    const bytes = bytesOf('\0asm\x01\0\0\0'.repeat(100));
    expect(await read(bytes)).toMatchObject({
      compression: 'unknown',
      isTar: false,
      diffId: sha256(bytes),
      fault: { offset: 0 },
    });
  });

  test('bytes behind the last member count up to the last that is not zero', async () => {
    const junk = bytesOf('\0\0junk\0\0');
    expect(await read(concat(gzipSync(tar), junk))).toMatchObject({
      trailingBytes: 6,
      diffId: sha256(tar),
      fault: null,
    });
    expect(await read(concat(gzipSync(tar), new Uint8Array(700)))).toMatchObject({ trailingBytes: 0, fault: null });
    expect(await read(concat(tar, bytesOf('junk')))).toMatchObject({
      trailingBytes: 0,
      tarTrailingBytes: 4,
      fault: null,
    });
  });

  test('no damage throws, or hangs', async () => {
    const packed = gzipSync(tar);
    const mutation = fc.record({ at: fc.nat(2 ** 16), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(mutation, { minLength: 1, maxLength: 5 }),
        fc.nat(8000),
        async (isPacked, mutations, cut) => {
          const bytes = new Uint8Array(isPacked ? packed : tar);
          for (const { at, byte } of mutations) bytes[at % bytes.length] = byte;
          const reading = await readChunked(bytes.subarray(0, bytes.length - (cut % bytes.length)), 600);
          expect(reading.entries.nameEnds.length).toBe(reading.entries.count);
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });
});

test.each([
  ['.wh.a', 'whiteout'],
  ['d/.wh.a', 'whiteout'],
  ['/d/.wh.a/', 'whiteout'],
  ['.wh.', 'whiteout'],
  ['.wh..wh..opq', 'opaque'],
  ['d/.wh..wh..opq/', 'opaque'],
  ['.wh..wh.plnk', 'aufs'],
  ['.wh..wh..opqx', 'aufs'],
  ['.wh.d/a', null],
  ['wh.a', null],
  ['.wh', null],
  ['', null],
  ['/', null],
  ['a.wh.b', null],
])('%j is %s', (name, kind) => expect(whiteoutKind(bytesOf(name))).toBe(kind));
