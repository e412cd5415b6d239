import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { FileTask } from '../core/layer/file-check.ts';
import { withUnpackedHints } from './unpacked-hints.ts';
import { zstdContentBytes } from './zstd-frame.ts';

const LARGE = 300_000;
const noise = (length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length);
  for (let i = 0, state = 1; i < length; i++) bytes[i] = (state = (state * 48_271) % 2_147_483_647) & 255;
  return bytes;
};
const task = (bytes: Uint8Array<ArrayBuffer>, layer: FileTask['layer'] = 'plain'): FileTask => {
  const source = new Blob([bytes]);
  return { path: 'a', source, size: source.size, algorithms: ['sha256'], layer };
};
const hintOf = async (one: FileTask): Promise<number | undefined> =>
  (await withUnpackedHints([one], new AbortController().signal))[0]?.unpackedHint;
const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));
const packed = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));

describe('what a layer says it unpacks to', () => {
  test('gzip says it at its end', async () => {
    const content = joined(noise(LARGE), new Uint8Array(500_000));
    expect(await hintOf(task(packed(content)))).toBe(content.length);
  });

  test('a last member that is only a part says nothing of the whole: four times the size is the guess', async () => {
    const members = joined(packed(noise(LARGE)), packed(noise(10)));
    expect(await hintOf(task(members))).toBe(Math.ceil(members.length * 2.75));
  });

  test('zstd may say it at its start', async () => {
    const said = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0x40, 0x0d, 0x03, 0x00);
    expect(await hintOf(task(joined(said, noise(190_000))))).toBeUndefined(); // small
    const large = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0x80, 0x84, 0x1e, 0x00);
    expect(await hintOf(task(joined(large, noise(LARGE))))).toBe(2_000_000);
    const silent = joined(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58), noise(LARGE));
    expect(await hintOf(task(silent))).toBe(Math.ceil(silent.length * 2.75));
  });

  test('nothing for small files, files that are no layer, encrypted ones, plain tars and what cannot be read', async () => {
    const large = packed(joined(noise(LARGE)));
    expect(await hintOf(task(packed(noise(1_000))))).toBeUndefined();
    expect(await hintOf(task(large, null))).toBeUndefined();
    expect(await hintOf(task(large, 'encrypted'))).toBeUndefined();
    expect(await hintOf(task(new Uint8Array(LARGE)))).toBeUndefined();
    const source = { size: LARGE, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) };
    expect(await hintOf({ ...task(large), source: source as unknown as Blob })).toBeUndefined();
  });

  test('an abort ends it', async () => {
    const reason = new Error('stop');
    await expect(withUnpackedHints([task(packed(noise(LARGE)))], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('the content size of a zstd frame', () => {
  const frame = (...bytes: number[]): Uint8Array => Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, ...bytes);
  test('in one, two, four and eight bytes, behind window and dictionary', () => {
    expect(zstdContentBytes(frame(0x20, 7))).toBe(7);
    expect(zstdContentBytes(frame(0x60, 1, 0))).toBe(257);
    expect(zstdContentBytes(frame(0x40, 0x58, 1, 0))).toBe(257);
    expect(zstdContentBytes(frame(0x83, 0x58, 9, 9, 9, 9, 1, 0, 0, 1))).toBe(2 ** 24 + 1);
    expect(zstdContentBytes(frame(0xe0, 0, 0, 0, 0, 1, 0, 0, 0))).toBe(2 ** 32);
  });
  test('null where it is not said, or not there yet', () => {
    expect(zstdContentBytes(frame(0x00, 0x58))).toBeNull();
    expect(zstdContentBytes(frame(0x60, 1))).toBeNull();
    expect(zstdContentBytes(frame())).toBeNull();
  });
});
