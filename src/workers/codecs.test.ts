import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { DumpError } from '../core/errors.ts';
import type { Inflater } from '../core/layer/inflater.ts';
import { type Codecs, loadCodecs, loadIndependentCodecs } from './codecs.ts';

type Kind = 'gzip' | 'zstd';
interface Outcome {
  readonly sha256: string;
  readonly length: number;
  readonly members: number;
  readonly endOffset: number;
  readonly sawTrailing: boolean;
  readonly error: string | null;
}

let codecs: Codecs;
function unpack(kind: Kind, input: Uint8Array, chunk: number): Outcome {
  const inflater: Inflater = codecs.createInflater(kind);
  const hash = createHash('sha256');
  let length = 0;
  let error: string | null = null;
  const emit = (output: Uint8Array): void => {
    hash.update(output);
    length += output.length;
  };
  try {
    for (let at = 0; at < input.length; at += chunk) inflater.push(input.subarray(at, at + chunk), emit);
    inflater.finish(emit);
  } catch (thrown) {
    error = DumpError.from(thrown).info.code;
  }
  const { members, endOffset, sawTrailing } = inflater;
  inflater.close();
  inflater.close();
  return { sha256: hash.digest('hex'), length, members, endOffset, sawTrailing, error };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const zstd = (bytes: Uint8Array, ...options: string[]): Buffer =>
  spawnSync('zstd', ['-q', '-c', ...options], { input: bytes, maxBuffer: 2 ** 28 }).stdout;
/** Text that packs well, and bytes that do not. */
function sample(length: number, seed = 7): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = (i >> 9) % 3 === 0 ? state >>> 24 : 97 + (i % 7);
  }
  return bytes;
}
const skippable = (length: number, kind = 0): Buffer => {
  const frame = Buffer.alloc(8 + length, 0xee);
  frame.writeUInt32LE(0x184d2a50 + kind, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
};

const pack: Record<Kind, (bytes: Uint8Array) => Buffer> = {
  gzip: (bytes) => gzipSync(bytes),
  zstd: (bytes) => zstd(bytes, '--check'),
};
const kinds: readonly Kind[] = ['gzip', 'zstd'];
const chunkSizes = [1, 7, 513, Number.MAX_SAFE_INTEGER];

describe.each([
  ['the fast codecs', loadCodecs],
  ['the independent ones', loadIndependentCodecs],
])('%s', (_name, load) => {
  beforeAll(async () => {
    codecs = await load();
  });

  describe.each(kinds)('%s', (kind) => {
    test.each(chunkSizes)('one member and three members give the same bytes in pieces of %d', (chunk) => {
      const parts = [sample(70_000, 1), sample(0), sample(200_000, 3)];
      const packed = parts.map((part) => pack[kind](part));
      const one = packed[2] ?? Buffer.alloc(0);
      expect(unpack(kind, one, chunk)).toEqual({
        sha256: sha256(sample(200_000, 3)),
        length: 200_000,
        members: 1,
        endOffset: one.length,
        sawTrailing: false,
        error: null,
      });
      const all = Buffer.concat(packed);
      expect(unpack(kind, all, chunk)).toEqual({
        sha256: sha256(Buffer.concat(parts)),
        length: 270_000,
        members: 3,
        endOffset: all.length,
        sawTrailing: false,
        error: null,
      });
    });

    test.each(chunkSizes)('what follows the last member is trailing data, in pieces of %d', (chunk) => {
      const packed = pack[kind](sample(5_000));
      const clean = unpack(kind, packed, chunk);
      const magic = [...packed.subarray(0, 1)];
      for (const junk of [[0], [0, 0, 0, 0, 0], magic, [...magic, 0], [1, 2, 3, 4, 5, 6, 7, 8, 9]]) {
        expect(unpack(kind, Buffer.concat([packed, Buffer.from(junk)]), chunk)).toEqual({
          ...clean,
          sawTrailing: true,
        });
      }
    });

    test('is cut off at every byte, and says so at each', () => {
      const packed = pack[kind](sample(400));
      const whole = unpack(kind, packed, packed.length);
      for (let end = 0; end < packed.length; end += 1) {
        for (const chunk of [1, packed.length]) {
          const { error, members, sawTrailing } = unpack(kind, packed.subarray(0, end), chunk);
          expect([end, error, members, sawTrailing]).toEqual([end, `${kind}-truncated`, 0, false]);
        }
      }
      // The same, in a second member; less than its magic is trailing data.
      const shortest = kind === 'gzip' ? 2 : 4;
      for (let end = 1; end < packed.length; end += 1) {
        const { error, sawTrailing, endOffset } = unpack(kind, Buffer.concat([packed, packed.subarray(0, end)]), 7);
        expect([end, error, sawTrailing, endOffset]).toEqual([
          end,
          end < shortest ? null : `${kind}-truncated`,
          end < shortest,
          whole.endOffset,
        ]);
      }
    });

    test('a changed byte is an error or gives other bytes, the same at every chunk size', () => {
      const content = sample(700);
      const packed = pack[kind](content);
      // gzip: the time and system in the header, and the bits that fill up the last byte of deflate data; zstd: the header's unused bit, and a larger window.
      const harmless = new Set(kind === 'gzip' ? [4, 5, 6, 7, 8, 9, packed.length - 9] : [4, 5]);
      for (let at = 0; at < packed.length; at += 1) {
        const damaged = Buffer.from(packed);
        damaged[at] = (damaged[at] ?? 0) ^ 0x10;
        const [first, ...others] = [1, 513, damaged.length].map((chunk) => unpack(kind, damaged, chunk));
        const caught = first?.error !== null || first.sha256 !== sha256(content);
        expect([at, caught || harmless.has(at)]).toEqual([at, true]);
        for (const other of others) expect(other.error).toBe(first?.error);
      }
    });

    test('gives the first output before the fault', () => {
      const packed = pack[kind](sample(2_000_000));
      const { length, error } = unpack(kind, packed.subarray(0, packed.length - 20), 4096);
      expect(error).toBe(`${kind}-truncated`);
      expect(length).toBeGreaterThan(1_000_000);
    });

    test('other bytes are refused at once', () => {
      const inflater = codecs.createInflater(kind);
      expect(() => inflater.push(Buffer.from('<!DOCTYPE html>'), () => undefined)).toThrow(DumpError);
    });

    test('output comes in bounded pieces whatever it is packed to', () => {
      const inflater = codecs.createInflater(kind);
      let longest = 0;
      let total = 0;
      inflater.push(pack[kind](Buffer.alloc(32 * 2 ** 20)), (output) => {
        longest = Math.max(longest, output.length);
        total += output.length;
      });
      expect(total).toBe(32 * 2 ** 20);
      expect(longest).toBeLessThanOrEqual(256 * 1024);
    });
  });

  describe('gzip', () => {
    test('header fields, and a header checksum that is wrong', () => {
      const content = Buffer.from('hello');
      const raw = deflateRawSync(content);
      const trailer = gzipSync(content).subarray(-8);
      const head = Buffer.from([
        0x1f,
        0x8b,
        8,
        0x1c,
        0,
        0,
        0,
        0,
        0,
        3,
        4,
        0,
        1,
        2,
        3,
        4,
        ...Buffer.from('name\0comment\0'),
      ]);
      const member = Buffer.concat([head, raw, trailer]);
      for (const chunk of chunkSizes)
        expect(unpack('gzip', Buffer.concat([member, member]), chunk)).toMatchObject({
          length: 10,
          members: 2,
          error: null,
        });
      const wrong = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 2, 0, 0, 0, 0, 0, 3, 0xde, 0xad]), raw, trailer]);
      expect(unpack('gzip', wrong, 1).error).toBe('gzip-invalid');
    });

    test('CRC-32 and length at the end are checked', () => {
      for (const back of [8, 7, 4, 1]) {
        const packed = gzipSync(sample(1_000));
        packed[packed.length - back] = (packed[packed.length - back] ?? 0) ^ 1;
        expect(unpack('gzip', packed, 100).error).toBe('gzip-invalid');
      }
    });
  });

  describe('zstd', () => {
    test.each(chunkSizes)('skippable frames before, between and after, in pieces of %d', (chunk) => {
      const a = zstd(sample(4_000, 1));
      const b = zstd(sample(4_000, 2), '--no-check');
      const all = Buffer.concat([skippable(0), a, skippable(1_000, 15), b, skippable(3, 3)]);
      expect(unpack('zstd', all, chunk)).toEqual({
        sha256: sha256(Buffer.concat([sample(4_000, 1), sample(4_000, 2)])),
        length: 8_000,
        members: 2,
        endOffset: all.length,
        sawTrailing: false,
        error: null,
      });
      expect(unpack('zstd', all.subarray(0, -1), chunk)).toMatchObject({
        error: 'zstd-truncated',
        members: 2,
        length: 8_000,
      });
      expect(unpack('zstd', Buffer.concat([all, Buffer.from('junk!')]), chunk)).toMatchObject({
        sawTrailing: true,
        endOffset: all.length,
      });
    });

    test('a wrong checksum is an error', () => {
      const packed = zstd(sample(1_000), '--check');
      packed[packed.length - 1] = (packed[packed.length - 1] ?? 0) ^ 1;
      expect(unpack('zstd', packed, 100).error).toBe('zstd-invalid');
    });

    test('a window above the limit is refused before memory is taken, one below it works', () => {
      const content = sample(3_000_000);
      // From a pipe the length is unknown, so the window is what was asked for.
      expect(unpack('zstd', zstd(content, '--long=27'), 4096)).toMatchObject({ sha256: sha256(content), error: null });
      expect(unpack('zstd', zstd(content, '--long=28'), 4096)).toMatchObject({ length: 0, error: 'limit-reached' });
    });

    test('every level, with and without the size in the header', () => {
      const content = sample(100_000);
      for (const options of [['-1'], ['-9'], ['-19'], ['--fast=5'], [`--stream-size=${String(content.length)}`]]) {
        expect(unpack('zstd', zstd(content, ...options), 777)).toMatchObject({
          sha256: sha256(content),
          members: 1,
          error: null,
        });
      }
    });
  });
});
