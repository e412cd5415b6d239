import { beforeAll, expect, test } from 'vitest';
import { loadCodecs } from '../../workers/codecs.ts';
import type { Codecs } from '../../workers/codecs.ts';
import { paxHeader, testTar } from '../testing/write-tar.ts';
import { LayerReader } from './layer-reader.ts';
import type { LayerReading } from './layer-reading.ts';

let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs();
});

/** One answer for all chunk sizes. */
async function read(bytes: Uint8Array): Promise<LayerReading> {
  const readings = [2 ** 30, 1, 7, 511, 512, 513].map((chunkBytes) => {
    const reader = new LayerReader(codecs);
    for (let at = 0; at < bytes.length; at += chunkBytes) reader.push(bytes.slice(at, at + chunkBytes));
    return reader.finish();
  });
  const [whole, ...rest] = await Promise.all(readings);
  for (const reading of rest) expect(reading).toEqual(whole);
  if (!whole) throw new Error('nothing read');
  return whole;
}

const hex = (reading: LayerReading, i: number) =>
  Buffer.from(reading.entries.contentHashes.subarray(i * 16, i * 16 + 16)).toString('hex');
const unknown = '0'.repeat(32);
// XXH128 of "hello" and of nothing.
const known = { hello: 'b5e9c1ad071b3e7fc779cfaa5e523818', nothing: '99aa06d3014798d86001c324468d497f' };

test('of every file, in any chunks; nothing for what is no file', async () => {
  const reading = await read(
    testTar({ name: 'a', content: 'hello' }, { name: 'd/', flag: '5' }, { name: 'e' }, { name: 'b', content: 'hello' }),
  );
  expect(reading.entries.hasContentHashes).toBe(true);
  expect([0, 1, 2, 3].map((i) => hex(reading, i))).toEqual([known.hello, unknown, known.nothing, known.hello]);
});

test('not of a sparse file, nor of one that breaks off', async () => {
  const sparse = paxHeader({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '9' });
  const last = { name: 'z', content: 'x'.repeat(900) };
  const whole = testTar({ name: 'a', content: 'hello' }, sparse, { name: 's', content: '0\n'.padEnd(512, '\0') }, last);
  const reading = await read(whole.subarray(0, 512 * 8));
  expect(reading.fault?.error.code).toBe('tar-truncated');
  expect([0, 1, 2].map((i) => hex(reading, i))).toEqual([known.hello, unknown, unknown]);
});

test('without a hasher they are unknown, and said to be', async () => {
  const reader = new LayerReader({ ...codecs, createContentHasher: undefined });
  reader.push(testTar({ name: 'a', content: 'hello' }));
  const reading = await reader.finish();
  expect(reading.entries.hasContentHashes).toBe(false);
  expect(hex(reading, 0)).toBe(unknown);
});
