import type { Page } from '@playwright/test';
import { COMMON_NAME, NEEDLE } from '../dumps/many-entries-layer.ts';
import { type Scrolling, scrollThrough } from './scroll-through.ts';
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
}

const NOTHING: Step = { address: null, filter: null, text: '', rows: 0, patienceMs: 30_000 };
const NEEDLE_NAME = NEEDLE.path.replace(/^.*\//, '');

/**
 * What a person does with a large image once it is checked: open its layers, look for a file, scroll through all of them,
 * read one.
 * @param many what the list must have at least when it is filtered by a piece of a name that all files have
 */
export async function exploreLayers(page: Page, layers: number, many: number): Promise<Exploration> {
  const time = (step: Partial<Step>): Promise<number | null> => page.evaluate(timeUntil, { ...NOTHING, ...step });
  const openMs = await time({ address: `#/layers?image=0&layer=${layers - 1}` });
  if (openMs === null) return { openMs, findOneMs: null, findManyMs: null, scroll: null, readFileMs: null };
  const findOneMs = await time({ filter: NEEDLE_NAME, text: NEEDLE_NAME });
  const findManyMs = await time({ filter: COMMON_NAME, rows: many });
  const scroll = await page.evaluate(scrollThrough);
  await time({ filter: '' });
  const readFileMs = await time({
    address: `#/layers/${NEEDLE.path}?image=0&layer=${layers - 1}`,
    text: NEEDLE.text.trim(),
  });
  return { openMs, findOneMs, findManyMs, scroll, readFileMs };
}
