import { deflateRawSync, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflateMode, inflateStatus } from './kernel-exports.ts';
import { craftedDeflate } from '../../tests/kernel/crafted-deflate.ts';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { RawInflate, randomStyle } from '../../tests/kernel/raw-inflate.ts';
import { damagedCopy, sampleData, sampleZlibOptions } from '../../tests/kernel/sample-data.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

const BAD_CODE = -8;
const TRUNCATED = -13;
const RAW = 0;

type Outcome = { kind: 'ok'; out: Buffer; end: number } | { kind: 'truncated' } | { kind: 'data' };

/** What zlib says of a raw deflate stream. */
function zlibOutcome(source: Uint8Array): Outcome {
  try {
    // With `info`, which the types leave out, the engine comes along and tells how much input it took.
    const result = inflateRawSync(source, { info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { kind: 'ok', out: result.buffer, end: result.engine.bytesWritten };
  } catch (error) {
    const { code } = error as { code: string };
    if (code !== 'Z_BUF_ERROR' && code !== 'Z_DATA_ERROR') throw error;
    return { kind: code === 'Z_BUF_ERROR' ? 'truncated' : 'data' };
  }
}

/** Inflates with the kernel in random pieces and compares with zlib; gives what both said. */
function compareWithZlib(random: SeededRandom, inflate: RawInflate, source: Uint8Array): Outcome['kind'] {
  const want = zlibOutcome(source);
  const got = inflate.inflate(source, RAW, randomStyle(random, source.length));
  const kind = got.status === inflateStatus.end ? 'ok' : got.status === TRUNCATED ? 'truncated' : 'data';
  // zlib takes an empty code of code lengths, and misses the end-of-block code a little later.
  if (got.status === BAD_CODE && want.kind === 'truncated') return 'data';
  const hex = Buffer.from(source.subarray(0, 200)).toString('hex');
  expect(kind, `status ${String(got.status)} for ${hex}`).toBe(want.kind);
  if (want.kind === 'ok') {
    expect(got.out.equals(want.out), hex).toBe(true);
    expect(got.endOffset, hex).toBe(want.end);
  }
  return want.kind;
}

describe('agrees with zlib', { timeout: fuzzRun.timeoutMs }, () => {
  test('on what zlib compressed, with and without bytes behind it, and on damaged copies', () => {
    const random = new SeededRandom(fuzzRun.seed);
    const inflate = new RawInflate(random);
    for (let i = 0; i < fuzzRun.inputs; i++) {
      const data = sampleData(random);
      const raw = deflateRawSync(data, sampleZlibOptions(random));
      const behind = random.chance(0.3) ? random.bytes(random.int(20)) : Buffer.alloc(0);
      const got = inflate.inflate(Buffer.concat([raw, behind]), RAW, randomStyle(random, data.length));
      expect(got.status).toBe(inflateStatus.end);
      expect(got.out.equals(data)).toBe(true);
      expect(got.endOffset).toBe(raw.length);
      compareWithZlib(random, inflate, damagedCopy(random, raw));
    }
  });

  test('on gzip files, cut off and damaged ones', () => {
    const random = new SeededRandom(fuzzRun.seed + 1);
    const inflate = new RawInflate(random);
    for (let i = 0; i < fuzzRun.inputs / 4; i++) {
      const data = sampleData(random);
      const file = gzipSync(data, sampleZlibOptions(random));
      const style = randomStyle(random, data.length);
      const { status, members, endOffset, out } = inflate.inflate(file, inflateMode.gzip, style);
      expect({ status, members, endOffset }).toEqual({ status: inflateStatus.end, members: 1, endOffset: file.length });
      expect(out.equals(data)).toBe(true);
      const cut = file.subarray(0, random.int(file.length));
      expect(inflate.inflate(cut, inflateMode.gzip, style).status).toBe(TRUNCATED);
      const bad = damagedCopy(random, file);
      const got = inflate.inflate(bad, inflateMode.gzip, style);
      // Good only if zlib agrees: some header bytes may change without harm.
      if (got.status === inflateStatus.end)
        expect(gunzipSync(bad.subarray(0, got.endOffset)).equals(got.out)).toBe(true);
      else expect(() => gunzipSync(bad)).toThrow();
    }
  });

  test('on noise, half of it behind the start of a compressed block', () => {
    const random = new SeededRandom(fuzzRun.seed + 2);
    const inflate = new RawInflate(random);
    for (let i = 0; i < fuzzRun.inputs; i++) {
      const noise = random.bytes(1 + random.int(random.pick([8, 30, 200])));
      if (i % 2 === 1) noise[0] = ((noise[0] ?? 0) & 0xf8) | 4 | random.int(2);
      compareWithZlib(random, inflate, noise);
    }
  });

  test('on crafted codes to 15 bits deep, whole, broken and damaged', () => {
    const random = new SeededRandom(fuzzRun.seed + 3);
    const inflate = new RawInflate(random);
    const kinds = { ok: 0, data: 0, truncated: 0 };
    for (let i = 0; i < fuzzRun.inputs / 4; i++) {
      const source = craftedDeflate(random);
      kinds[compareWithZlib(random, inflate, source)]++;
      kinds[compareWithZlib(random, inflate, damagedCopy(random, source))]++;
    }
    // Or the generator is not worth its name.
    expect(kinds.ok).toBeGreaterThan(fuzzRun.inputs / 10);
    expect(kinds.data).toBeGreaterThan(fuzzRun.inputs / 50);
    expect(kinds.truncated).toBeGreaterThan(fuzzRun.inputs / 50);
  });
});
