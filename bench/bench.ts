/**
 * `npm run bench [-- --mb 200 --rounds 5]`: the built app against what an engineer would type, on the same bytes, in one run,
 * taken in turns. Results go to bench/results.json and, as a table, to the terminal. Trust the ratios, not the milliseconds.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDump, type Packing } from './make-dump.ts';
import { spreadOf, type Spread } from './statistics.ts';
import { startApp } from './time-app.ts';

const option = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const megabytes = option('mb', 200);
const rounds = option('rounds', 5);

interface Peer {
  readonly name: string;
  readonly needs: string;
  /** Shell text; `$@` are the layer blobs, the folder is the working directory. */
  readonly shell: string;
}
const hashAll = 'sha256sum blobs/sha256/* >/dev/null';
const peers: Readonly<Record<Packing, readonly Peer[]>> = {
  plain: [{ name: 'sha256sum of every blob', needs: 'sha256sum', shell: hashAll }],
  gzip: [
    {
      name: 'sha256sum of every blob; gzip -dc | sha256sum of every layer',
      needs: 'gzip',
      shell: `${hashAll}; for f; do gzip -dc "$f" | sha256sum; done`,
    },
    {
      name: 'openssl dgst of every blob; pigz -dc | openssl dgst of every layer',
      needs: 'pigz',
      shell: 'openssl dgst -sha256 blobs/sha256/* >/dev/null; for f; do pigz -dc "$f" | openssl dgst -sha256; done',
    },
  ],
  zstd: [
    {
      name: 'sha256sum of every blob; zstd -dc | sha256sum of every layer',
      needs: 'zstd',
      shell: `${hashAll}; for f; do zstd -qdc "$f" | sha256sum; done`,
    },
  ],
};

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function timeShell(folder: string, shell: string, layers: readonly string[]): number {
  const started = performance.now();
  execFileSync('sh', ['-c', shell, 'sh', ...layers], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return performance.now() - started;
}

interface Row {
  readonly packing: Packing;
  readonly name: string;
  readonly time: Spread;
  /** App time over this peer's time; 1 for the app itself. */
  readonly ratio: number;
}

const app = await startApp();
const rows: Row[] = [];
const runs: object[] = [];
try {
  for (const packing of ['plain', 'gzip', 'zstd'] as const) {
    if (packing === 'zstd' && !has('zstd')) continue;
    const folder = mkdtempSync(join(tmpdir(), 'tallyman-bench-'));
    try {
      const dump = makeDump(folder, { packing, layers: 4, layerBytes: (megabytes * 1e6) / 4, seed: 7 });
      const present = peers[packing].filter(({ needs }) => has(needs));
      const times = new Map<string, number[]>([
        ['Tallyman', []],
        ...present.map(({ name }): [string, number[]] => [name, []]),
      ]);
      let longestTaskMs = 0;
      for (let round = 0; round < rounds; round++) {
        const run = await app.check(folder);
        if (run.verdict !== 'sound') throw new Error(`the app says ${run.verdict} of a sound dump`);
        longestTaskMs = Math.max(longestTaskMs, run.longestTaskMs);
        times.get('Tallyman')?.push(run.wallMs);
        for (const { name, shell } of present) times.get(name)?.push(timeShell(folder, shell, dump.layers));
      }
      const own = spreadOf(times.get('Tallyman') ?? []);
      for (const [name, values] of times)
        rows.push({ packing, name, time: spreadOf(values), ratio: own.median / spreadOf(values).median });
      runs.push({ packing, storedBytes: dump.bytes, uncompressedBytes: dump.uncompressedBytes, longestTaskMs });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
} finally {
  await app.stop();
}

const machine = {
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  browser: `Chromium ${app.version}`,
  megabytes,
  rounds,
};
writeFileSync('bench/results.json', `${JSON.stringify({ machine, runs, rows }, null, 2)}\n`);
const ms = (value: number): string => value.toFixed(0);
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.browser}; ${megabytes} MB unpacked in 4 layers, ${rounds} rounds in turns\n`,
);
console.log('| layers | what | median ms | min to max | Tallyman takes |');
console.log('| --- | --- | --- | --- | --- |');
for (const { packing, name, time, ratio } of rows) {
  console.log(
    `| ${packing} | ${name} | ${ms(time.median)} | ${ms(time.min)} to ${ms(time.max)} | ${name === 'Tallyman' ? '' : `${ratio.toFixed(2)} of it`} |`,
  );
}
