import type { Exploration } from '../app/explore-layers.ts';
import { exploreLayers } from '../app/explore-layers.ts';
import { COMMON_NAME, ManyEntriesLayer, NEEDLE } from '../dumps/many-entries-layer.ts';
import { PEERS } from '../peers.ts';
import { type Bench, type Findings, makeDump } from './bench.ts';
import { compare } from './compare.ts';
import { explorationMeasures } from './exploration-measures.ts';

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
  const file = { path: NEEDLE.path, text: NEEDLE.text.trim() };
  const sought = { layers: LAYERS, file, common: { name: COMMON_NAME, paths: entries * SHOWN_SHARE } };
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
          explorations.push(await exploreLayers(visit, sought));
          return run;
        }),
    });
    return {
      ...found,
      measures: [...found.measures, ...explorationMeasures('explorer', explorations)],
    };
  } finally {
    bench.store.release(dump);
  }
}
