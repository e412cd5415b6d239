import type { Exploration } from '../app/explore-layers.ts';
import type { Measure } from '../results.ts';
import { measure } from './bench.ts';

const MIB = 2 ** 20;

/** How long a person waits for what `exploreLayers` did, and what it takes in memory. */
export function explorationMeasures(part: string, explorations: readonly Exploration[]): Measure[] {
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
  const worst = (
    id: string,
    name: string,
    pick: (one: Exploration) => number | null | undefined,
    unit: Measure['unit'] = 'ms',
    goal = id,
  ) =>
    measure(
      explorations.flatMap((one) => pick(one) ?? []),
      { part, id, name, unit },
      'max',
      goal,
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
    median(
      'search-contents',
      'search of all contents for a line of it, to the end',
      'ms',
      ({ search }) => search?.wholeMs,
    ),
    worst(
      'memory-exploring',
      'peak memory of the renderer over idle during all of this, worst round',
      ({ memory }) => memory && memory.rendererBytes / MIB,
      'MiB',
    ),
  ];
}
