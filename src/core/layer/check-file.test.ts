import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { loadCodecs } from '../../workers/codecs.ts';
import type { Codecs } from '../../workers/codecs.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import type { HashAlgorithm } from '../bytes/hasher.ts';
import { testTar } from '../testing/write-tar.ts';
import { checkFile } from './check-file.ts';

let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs(['sha384', 'sha512', 'blake3']);
});

const tar = testTar({ name: 'a', content: 'x'.repeat(3_000_000) }, { name: 'b' });
const hex = (algorithm: string) => createHash(algorithm).update(tar).digest('hex');
const task = (source: ByteSource, algorithms: HashAlgorithm[] = [], layer: 'plain' | 'encrypted' | null = null) => ({
  path: 'blobs/x',
  source,
  size: source.size,
  algorithms,
  layer,
});

test('one reading gives size, every digest asked for, and the layer', async () => {
  const check = await checkFile(task(new Blob([tar]), ['sha256', 'sha512'], 'plain'), codecs);
  expect(check).toMatchObject({ path: 'blobs/x', size: tar.length, error: null });
  expect(check.digests).toEqual({ sha256: hex('sha256'), sha512: hex('sha512') });
  expect(check.layer).toMatchObject({ diffId: `sha256:${hex('sha256')}`, fault: null, uncompressedSize: tar.length });
  expect(check.layer?.entries.count).toBe(2);
});

test('SHA-256 is taken unasked, once, and no layer where none is wanted', async () => {
  const made: string[] = [];
  const counting: Codecs = { ...codecs, createHasher: (name) => (made.push(name), codecs.createHasher(name)) };
  expect(await checkFile(task(new Blob([tar])), counting)).toMatchObject({
    digests: { sha256: hex('sha256') },
    layer: null,
  });
  expect((await checkFile(task(new Blob([tar]), ['sha256'], 'plain'), counting)).error).toBeNull();
  expect(made).toEqual(['sha256', 'sha256']);
});

test('encrypted: digest, no tar', async () => {
  const { layer, digests } = await checkFile(task(new Blob([tar]), [], 'encrypted'), codecs);
  expect(digests.sha256).toBe(hex('sha256'));
  expect(layer).toMatchObject({ compression: 'encrypted', diffId: null, isTar: false, fault: null });
});

test('an empty file', async () => {
  const { layer, digests, size } = await checkFile(task(new Blob([]), [], 'plain'), codecs);
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect([size, digests.sha256, layer?.diffId, layer?.isTar]).toEqual([0, empty, `sha256:${empty}`, true]);
});

test('a file that cannot be read to its end says so, and claims no digest', async () => {
  let pulls = 0;
  const stream = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (pulls++ > 0) return controller.error(new DOMException('it moved', 'NotReadableError'));
        controller.enqueue(tar.slice(0, 1000));
      },
    });
  const source: ByteSource = { size: tar.length, slice: () => new Blob([]), stream };
  expect(await checkFile(task(source, [], 'plain'), codecs)).toEqual({
    path: 'blobs/x',
    size: 1000,
    digests: {},
    layer: null,
    error: { code: 'file-unreadable', data: { path: 'blobs/x', reason: 'NotReadableError: it moved' } },
  });
});

test('an abort is thrown, our own mistakes too', async () => {
  await expect(
    checkFile(task(new Blob([tar])), codecs, { signal: AbortSignal.abort(new Error('enough')) }),
  ).rejects.toThrow('enough');
  const broken: Codecs = {
    ...codecs,
    createHasher: () => ({
      update: () => {
        throw new Error('our mistake');
      },
      digestHex: () => '',
    }),
  };
  await expect(checkFile(task(new Blob([tar])), broken)).rejects.toThrow('our mistake');
});
