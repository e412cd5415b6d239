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
    const crc = kernel.crc32(kernel.crc32(0, from, cut), from + cut, length - cut) >>> 0;
    expect(crc).toBe(gzipSync(data).readUInt32LE(gzipSync(data).length - 8));
  }
});
