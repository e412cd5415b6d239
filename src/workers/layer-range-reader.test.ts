import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';
import { type LayerCheckpoints, noCheckpoints } from '../core/layer/layer-checkpoints.ts';
import type { LayerReading } from '../core/layer/layer-reading.ts';
import { type CountedInflaters, countedInflaters } from '../core/testing/counted-inflaters.ts';
import { type Codecs, loadCodecs } from './codecs.ts';
import { LayerRangeReader } from './layer-range-reader.ts';

const MIB = 2 ** 20;
const PAGE = 64 * 1024;
const random = new SeededRandom(5);
const plain = Buffer.concat(
  Array.from({ length: 64 }, (_, i) => (i % 2 ? random.bytes(PAGE) : Buffer.alloc(PAGE, `page ${i}`))),
);
const packed = gzipSync(plain);
const source = new Blob([packed]);
const readingWith = (checkpoints: LayerCheckpoints): LayerReading =>
  ({ compression: 'gzip', checkpoints }) as unknown as LayerReading;
const reading = readingWith(noCheckpoints());

let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs();
});

let count: CountedInflaters;
let reader: LayerRangeReader;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  count = countedInflaters(codecs);
  reader = new LayerRangeReader(count);
});
afterEach(() => {
  reader.close();
  expect(count.open).toBe(0);
  vi.useRealTimers();
});

async function read(start: number, end: number, of = reading): Promise<Buffer> {
  const out: Buffer[] = [];
  for await (const chunk of reader.read(source, of, { start, end })) out.push(Buffer.from(chunk));
  return Buffer.concat(out);
}

describe('reading on', () => {
  test('page after page unpacks every byte once', async () => {
    for (let at = 0; at < plain.length; at += PAGE) {
      expect((await read(at, at + PAGE)).equals(plain.subarray(at, at + PAGE))).toBe(true);
    }
    expect(count.pushed).toBeLessThanOrEqual(packed.length);
    expect(count.started).toHaveLength(1);
  });

  test('may skip forwards, but going back starts anew', async () => {
    await read(0, 10);
    await read(MIB, MIB + 10);
    expect(count.started).toHaveLength(1);
    expect((await read(100, 200)).equals(plain.subarray(100, 200))).toBe(true);
    expect(count.started).toHaveLength(2);
    expect(count.open).toBe(1);
  });

  test('goes to a checkpoint when that is nearer', async () => {
    const inflater = codecs.createInflater('gzip', { checkpointBytes: MIB });
    inflater.push(packed, () => undefined);
    const checkpoints = inflater.takeCheckpoints?.() ?? noCheckpoints();
    inflater.close();
    const one = readingWith(checkpoints);
    expect(checkpoints.count).toBe(3);
    await read(0, 10, one);
    expect((await read(3.9 * MIB, 3.9 * MIB + 50, one)).equals(plain.subarray(3.9 * MIB, 3.9 * MIB + 50))).toBe(true);
    expect(count.started).toEqual([null, checkpoints.outputOffsets[2]]);
    await read(3.9 * MIB + 50, 3.9 * MIB + 60, one);
    expect(count.started).toHaveLength(2);
  });

  test('goes on where a reader left early', async () => {
    const first: Buffer[] = [];
    for await (const chunk of reader.read(source, reading, { start: 5, end: plain.length })) {
      first.push(Buffer.from(chunk));
      break;
    }
    const got = Buffer.concat(first).length;
    expect(Buffer.concat(first).equals(plain.subarray(5, 5 + got))).toBe(true);
    expect((await read(5 + got, plain.length)).equals(plain.subarray(5 + got))).toBe(true);
    expect(count.started).toHaveLength(1);
    expect(count.pushed).toBeLessThanOrEqual(packed.length);
  });

  test('side by side, each read has its own inflater, and one place is kept', async () => {
    const ranges = [0, 1, 2, 3].map((i) => [i * MIB, i * MIB + 100_000] as const);
    const got = await Promise.all(ranges.map(([start, end]) => read(start, end)));
    got.forEach((bytes, i) => expect(bytes.equals(plain.subarray(...(ranges[i] ?? [])))).toBe(true));
    expect(count.open).toBe(1);
  });
});

describe('what is held', () => {
  test('goes after ten seconds, and when another layer was read', async () => {
    await read(0, 10);
    vi.advanceTimersByTime(9_999);
    expect(count.open).toBe(1);
    vi.advanceTimersByTime(1);
    expect(count.open).toBe(0);
    await read(0, 10);
    await read(0, 10, readingWith(noCheckpoints()));
    expect(count.open).toBe(1);
    await read(10, 20);
    expect(count.started).toHaveLength(4); // the first layer's place is gone
  });

  test('goes when reading fails or is aborted', async () => {
    const wrongCrc = Buffer.from(packed);
    wrongCrc.writeUInt32LE(0, packed.length - 8);
    const broken = new Blob([wrongCrc]);
    const all = async (of: Blob, signal?: AbortSignal): Promise<void> => {
      for await (const chunk of reader.read(of, reading, { start: 0, end: plain.length + 1 }, { signal })) {
        expect(chunk.length).toBeGreaterThan(0);
      }
    };
    await expect(all(broken)).rejects.toMatchObject({ info: { code: 'gzip-invalid' } });
    expect(count.open).toBe(0);
    await expect(all(source, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    expect(count.open).toBe(0);
  });
});
