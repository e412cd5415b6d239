import type { Exploration } from '../app/explore-layers.ts';
import { exploreLayers } from '../app/explore-layers.ts';
import { ManyEntriesLayer } from '../dumps/many-entries-layer.ts';
import { PEERS } from '../peers.ts';
import type { Measure } from '../results.ts';
import { type Bench, type Findings, makeDump, measure } from './bench.ts';
import { compare } from './compare.ts';

const LAYERS = 60;
/** Of the entries, those that stand in the merged tree under the common name for certain; the rest are folders, deleted or doubled. */
const SHOWN_SHARE = 0.5;
const ROUNDS = 3;

/** An image of very many small files: the check, and then what a person does in the Layers view. */
export async function entriesCase(bench: Bench): Promise<Findings> {
  const { entries, seed, rounds } = bench.options;
  const dump = await makeDump(bench, `entries-${entries}-${LAYERS}-${seed}`, 'gzip', () =>
    Array.from(
      { length: LAYERS },
      (_, place) => new ManyEntriesLayer(bench.pool(), place, { layers: LAYERS, entries }),
    ),
  );
  try {
    const explorations: Exploration[] = [];
    const found = await compare(bench, {
      id: 'entries',
      part: 'entries',
      dump,
      peers: PEERS['small-files'],
      rounds: Math.min(rounds, ROUNDS),
      check: () =>
        bench.app.visit(async (visit) => {
          const run = await visit.checkFolder(dump.folder);
          explorations.push(await exploreLayers(visit.page, LAYERS, entries * SHOWN_SHARE));
          return run;
        }),
    });
    return { ...found, measures: [...found.measures, ...measuresOf(explorations)] };
  } finally {
    bench.store.release(dump);
  }
}

function measuresOf(explorations: readonly Exploration[]): Measure[] {
  const part = 'explorer';
  const median = (
    id: string,
    name: string,
    unit: Measure['unit'],
    pick: (one: Exploration) => number | null | undefined,
  ) =>
    measure(
      explorations.flatMap((one) => pick(one) ?? []),
      { part, id, name, unit },
    );
  const worst = (id: string, name: string, pick: (one: Exploration) => number | null | undefined) =>
    measure(
      explorations.flatMap((one) => pick(one) ?? []),
      { part, id, name, unit: 'ms' },
      'max',
    );
  return [
    median('layers-view', 'from asking for the Layers view to its first row', 'ms', ({ openMs }) => openMs),
    median('find-one', 'filter by the name of one file, to its row', 'ms', ({ findOneMs }) => findOneMs),
    median('find-many', 'filter by a piece of every name, to the list', 'ms', ({ findManyMs }) => findManyMs),
    median(
      'frames-per-second',
      'scrolling all of it as with a wheel',
      'frames/s',
      ({ scroll }) => scroll?.wheel.framesPerSecond,
    ),
    worst('wheel-worst', 'one frame of that, worst', ({ scroll }) => scroll?.wheel.worstMs),
    median('leaps', 'leaping from end to end', 'frames/s', ({ scroll }) => scroll?.leaps.framesPerSecond),
    worst('leaps-worst', 'one frame of that, worst', ({ scroll }) => scroll?.leaps.worstMs),
    median('read-file', 'from the address of a file to its text', 'ms', ({ readFileMs }) => readFileMs),
  ];
}
