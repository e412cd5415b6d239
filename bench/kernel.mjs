// `node bench/kernel.mjs [--rounds 7] [file.gz …]`: the kernel against hash-wasm, zlib and the platform, on the same bytes
// in turns, in one Node process. Medians; trust the ratios, not the MB/s (10^6 bytes of uncompressed data a second).
// Without files it gzips what every checkout has: the Node program and the TypeScript compiler.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createSHA256 } from 'hash-wasm';
import { runnerImport } from 'vite';

const root = new URL('..', import.meta.url);
const load = async (path) =>
  (await runnerImport(new URL(path, root).pathname, { configFile: false, logLevel: 'error' })).module;
const { buildKernel } = await load('scripts/build-kernel.ts');
const { loadKernel } = await load('src/kernel/kernel.ts');
const { spreadOf } = await load('bench/statistics.ts');

const args = process.argv.slice(2);
const flag = args.indexOf('--rounds');
const rounds = flag < 0 ? 7 : Number(args.splice(flag, 2)[1]);
const MIB = 2 ** 20;
const CHUNK = MIB;

process.chdir(new URL('..', import.meta.url).pathname);
buildKernel();
const wasm = readFileSync('src/kernel/build/kernel.wasm');
const kernel = loadKernel(new WebAssembly.Module(wasm));
const hashWasm = await createSHA256();
console.log(
  `kernel.wasm ${wasm.length} bytes, ${gzipSync(wasm).length} gzipped; Node ${process.version}; ${rounds} rounds`,
);

/** Times every way in turns, and says how many times as fast as the first one each is. */
async function compare(title, bytes, ways) {
  console.log(`${title} (${(bytes / 1e6).toFixed(1)} MB)`);
  const times = new Map(Object.keys(ways).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of Object.entries(ways)) {
      const started = performance.now();
      await run();
      if (round >= 0) times.get(name).push(performance.now() - started); // the first round warms up
    }
  }
  const [first] = Object.keys(ways);
  const base = spreadOf(times.get(first)).median;
  for (const [name, values] of times) {
    const { median, min, max } = spreadOf(values);
    const speed = (bytes / 1e3 / median).toFixed(0).padStart(6);
    console.log(
      `  ${name.padEnd(40)} ${speed} MB/s ${(base / median).toFixed(2).padStart(6)} x   ${min.toFixed(1)}-${max.toFixed(1)} ms`,
    );
  }
}

function chunks(bytes) {
  const list = [];
  for (let at = 0; at < bytes.length; at += CHUNK) list.push(bytes.subarray(at, at + CHUNK));
  return list;
}

function hashWith(hasher, bytes) {
  for (const chunk of chunks(bytes)) hasher.update(chunk);
  return hasher.digestHex();
}

const viaHashWasm = () => {
  hashWasm.init();
  return { update: (bytes) => hashWasm.update(bytes), digestHex: () => hashWasm.digest('hex') };
};

function inflateWithKernel(file, checkCrc, emit) {
  const inflater = kernel.openInflater({ checkCrc });
  try {
    for (const chunk of chunks(file)) inflater.push(chunk, emit);
    inflater.finish();
  } finally {
    inflater.close();
  }
}

async function inflateWithPlatform(file, emit) {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const written = (async () => {
    for (const chunk of chunks(file)) await writer.write(chunk);
    await writer.close();
  })();
  for await (const output of stream.readable) emit(output);
  await written;
}

const noise = new Uint8Array(64 * MIB);
for (let i = 0, x = 1; i < noise.length; i++) noise[i] = (x = Math.imul(x, 1_103_515_245) + 12_345) >>> 16;
const expected = createHash('sha256').update(noise).digest('hex');
if (hashWith(kernel.createSha256(), noise) !== expected) throw new Error('The kernel hashes wrongly.');

await compare('SHA-256', noise.length, {
  'hash-wasm': () => hashWith(viaHashWasm(), noise),
  'kernel, one hash': () => hashWith(kernel.createSha256(), noise),
  'kernel, four hashes in lanes': () => {
    const quarter = noise.length / 4;
    const lanes = [0, 1, 2, 3].map((i) => ({ hasher: kernel.createSha256(), from: i * quarter }));
    for (let at = 0; at < quarter; at += CHUNK) {
      kernel.updateLanes(
        lanes.map(({ hasher, from }) => ({ hasher, bytes: noise.subarray(from + at, from + at + CHUNK) })),
      );
    }
    for (const { hasher } of lanes) hasher.digestHex();
  },
  'crypto.subtle, whole buffer': () => crypto.subtle.digest('SHA-256', noise),
});

const blobs = Array.from({ length: 2000 }, (_, i) => noise.subarray(i * 2048, (i + 1) * 2048));
await compare('SHA-256 of 2,000 blobs of 2 KiB', 2000 * 2048, {
  'hash-wasm': () => blobs.forEach((blob) => hashWith(viaHashWasm(), blob)),
  'kernel, one hash': () => blobs.forEach((blob) => hashWith(kernel.createSha256(), blob)),
});

function start(path, length) {
  const bytes = Buffer.alloc(length);
  const file = openSync(path);
  const read = readSync(file, bytes, 0, length, 0);
  closeSync(file);
  return bytes.subarray(0, read);
}
const files =
  args.length > 0
    ? args.map((path) => ({ name: basename(path), file: readFileSync(path) }))
    : [
        { name: 'program', file: gzipSync(start(process.execPath, 48 * MIB)) },
        { name: 'text', file: gzipSync(readFileSync('node_modules/typescript/lib/typescript.js')) },
      ];
for (const { name, file } of files) {
  const plain = gunzipSync(file);
  const hasher = kernel.createSha256();
  inflateWithKernel(file, true, (output) => hasher.update(output));
  if (hasher.digestHex() !== createHash('sha256').update(plain).digest('hex')) throw new Error(`Wrong output: ${name}`);
  const drop = () => undefined;
  await compare(`gunzip ${name} from ${(file.length / 1e6).toFixed(1)} MB`, plain.length, {
    DecompressionStream: () => inflateWithPlatform(file, drop),
    'node:zlib, whole buffer': () => gunzipSync(file),
    'kernel, CRC-32 checked': () => inflateWithKernel(file, true, drop),
    'kernel, CRC-32 not checked': () => inflateWithKernel(file, false, drop),
  });
  await compare(`gunzip ${name} and SHA-256 of the output`, plain.length, {
    'DecompressionStream, hash-wasm': async () => {
      const hash = viaHashWasm();
      await inflateWithPlatform(file, (output) => hash.update(output));
      hash.digestHex();
    },
    'kernel, in place': () => {
      const hash = kernel.createSha256();
      inflateWithKernel(file, false, (output) => hash.update(output));
      hash.digestHex();
    },
  });
}
