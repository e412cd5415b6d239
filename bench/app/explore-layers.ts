import type { AppVisit } from './app-under-test.ts';
import type { MemoryPeak } from './memory-sampler.ts';
import { type Scrolling, scrollThrough } from './scroll-through.ts';
import { searchContents, type Searching } from './search-contents.ts';
import { type Step, timeUntil } from './time-until.ts';

/** Milliseconds; null: did not happen in time, or the view has no such thing. */
export interface Exploration {
  /** From asking for the Layers view to its first row. */
  readonly openMs: number | null;
  /** From a name in the filter to the one file that has it. */
  readonly findOneMs: number | null;
  /** From a piece of a name that nearly every file has to the list of them. */
  readonly findManyMs: number | null;
  readonly scroll: Scrolling | null;
  /** From the address of a file to its text. */
  readonly readFileMs: number | null;
  readonly search: Searching | null;
  /** During all of this. */
  readonly memory: MemoryPeak | null;
}

const NOTHING: Step = { address: null, filter: null, text: '', rows: 0, patienceMs: 30_000 };

/** What is looked for in an image. */
export interface Sought {
  /** How many layers there are; the last one has the file. */
  readonly layers: number;
  /** A text file whose name no other has, and a piece of one of its first lines. */
  readonly file: { readonly path: string; readonly text: string };
  /** A piece of the names of so many paths at least. */
  readonly common: { readonly name: string; readonly paths: number };
}

/**
 * What a person does with a large image once it is checked: open its layers, look for a file, scroll through all of them,
 * read one, look for its text in all files.
 */
export async function exploreLayers(visit: AppVisit, sought: Sought): Promise<Exploration> {
  const sampler = visit.watchMemory();
  try {
    const found = await explore(visit, sought);
    return { ...found, memory: sampler.stop() };
  } finally {
    sampler.stop();
  }
}

async function explore({ page }: AppVisit, { layers, file, common }: Sought): Promise<Omit<Exploration, 'memory'>> {
  const name = file.path.replace(/^.*\//, '');
  const time = (step: Partial<Step>): Promise<number | null> => page.evaluate(timeUntil, { ...NOTHING, ...step });
  const openMs = await time({ address: `#/layers?image=0&layer=${layers - 1}` });
  if (openMs === null) {
    return { openMs, findOneMs: null, findManyMs: null, scroll: null, readFileMs: null, search: null };
  }
  const findOneMs = await time({ filter: name, text: name });
  const findManyMs = await time({ filter: common.name, rows: common.paths });
  const scroll = await page.evaluate(scrollThrough);
  await time({ filter: '' });
  const readFileMs = await time({
    address: `#/layers/${file.path}?image=0&layer=${layers - 1}`,
    text: file.text,
  });
  const search = await searchContents(page, file.text);
  return { openMs, findOneMs, findManyMs, scroll, readFileMs, search };
}
