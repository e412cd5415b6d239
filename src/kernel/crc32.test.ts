import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { rawKernel } from '../../tests/kernel/kernel-module.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

test('agrees with the CRC-32 that zlib writes, at any length, address and cut', () => {
  const random = new SeededRandom(fuzzRun.seed);
  const kernel = rawKernel();
  const input = kernel.allocate(512);
  const bytes = new Uint8Array(kernel.memory.buffer);
  for (let length = 0; length < 400; length++) {
    const data = random.bytes(length);
    const from = input + (length & 15);
    const cut = random.int(length + 1);
    bytes.set(data, from);
    const inTwo = kernel.crc32(kernel.crc32(0, from, cut), from + cut, length - cut) >>> 0;
    expect(inTwo).toBe(crc32(data));
  }
});

test('agrees for stretches that are read in segments side by side', () => {
  const random = new SeededRandom(fuzzRun.seed);
  const kernel = rawKernel();
  const input = kernel.allocate(150_016);
  const bytes = new Uint8Array(kernel.memory.buffer);
  for (const length of [16_383, 16_384, 16_385, 32_768, 49_151, 65_536, 100_000, 150_000]) {
    const data = random.bytes(length);
    const from = input + random.int(16);
    const cut = random.int(length + 1);
    bytes.set(data, from);
    expect(kernel.crc32(0, from, length) >>> 0, `${length}`).toBe(crc32(data));
    const inTwo = kernel.crc32(kernel.crc32(0, from, cut), from + cut, length - cut) >>> 0;
    expect(inTwo, `${length} cut at ${cut}`).toBe(crc32(data));
  }
});

const crc32 = (data: Uint8Array): number => gzipSync(data).readUInt32LE(gzipSync(data).length - 8);
