import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { PIECE_BYTES } from './kernel-memory.ts';
import { loadKernel } from './kernel.ts';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { kernelModule } from '../../tests/kernel/kernel-module.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

const random = new SeededRandom(fuzzRun.seed);
const nodeHex = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

test.each([0, 1, 63, 64, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 77])(
  'hashes %i bytes, whole and in pieces, like node:crypto',
  (length) => {
    const kernel = loadKernel(kernelModule);
    const data = random.bytes(length);
    const whole = kernel.createSha256();
    whole.update(data);
    const pieces = kernel.createSha256();
    for (let at = 0; at < length; at += 100_000) pieces.update(data.subarray(at, at + 100_000));
    expect(whole.digestHex()).toBe(nodeHex(data));
    expect(pieces.digestHex()).toBe(nodeHex(data));
  },
);

test('keeps hashes that run at the same time apart', () => {
  const kernel = loadKernel(kernelModule);
  const jobs = Array.from({ length: 40 }, () => ({
    data: random.bytes(random.int(5000)),
    hasher: kernel.createSha256(),
  }));
  for (let at = 0; at < 5000; at += 500) {
    for (const { data, hasher } of random.shuffle([...jobs])) hasher.update(data.subarray(at, at + 500));
  }
  for (const { data, hasher } of jobs) expect(hasher.digestHex()).toBe(nodeHex(data));
});

test('is spent after the digest, and after close', () => {
  const kernel = loadKernel(kernelModule);
  const spent = kernel.createSha256();
  expect(spent.digestHex()).toBe(nodeHex(new Uint8Array()));
  const other = kernel.createSha256(); // has the memory of the spent one
  expect(() => spent.digestHex()).toThrow('finished or closed');
  expect(() => {
    spent.update(new Uint8Array(1));
  }).toThrow('finished or closed');
  spent.close();
  expect(kernel.createSha256().context).not.toBe(other.context); // closing twice gives back once
  expect(other.digestHex()).toBe(nodeHex(new Uint8Array()));
});

test('hashes thousands of blobs without growing', () => {
  const kernel = loadKernel(kernelModule);
  const before = kernel.memoryBytes;
  const data = random.bytes(1000);
  for (let i = 0; i < 50_000; i++) {
    const hasher = kernel.createSha256();
    hasher.update(data.subarray(0, i % 3));
    if (i % 2 === 0) hasher.digestHex();
    else hasher.close();
  }
  expect(kernel.memoryBytes).toBe(before);
});
