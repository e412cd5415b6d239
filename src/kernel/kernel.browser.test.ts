import { expect, test } from 'vitest';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';
import kernelUrl from './build/kernel.wasm?url';
import { KernelError } from './kernel-error.ts';
import type { BlockStart, OnBlock } from './kernel-inflater.ts';
import type { Kernel } from './kernel.ts';
import { isKernelSupported, loadKernel } from './kernel.ts';

const INPUTS = 300;
const random = new SeededRandom(1);

async function fetchKernel(): Promise<Kernel> {
  const bytes = await (await fetch(kernelUrl)).arrayBuffer();
  expect(isKernelSupported(bytes)).toBe(true);
  return loadKernel(await WebAssembly.compile(bytes));
}

/** Noise and repeats, up to 200,000 bytes. */
function sample(): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(random.int(random.pick([10, 1000, 30_000, 200_000])));
  const values = 1 + random.int(255);
  for (let at = 0; at < data.length;) {
    const distance = random.chance(0.7) ? 1 + random.int(40_000) : 0;
    const end = Math.min(data.length, at + 1 + random.int(300));
    for (; at < end; at++) {
      data[at] = distance > 0 && at >= distance ? (data[at - distance] ?? 0) : random.int(values);
    }
  }
  return data;
}

const through = async (data: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) =>
  new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(stream)).arrayBuffer());

async function concat(parts: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function subtleHex(data: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the kernel makes of a gzip file, in random pieces; no output where it is bad. */
async function inflate(kernel: Kernel, file: Uint8Array) {
  const inflater = kernel.openInflater();
  const hasher = kernel.createSha256();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (let at = 0; at < file.length;) {
      const piece = file.subarray(at, at + 1 + random.int(random.pick([3, 300, 300_000])));
      at += piece.length;
      inflater.push(piece, (output) => {
        hasher.update(output);
        parts.push(new Uint8Array(output));
      });
    }
    inflater.finish();
    return { output: await concat(parts), hex: hasher.digestHex(), isWhole: !inflater.sawTrailing };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return { isWhole: false };
  } finally {
    hasher.close();
    inflater.close();
  }
}

function inflateFrom(kernel: Kernel, bytes: Uint8Array, from: BlockStart | null, onBlock?: OnBlock): Uint8Array {
  const inflater = kernel.openInflater({ from: from ?? undefined, onBlock });
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const piece = bytes.subarray(at, at + 1 + random.int(random.pick([300, 300_000])));
    at += piece.length;
    inflater.push(piece, (output) => parts.push(output.slice()));
  }
  inflater.finish();
  inflater.close();
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

/** `toEqual` compares typed arrays element by element, and takes seconds for a megabyte. */
const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

test('agrees with this browser on good, damaged and truncated files', { timeout: 120_000 }, async () => {
  const kernel = await fetchKernel();
  const before = kernel.memoryBytes;
  for (let i = 0; i < INPUTS; i++) {
    const data = sample();
    const file = await through(data, new CompressionStream('gzip'));
    const good = await inflate(kernel, file);
    expect(good.hex).toBe(await subtleHex(data));
    const bad = file.slice(0, random.chance(0.3) ? random.int(file.length) : file.length);
    const at = random.int(bad.length);
    if (bad.length > 0) bad[at] = (bad[at] ?? 0) ^ (1 << random.int(8));
    const ours = await inflate(kernel, bad);
    const theirs = await through(bad, new DecompressionStream('gzip')).catch(() => undefined);
    // Not compared: trailing data, which the platform refuses and we report.
    if (ours.output && ours.isWhole) expect(theirs).toEqual(ours.output);
    if (!ours.output) expect(theirs).toBeUndefined();
  }
  expect(kernel.memoryBytes).toBe(before);
});

test('reads on from any block as this browser reads from the start', { timeout: 120_000 }, async () => {
  const kernel = await fetchKernel();
  const before = kernel.memoryBytes;
  let resumed = 0;
  for (let i = 0; i < INPUTS / 3; i++) {
    const members = await Promise.all([sample(), sample()].map((data) => through(data, new CompressionStream('gzip'))));
    const file = await concat(members);
    const blocks: BlockStart[] = [];
    const spacing = random.pick([1, 20_000]);
    const plain = inflateFrom(kernel, file, null, (block) => {
      blocks.push({ ...block, window: block.window.slice() });
      return block.outputOffset + spacing;
    });
    const theirs = await Promise.all(members.map((member) => through(member, new DecompressionStream('gzip'))));
    expect(isSame(plain, await concat(theirs))).toBe(true);
    for (const block of blocks) {
      resumed += 1;
      const rest = inflateFrom(kernel, file.subarray(Math.floor(block.bitOffset / 8)), block);
      expect(isSame(rest, plain.subarray(block.outputOffset))).toBe(true);
    }
  }
  expect(resumed).toBeGreaterThan(INPUTS / 10);
  expect(kernel.memoryBytes).toBe(before);
});

test('lanes agree with crypto.subtle', async () => {
  const kernel = await fetchKernel();
  for (let i = 0; i < 30; i++) {
    const lanes = Array.from({ length: 4 }, () => ({ hasher: kernel.createSha256(), bytes: sample() }));
    kernel.updateLanes(lanes);
    for (const { hasher, bytes } of lanes) expect(hasher.digestHex()).toBe(await subtleHex(bytes));
  }
});

test('says so when its memory cannot grow, and works on', async () => {
  const kernel = await fetchKernel();
  const first = kernel.openInflater();
  expect(() => {
    for (let i = 0; i < 10_000; i++) kernel.openInflater();
  }).toThrow('cannot grow');
  first.close();
  const data = sample();
  const got = await inflate(kernel, await through(data, new CompressionStream('gzip')));
  expect(got.output).toEqual(data);
});
