import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadKernel } from './kernel.ts';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { kernelModule } from '../../tests/kernel/kernel-module.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';

const nodeHex = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

test('one to four hashes of any length agree with node:crypto, mixed with single updates', () => {
  const random = new SeededRandom(fuzzRun.seed);
  const kernel = loadKernel(kernelModule);
  for (let round = 0; round < 40; round++) {
    const lanes = Array.from({ length: 1 + random.int(4) }, () => {
      const bytes = random.bytes(random.int(random.pick([1, 100, 70_000, 200_000])));
      return { hasher: kernel.createSha256(), bytes, cut: random.int(bytes.length + 1) };
    });
    const cutLanes = (from: 'start' | 'cut') =>
      lanes.map(({ hasher, bytes, cut }) => ({
        hasher,
        bytes: from === 'start' ? bytes.subarray(0, cut) : bytes.subarray(cut),
      }));
    kernel.updateLanes(cutLanes('start'));
    if (random.chance(0.5)) kernel.updateLanes(cutLanes('cut'));
    else for (const { hasher, bytes } of cutLanes('cut')) hasher.update(bytes);
    for (const { hasher, bytes } of lanes) expect(hasher.digestHex()).toBe(nodeHex(bytes));
  }
});

test("takes an inflater's output where it lies", () => {
  const random = new SeededRandom(fuzzRun.seed);
  const kernel = loadKernel(kernelModule);
  const data = random.bytes(600_000);
  const [plain, inflated] = [kernel.createSha256(), kernel.createSha256()];
  const inflater = kernel.openInflater();
  let at = 0;
  inflater.push(gzipSync(data), (output) => {
    kernel.updateLanes([
      { hasher: inflated, bytes: output },
      { hasher: plain, bytes: data.subarray(at, at + output.length) },
    ]);
    at += output.length;
  });
  expect(at).toBe(data.length);
  expect(inflated.digestHex()).toBe(nodeHex(data));
  expect(plain.digestHex()).toBe(nodeHex(data));
});

test('refuses five lanes, one hash in two lanes, and hashes of another kernel or finished ones', () => {
  const kernel = loadKernel(kernelModule);
  const bytes = new Uint8Array(64);
  const lane = () => ({ hasher: kernel.createSha256(), bytes });
  const twice = lane();
  const finished = lane();
  finished.hasher.digestHex();
  expect(() => {
    kernel.updateLanes([lane(), lane(), lane(), lane(), lane()]);
  }).toThrow('at most four');
  expect(() => {
    kernel.updateLanes([twice, twice]);
  }).toThrow('each its own');
  expect(() => {
    kernel.updateLanes([{ hasher: loadKernel(kernelModule).createSha256(), bytes }]);
  }).toThrow('another kernel');
  expect(() => {
    kernel.updateLanes([twice, finished]);
  }).toThrow('finished or closed');
  expect(twice.hasher.digestHex()).toBe(nodeHex(new Uint8Array())); // a refused call has hashed nothing
});
