import { spawnSync } from 'node:child_process';
import { constants, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { craftedDeflate } from '../../../tests/kernel/crafted-deflate.ts';
import { damagedCopy, sampleData, sampleZlibOptions } from '../../../tests/kernel/sample-data.ts';
import { SeededRandom } from '../../../tests/kernel/seeded-random.ts';
import { type Codecs, loadCodecs, loadIndependentCodecs } from '../../workers/codecs.ts';
import { DumpError } from '../errors.ts';
import { countedInflaters } from '../testing/counted-inflaters.ts';
import type { CreateInflater } from './inflater.ts';
import { type LayerCheckpoints, noCheckpoints } from './layer-checkpoints.ts';
import { readUnpacked } from './read-unpacked.ts';

type Kind = 'gzip' | 'zstd';
const MIB = 2 ** 20;

let fast: Codecs;
let independent: Codecs;
beforeAll(async () => {
  fast = await loadCodecs();
  independent = await loadIndependentCodecs();
});

const zstd = (bytes: Uint8Array, ...options: string[]): Buffer =>
  spawnSync('zstd', ['-q', '-c', ...options], { input: bytes, maxBuffer: 2 ** 28 }).stdout;

function skippable(length: number): Buffer {
  const frame = Buffer.alloc(8 + length, 0xee);
  frame.writeUInt32LE(0x184d2a53, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
}

/** What a check gives: checkpoints, and all bytes up to the end or the fault. */
function unpackAll(kind: Kind, packed: Uint8Array, checkpointBytes: number) {
  const inflater = fast.createInflater(kind, { checkpointBytes });
  const out: Buffer[] = [];
  let error: string | null = null;
  try {
    inflater.push(packed, (output) => out.push(Buffer.from(output)));
    inflater.finish((output) => out.push(Buffer.from(output)));
  } catch (thrown) {
    error = DumpError.from(thrown).info.code;
  }
  const checkpoints = inflater.takeCheckpoints?.() ?? noCheckpoints();
  inflater.close();
  return { plain: Buffer.concat(out), checkpoints, error };
}

async function readRange(
  ports: { readonly createInflater: CreateInflater },
  kind: Kind,
  packed: Uint8Array,
  checkpoints: LayerCheckpoints,
  [start, end]: readonly [number, number],
): Promise<{ bytes: Buffer; error: string | null }> {
  const out: Buffer[] = [];
  let error: string | null = null;
  const source = new Blob([new Uint8Array(packed)]);
  try {
    for await (const chunk of readUnpacked(source, { compression: kind, checkpoints }, { start, end }, ports)) {
      expect(chunk.length).toBeGreaterThan(0);
      out.push(Buffer.from(chunk));
    }
  } catch (thrown) {
    error = DumpError.from(thrown).info.code;
  }
  return { bytes: Buffer.concat(out), error };
}

const random = new SeededRandom(11);
const range = (length: number): readonly [number, number] => {
  const start = random.int(length + 10);
  return [start, start + random.int(random.pick([2, 600, length + 10]))];
};

const content = (): Buffer => Buffer.concat(Array.from({ length: 1 + random.int(20) }, () => sampleData(random)));
/** Starting the tool takes longer than its work. */
const frames = Array.from({ length: 12 }, (_, i) => zstd(content(), ['-1', '-9', '--check'][i % 3] ?? ''));
const samples: Record<Kind, () => Buffer> = {
  gzip: () =>
    Buffer.concat(Array.from({ length: 1 + random.int(3) }, () => gzipSync(content(), sampleZlibOptions(random)))),
  zstd: () =>
    Buffer.concat(
      Array.from({ length: 1 + random.int(6) }, () =>
        random.chance(0.3) ? skippable(random.int(50)) : random.pick(frames),
      ),
    ),
};

describe.each<Kind>(['gzip', 'zstd'])('%s', { timeout: 60_000 }, (kind) => {
  test('any range equals the same range of the whole, also where nothing can start in the middle', async () => {
    let within = 0;
    for (let i = 0; i < 30; i += 1) {
      const packed = samples[kind]();
      const { plain, checkpoints, error } = unpackAll(kind, packed, random.pick([1, 500, 20_000]));
      if (error) continue; // skippable frames alone
      for (let j = 0; j < 5; j += 1) {
        const [start, end] = range(plain.length);
        if (checkpoints.count > 0 && start >= (checkpoints.outputOffsets[0] ?? 0)) within += 1;
        const expected = plain.subarray(start, end);
        for (const codecs of [fast, independent]) {
          const ports = countedInflaters(codecs);
          const got = await readRange(ports, kind, packed, checkpoints, [start, end]);
          expect(got.error).toBeNull();
          expect([start, end, got.bytes.equals(expected)]).toEqual([start, end, true]);
          expect(ports.open).toBe(0);
        }
      }
    }
    expect(within).toBeGreaterThan(50);
  });

  test('a damaged layer gives what comes before the fault, from any checkpoint', async () => {
    let faults = 0;
    for (let i = 0; i < 60; i += 1) {
      const packed = damagedCopy(random, samples[kind]());
      const { plain, checkpoints, error } = unpackAll(kind, packed, 300);
      const [start, end] = range(plain.length);
      const ports = countedInflaters(fast);
      const got = await readRange(ports, kind, packed, checkpoints, [start, end]);
      expect(ports.open).toBe(0);
      // A member's CRC-32 is not known in its middle: bytes behind that fault are the only ones that may come in addition.
      expect(got.bytes.subarray(0, Math.max(0, plain.length - start)).equals(plain.subarray(start, end))).toBe(true);
      if (got.error) faults += 1;
      if (error === null) expect(got.error).toBeNull();
    }
    expect(faults).toBeGreaterThan(5);
  });
});

test('deflate blocks of every kind, codes to 15 bits deep', { timeout: 60_000 }, async () => {
  for (let i = 0; i < 60; i += 1) {
    const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    const packed = Buffer.concat([head, craftedDeflate(random), Buffer.alloc(8)]); // a trailer that does not fit
    const { plain, checkpoints } = unpackAll('gzip', packed, 1);
    const [start, end] = range(plain.length);
    const { bytes } = await readRange(fast, 'gzip', packed, checkpoints, [start, end]);
    expect(bytes.subarray(0, Math.max(0, plain.length - start)).equals(plain.subarray(start, end))).toBe(true);
  }
});

/** 64 MiB in which no file packs to nothing. */
function createLargeLayer(): Buffer {
  const bytes = Buffer.alloc(64 * MIB);
  let state = 3;
  for (let i = 0; i < bytes.length; i += 4) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes.writeUInt32LE((i >> 12) % 2 === 0 ? state & 0x0f0f0f0f : i >> 8, i);
  }
  return bytes;
}

describe('a large layer', () => {
  const plain = createLargeLayer();

  test(
    'ten files of a gzip layer cost some megabytes each, not the way from the start',
    { timeout: 60_000 },
    async () => {
      const packed = gzipSync(plain, { level: 1 });
      const { checkpoints } = unpackAll('gzip', packed, 4 * MIB);
      expect(checkpoints.count).toBe(15); // every 4 MiB, and none at the end
      expect(checkpoints.windows.length).toBe(15 * 32_768);
      const ports = countedInflaters(fast);
      for (let file = 0; file < 10; file += 1) {
        ports.pushed = 0;
        const start = plain.length - (file * 6 + 1) * MIB;
        const got = await readRange(ports, 'gzip', packed, checkpoints, [start, start + 10_000]);
        expect(got.bytes.equals(plain.subarray(start, start + 10_000))).toBe(true);
        expect(ports.pushed).toBeLessThan((packed.length / 64) * 5);
      }
      // Without checkpoints the last file alone takes nearly all of it.
      ports.pushed = 0;
      await readRange(ports, 'gzip', packed, noCheckpoints(), [plain.length - MIB, plain.length - MIB + 10]);
      expect(ports.pushed).toBeGreaterThan(packed.length * 0.9);
    },
  );

  test('a zstd layer of several frames is read by frames', { timeout: 60_000 }, async () => {
    const frames = Array.from({ length: 32 }, (_, i) => zstd(plain.subarray(i * 2 * MIB, (i + 1) * 2 * MIB), '-1'));
    const packed = Buffer.concat(frames.flatMap((frame) => [frame, skippable(100)]));
    const { checkpoints } = unpackAll('zstd', packed, 4 * MIB);
    expect(checkpoints.count).toBe(15);
    const ports = countedInflaters(fast);
    const start = plain.length - 3 * MIB;
    const got = await readRange(ports, 'zstd', packed, checkpoints, [start, start + 100_000]);
    expect(got.bytes.equals(plain.subarray(start, start + 100_000))).toBe(true);
    expect(ports.pushed).toBeLessThan(packed.length / 16);
  });
});

describe('reading', { timeout: 60_000 }, () => {
  const plain = Buffer.alloc(3 * MIB, 'some text to be found again');
  const packed = gzipSync(plain, { strategy: constants.Z_HUFFMAN_ONLY });
  const reading = { compression: 'gzip' as const, checkpoints: noCheckpoints() };

  test('a plain layer is read where it lies', async () => {
    const source = new Blob([new Uint8Array(plain)]);
    const out: Buffer[] = [];
    const plainReading = { compression: 'none' as const, checkpoints: noCheckpoints() };
    const ports = {
      createInflater: () => {
        throw new Error('not packed');
      },
    };
    for await (const chunk of readUnpacked(source, plainReading, { start: 100, end: 2 ** 40 }, ports)) {
      out.push(Buffer.from(chunk));
    }
    expect(Buffer.concat(out).equals(plain.subarray(100))).toBe(true);
  });

  test('can be aborted, says how far it is, and frees what it held', async () => {
    const ports = countedInflaters(fast);
    const source = new Blob([new Uint8Array(packed)]);
    const controller = new AbortController();
    const seen: [number, number][] = [];
    const onProgress = (done: number, total: number): void => {
      seen.push([done, total]);
      if (done > MIB) controller.abort(new Error('enough'));
    };
    const options = { signal: controller.signal, onProgress };
    const all = readUnpacked(source, reading, { start: 2 * MIB, end: 2 * MIB + 5 }, ports, options);
    await expect(all.next()).rejects.toThrow('enough');
    expect(seen.every(([done, total]) => done <= total && total === 2 * MIB + 5)).toBe(true);
    expect(ports.open).toBe(0);
  });

  test('left early, it frees what it held', async () => {
    const ports = countedInflaters(fast);
    const source = new Blob([new Uint8Array(packed)]);
    for await (const chunk of readUnpacked(source, reading, { start: 0, end: plain.length }, ports)) {
      expect(chunk[0]).toBe(plain[0]);
      break;
    }
    expect(ports.open).toBe(0);
    expect(ports.pushed).toBeLessThan(100_000);
  });

  test('holds little of a layer that unpacks to a thousand times its size', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * MIB), { level: 9 });
    let longest = 0;
    let total = 0;
    const turns: number[] = [];
    const takeTurn = (): Promise<void> => Promise.resolve(void turns.push(total));
    const range = { start: 0, end: 80 * MIB };
    for await (const chunk of readUnpacked(new Blob([bomb]), reading, range, fast, { takeTurn })) {
      longest = Math.max(longest, chunk.length);
      total += chunk.length;
    }
    expect(total).toBe(80 * MIB);
    expect(longest).toBeLessThanOrEqual(256 * 1024);
    expect(turns.length).toBeGreaterThan(3);
  });
});
