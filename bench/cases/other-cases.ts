import { setTimeout as pause } from 'node:timers/promises';
import type { AppRun } from '../app/app-under-test.ts';
import { writeTiny } from '../dumps/write-tiny.ts';
import { PEERS } from '../peers.ts';
import type { Measure } from '../results.ts';
import { spreadOf } from '../statistics.ts';
import { type Bench, factsOf, type Findings, imageDump, measure, NOTHING, together } from './bench.ts';
import { compare, measuresOf } from './compare.ts';

/** Opening the sample is short: more rounds of it cost little. */
const SAMPLE_TIMES = 2;
const GROWTH_BYTES = 50e6;
const GROWTH_STEPS = [1, 4, 16] as const;
const GROWTH_ROUNDS = 3;
const REOPEN_BYTES = 1e9;
/** What was found is written down after the verdict is on screen. */
const KEEPING_MS = 5000;

/** The sample that comes with the app: from the press of the button to the verdict. */
export async function smallCase(bench: Bench): Promise<Findings> {
  const part = 'sample';
  const runs: AppRun[] = [];
  for (let round = 0; round < SAMPLE_TIMES * bench.options.rounds; round++) runs.push(await bench.app.checkSample());
  const opening = {
    part,
    id: 'sample-opening',
    name: 'from the press of the button to the verdict',
    unit: 'ms',
  } as const;
  const paint = { part, id: 'first-paint', name: 'from the address to the first paint', unit: 'ms' } as const;
  return {
    ...NOTHING,
    measures: [
      measure(
        runs.map(({ wallMs }) => wallMs),
        opening,
      ),
      measure(
        runs.flatMap(({ firstPaintMs }) => firstPaintMs ?? []),
        paint,
      ),
      ...measuresOf(part, runs).filter(({ id }) => id === 'longest-task'),
    ],
  };
}

/** Thousands of blobs of a few kB. */
export async function tinyCase(bench: Bench): Promise<Findings> {
  const { blobs, seed } = bench.options;
  bench.say(`making ${blobs} blobs`);
  const dump = await bench.store.dump(`tiny-${blobs}-${seed}`, (folder) => writeTiny(folder, blobs, bench.pool()));
  try {
    return await compare(bench, { id: 'tiny', part: 'tiny', dump, peers: PEERS.tiny });
  } finally {
    bench.store.release(dump);
  }
}

/** The same image at 1, 4 and 16 times the size: time must not grow faster than the bytes, and memory not at all. */
export async function growthCase(bench: Bench): Promise<Findings> {
  const found: Findings[] = [];
  const measures: Measure[] = [];
  for (const packing of ['gzip', 'plain'] as const) {
    const dumps = [];
    for (const times of GROWTH_STEPS)
      dumps.push({ times, dump: await imageDump(bench, packing, Math.min(GROWTH_BYTES, bench.options.bytes) * times) });
    try {
      const runs = dumps.map((): AppRun[] => []);
      for (let round = 0; round < Math.min(GROWTH_ROUNDS, bench.options.rounds); round++) {
        bench.say(`growth, ${packing}: round ${round + 1}`);
        for (const [place, { dump }] of dumps.entries()) runs[place]?.push(await bench.app.checkFolder(dump.folder));
      }
      const walls = runs.map((list) => list.map(({ wallMs }) => wallMs));
      for (const [place, { times, dump }] of dumps.entries()) {
        const part = `${packing} ${times}×`;
        const timesMs = walls[place] ?? [];
        const spreadMs = spreadOf(timesMs);
        const megabytesPerSecond = dump.tarBytes / 1e3 / spreadMs.median;
        const row = { part, who: 'tallyman', name: 'Tallyman', does: '', timesMs, spreadMs, megabytesPerSecond };
        found.push({
          ...NOTHING,
          dumps: [factsOf(part, dump)],
          rows: [{ ...row, ratio: null, goal: null }],
          measures: measuresOf(part, runs[place] ?? []),
          strategies: (runs[place] ?? []).flatMap(({ strategy }) => strategy ?? []),
        });
      }
      const medians = walls.map((list) => spreadOf(list).median);
      const growth = (medians.at(-1) ?? NaN) / (medians[0] ?? NaN);
      measures.push(measure([growth], { part: packing, id: 'growth', name: 'time for 16 times the bytes', unit: '×' }));
    } finally {
      for (const { dump } of dumps) bench.store.release(dump);
    }
  }
  return { ...together(found), measures: [...measures, ...together(found).measures] };
}

/** The second visit to an unchanged dump: the whole report from what was kept. */
export async function reopenCase(bench: Bench): Promise<Findings> {
  const part = 'kept';
  const dump = await imageDump(bench, 'gzip', Math.max(REOPEN_BYTES, bench.options.bytes));
  try {
    const runs: AppRun[] = [];
    const firstRuns: AppRun[] = [];
    await bench.app.visit(async (visit) => {
      firstRuns.push(await visit.checkFolder(dump.folder));
      for (let round = 0; round < bench.options.rounds; round++) {
        bench.say(`reopen: round ${round + 1}`);
        await pause(KEEPING_MS);
        await visit.load();
        runs.push(await visit.checkFolder(dump.folder));
      }
    });
    const again = {
      part,
      id: 'reopening',
      name: 'from the arrival of the files to the full report, kept',
      unit: 'ms',
    } as const;
    const first = { part, id: 'first-opening', name: 'the same the first time', unit: 'ms' } as const;
    return {
      ...NOTHING,
      dumps: [factsOf(part, dump)],
      measures: [
        measure(
          runs.map(({ wallMs }) => wallMs),
          again,
        ),
        measure(
          firstRuns.map(({ wallMs }) => wallMs),
          first,
        ),
        ...measuresOf(part, runs),
      ],
    };
  } finally {
    bench.store.release(dump);
  }
}
