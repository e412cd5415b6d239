/**
 * `npm run bench -- --kernel [--rounds 7] [file.gz …]`: the kernel against hash-wasm, zlib and the platform, on the same
 * bytes in turns, in one Node process. Medians; trust the ratios, not the MB/s (10^6 bytes of unpacked data a second).
 * Without files it gzips what every checkout has: the Node program and the TypeScript compiler.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createSHA256 } from 'hash-wasm';
import { buildKernel } from '../scripts/build-kernel.ts';
import { type Kernel, loadKernel } from '../src/kernel/kernel.ts';
import { spreadOf } from './statistics.ts';

const MIB = 2 ** 20;
const CHUNK = MIB;

interface Hashing {
  update(bytes: Uint8Array): unknown;
  digestHex(): string;
}
type Emit = (output: Uint8Array) => unknown;
type Ways = Readonly<Record<string, () => unknown>>;

export async function runKernelBench(rounds: number, paths: readonly string[]): Promise<void> {
  buildKernel();
  const wasm = readFileSync('src/kernel/build/kernel.wasm');
  const kernel = loadKernel(new WebAssembly.Module(wasm));
  const sizes = `${wasm.length} bytes, ${gzipSync(wasm).length} gzipped`;
  console.log(`kernel.wasm ${sizes}; Node ${process.version}; ${rounds} rounds`);
  await compareHashes(kernel, rounds);
  for (const { name, file } of filesToUnpack(paths)) await compareInflating(kernel, rounds, name, file);
}

/** Times every way in turns, and says how many times as fast as the first one each is. */
async function compare(rounds: number, title: string, bytes: number, ways: Ways): Promise<void> {
  console.log(`${title} (${(bytes / 1e6).toFixed(1)} MB)`);
  const times = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of Object.entries(ways)) {
      const started = performance.now();
      await run();
      const took = performance.now() - started;
      if (round >= 0) times.set(name, [...(times.get(name) ?? []), took]); // the first round warms up
    }
  }
  let base: number | undefined;
  for (const [name, values] of times) {
    const { median, min, max } = spreadOf(values);
    base ??= median;
    const speed = (bytes / 1e3 / median).toFixed(0).padStart(6);
    const ratio = (base / median).toFixed(2).padStart(6);
    console.log(`  ${name.padEnd(40)} ${speed} MB/s ${ratio} x   ${min.toFixed(1)}-${max.toFixed(1)} ms`);
  }
}

function chunks(bytes: Uint8Array): Uint8Array[] {
  const list = [];
  for (let at = 0; at < bytes.length; at += CHUNK) list.push(bytes.subarray(at, at + CHUNK));
  return list;
}

function hashWith(hasher: Hashing, bytes: Uint8Array): string {
  for (const chunk of chunks(bytes)) hasher.update(chunk);
  return hasher.digestHex();
}

async function hashWasmOpener(): Promise<() => Hashing> {
  const hasher = await createSHA256();
  return () => {
    hasher.init();
    return { update: (bytes) => hasher.update(bytes), digestHex: () => hasher.digest('hex') };
  };
}

async function compareHashes(kernel: Kernel, rounds: number): Promise<void> {
  const noise = new Uint8Array(64 * MIB);
  for (let i = 0, x = 1; i < noise.length; i++) noise[i] = (x = Math.imul(x, 1_103_515_245) + 12_345) >>> 16;
  const expected = createHash('sha256').update(noise).digest('hex');
  if (hashWith(kernel.createSha256(), noise) !== expected) throw new Error('The kernel hashes wrongly.');
  const viaHashWasm = await hashWasmOpener();
  await compare(rounds, 'SHA-256', noise.length, {
    'hash-wasm': () => hashWith(viaHashWasm(), noise),
    'kernel, one hash': () => hashWith(kernel.createSha256(), noise),
    'kernel, four hashes in lanes': () => hashInLanes(kernel, noise),
    'crypto.subtle, whole buffer': () => crypto.subtle.digest('SHA-256', noise),
  });
  const blobs = Array.from({ length: 2000 }, (_, i) => noise.subarray(i * 2048, (i + 1) * 2048));
  await compare(rounds, 'SHA-256 of 2,000 blobs of 2 KiB', 2000 * 2048, {
    'hash-wasm': () => blobs.forEach((blob) => hashWith(viaHashWasm(), blob)),
    'kernel, one hash': () => blobs.forEach((blob) => hashWith(kernel.createSha256(), blob)),
  });
}

function hashInLanes(kernel: Kernel, bytes: Uint8Array): void {
  const quarter = bytes.length / 4;
  const lanes = [0, 1, 2, 3].map((i) => ({ hasher: kernel.createSha256(), from: i * quarter }));
  for (let at = 0; at < quarter; at += CHUNK) {
    kernel.updateLanes(
      lanes.map(({ hasher, from }) => ({ hasher, bytes: bytes.subarray(from + at, from + at + CHUNK) })),
    );
  }
  for (const { hasher } of lanes) hasher.digestHex();
}

function inflateWithKernel(kernel: Kernel, file: Uint8Array, checkCrc: boolean, emit: Emit): void {
  const inflater = kernel.openInflater({ checkCrc });
  try {
    for (const chunk of chunks(file)) inflater.push(chunk, (output) => void emit(output));
    inflater.finish();
  } finally {
    inflater.close();
  }
}

async function inflateWithPlatform(file: Uint8Array, emit: Emit): Promise<void> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const written = (async () => {
    for (const chunk of chunks(file)) await writer.write(new Uint8Array(chunk));
    await writer.close();
  })();
  const reader = stream.readable.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) emit(part.value);
  await written;
}

function filesToUnpack(paths: readonly string[]): { name: string; file: Uint8Array }[] {
  if (paths.length > 0) return paths.map((path) => ({ name: basename(path), file: readFileSync(path) }));
  return [
    { name: 'program', file: gzipSync(startOf(process.execPath, 48 * MIB)) },
    { name: 'text', file: gzipSync(readFileSync('node_modules/typescript/lib/typescript.js')) },
  ];
}

function startOf(path: string, length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  const read = readSync(file, bytes, 0, length, 0);
  closeSync(file);
  return bytes.subarray(0, read);
}

async function compareInflating(kernel: Kernel, rounds: number, name: string, file: Uint8Array): Promise<void> {
  const plain = gunzipSync(file);
  const hasher = kernel.createSha256();
  inflateWithKernel(kernel, file, true, (output) => hasher.update(output));
  if (hasher.digestHex() !== createHash('sha256').update(plain).digest('hex')) throw new Error(`Wrong output: ${name}`);
  const viaHashWasm = await hashWasmOpener();
  const drop = (): undefined => undefined;
  await compare(rounds, `gunzip ${name} from ${(file.length / 1e6).toFixed(1)} MB`, plain.length, {
    DecompressionStream: () => inflateWithPlatform(file, drop),
    'node:zlib, whole buffer': () => gunzipSync(file),
    'kernel, CRC-32 checked': () => inflateWithKernel(kernel, file, true, drop),
    'kernel, CRC-32 not checked': () => inflateWithKernel(kernel, file, false, drop),
  });
  await compare(rounds, `gunzip ${name} and SHA-256 of the output`, plain.length, {
    'DecompressionStream, hash-wasm': async () => {
      const hash = viaHashWasm();
      await inflateWithPlatform(file, (output) => hash.update(output));
      hash.digestHex();
    },
    'kernel, in place': () => {
      const hash = kernel.createSha256();
      inflateWithKernel(kernel, file, false, (output) => hash.update(output));
      hash.digestHex();
    },
  });
}
