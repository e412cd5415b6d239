import type { AppUnderTest } from '../app/app-under-test.ts';
import type { ContentPool } from '../dumps/content-pool.ts';
import type { DumpStore } from '../dumps/dump-store.ts';
import { DistributionLayer, type LayerTar } from '../dumps/layer-tar.ts';
import { type Packing } from '../dumps/write-layer.ts';
import { type MadeDump, writeImage } from '../dumps/write-layout.ts';
import type { Options } from '../options.ts';
import type { CaseResult, DumpFacts, Measure } from '../results.ts';
import { judgeMeasure } from '../goals.ts';
import { spreadOf } from '../statistics.ts';

/** What every case works with. */
export interface Bench {
  readonly app: AppUnderTest;
  readonly store: DumpStore;
  readonly options: Options;
  /** Made when the first dump needs it. */
  readonly pool: () => ContentPool;
  /** Programs of the machine, by name. */
  readonly tools: Readonly<Record<string, string>>;
  readonly say: (words: string) => void;
}

/** What a case found out. */
export type Findings = Pick<CaseResult, 'dumps' | 'rows' | 'measures' | 'strategies' | 'troubles'>;

export const NOTHING: Findings = { dumps: [], rows: [], measures: [], strategies: [], troubles: [] };

export const together = (all: readonly Findings[]): Findings => ({
  dumps: all.flatMap(({ dumps }) => dumps),
  rows: all.flatMap(({ rows }) => rows),
  measures: all.flatMap(({ measures }) => measures),
  strategies: [...new Set(all.flatMap(({ strategies }) => strategies))],
  troubles: all.flatMap(({ troubles }) => troubles),
});

/** Shares of the layers of a usual image: none is alone in its size. */
export const USUAL_SHARES: readonly number[] = [0.36, 0.28, 0.22, 0.14];

/** A dump of layers as in distributions, of these shares of `bytes`. */
export function imageDump(bench: Bench, packing: Packing, bytes: number, shares = USUAL_SHARES): Promise<MadeDump> {
  const { seed } = bench.options;
  const name = ['image', packing, bytes / 1e6, shares.length, shares[0], seed].join('-');
  return makeDump(bench, name, packing, () =>
    shares.map((share, place) => new DistributionLayer(bench.pool(), seed * 1000 + place, bytes * share)),
  );
}

export function makeDump(
  bench: Bench,
  name: string,
  packing: Packing,
  layers: () => readonly LayerTar[],
): Promise<MadeDump> {
  bench.say(`making ${name}`);
  return bench.store.dump(name, (folder) => writeImage(folder, layers(), packing));
}

export const factsOf = (part: string, dump: MadeDump): DumpFacts => ({
  part,
  files: dump.files,
  entries: dump.entries,
  layers: dump.layerPaths.length,
  storedBytes: dump.storedBytes,
  tarBytes: dump.tarBytes,
});

/**
 * A figure of several values, judged by its median or, where one bad value is too many, by the largest.
 * @param goal id of the goal where it is not that of the measure
 */
export function measure(
  values: readonly number[],
  what: Pick<Measure, 'part' | 'id' | 'name' | 'unit'>,
  by: 'median' | 'max' = 'median',
  goal = what.id,
): Measure {
  const spread = values.length === 0 ? null : spreadOf(values);
  const value = spread?.[by] ?? null;
  return { ...what, value, spread, goal: judgeMeasure(goal, value) };
}
