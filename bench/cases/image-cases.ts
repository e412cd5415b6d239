import type { AppRun } from '../app/app-under-test.ts';
import { type Exploration, exploreLayers } from '../app/explore-layers.ts';
import { lastTextFile } from '../dumps/last-text-file.ts';
import type { Packing } from '../dumps/write-layer.ts';
import { PEERS } from '../peers.ts';
import type { CaseId } from '../results.ts';
import { type Bench, type Findings, imageDump, NOTHING, together, USUAL_SHARES } from './bench.ts';
import { compare } from './compare.ts';
import { explorationMeasures } from './exploration-measures.ts';

/** One layer has nine tenths: only splitting its work would occupy a second core. */
const DOMINANT_SHARES = [0.9, 0.05, 0.03, 0.02];
const HUGE_ROUNDS = 1;
/** Many files of the generator have it in their names. */
const COMMON = 'core-';
const COMMON_PATHS = 500;

/** A full check of an image of usual shape, beside every peer. */
export async function imageCase(bench: Bench, packing: Packing): Promise<Findings> {
  return measureImage(bench, packing, packing, bench.options.bytes, USUAL_SHARES);
}

export function dominantCase(bench: Bench): Promise<Findings> {
  return measureImage(bench, 'dominant', 'gzip', bench.options.bytes, DOMINANT_SHARES);
}

/**
 * Far larger than memory should ever notice; one round, with the peers that answer the same question. Then its layers are
 * looked into: the last file of the last layer is found and read.
 */
export async function hugeCase(bench: Bench): Promise<Findings> {
  const bytes = bench.options.hugeBytes;
  const found: Findings[] = [];
  for (const packing of ['gzip', 'plain'] as const) {
    if (bench.store.hasRoomFor(bytes)) found.push(await measureImage(bench, 'huge', packing, bytes, USUAL_SHARES));
    else found.push({ ...NOTHING, troubles: [`${packing}: there is no room for ${bytes / 1e6} MB on the disk`] });
  }
  return together(found);
}

async function measureImage(
  bench: Bench,
  id: CaseId,
  packing: Packing,
  bytes: number,
  shares: readonly number[],
): Promise<Findings> {
  if (packing === 'zstd' && !('zstd' in bench.tools)) return { ...NOTHING, troubles: ['zstd is not installed'] };
  const dump = await imageDump(bench, packing, bytes, shares);
  try {
    const peers = PEERS[packing].filter(({ isSlow }) => id === packing || !isSlow);
    if (id !== 'huge') return await compare(bench, { id, part: packing, dump, peers, hasFloor: id === packing });
    const explorations: Exploration[] = [];
    const sought = { layers: shares.length, file: lastTextFile(dump), common: { name: COMMON, paths: COMMON_PATHS } };
    const check = (): Promise<AppRun> =>
      bench.app.visit(async (visit) => {
        const run = await visit.checkFolder(dump.folder);
        explorations.push(await exploreLayers(visit, sought));
        return run;
      });
    const found = await compare(bench, { id, part: packing, dump, peers, rounds: HUGE_ROUNDS, check });
    return { ...found, measures: [...found.measures, ...explorationMeasures(packing, explorations)] };
  } finally {
    bench.store.release(dump);
  }
}
