import type { Finder, OnFound } from './finder.ts';
import { GramFilter } from './gram-filter.ts';
import type { Needle } from './needle.ts';
import { SkippingNeedle } from './skipping-needle.ts';

/** Finds byte strings, several at once. */
export class NeedleFinder implements Finder {
  readonly #needles: readonly Needle[];
  readonly #filter: GramFilter | null;
  /** Each on its own, where they do not suit the filter. */
  readonly #skipping: readonly SkippingNeedle[];

  constructor(needles: readonly Needle[]) {
    this.#needles = needles;
    this.#filter = GramFilter.for(needles);
    this.#skipping = this.#filter ? [] : needles.map((needle) => new SkippingNeedle(needle));
  }

  reset(): void {
    // What was found in one window has no bearing on the next: a hit lies in one window.
  }

  scan(bytes: Uint8Array, from: number, limit: number, _isLast: boolean, onFound: OnFound): number {
    const next = this.#filter ? filtered(this.#filter, bytes, limit) : firstOf(this.#skipping, bytes, limit);
    for (let hit = next(from); hit; hit = next(from)) {
      from = hit.end;
      if (!onFound(hit.start, hit.end)) return bytes.length;
    }
    // Any start from here on could not be decided: the window ends too early, or the limit is reached.
    const undecided = this.#needles.map(({ values }) => Math.max(0, bytes.length - values.length + 1));
    return Math.max(from, Math.min(limit, ...undecided));
  }
}

interface Hit {
  readonly start: number;
  readonly end: number;
}

function filtered(filter: GramFilter, bytes: Uint8Array, limit: number): (from: number) => Hit | null {
  return (from) => {
    const start = filter.next(bytes, from, limit);
    return start < Infinity ? { start, end: start + filter.foundLength } : null;
  };
}

/** Remembers where each is found next: what one of them has passed is not looked through again for each hit of another. */
function firstOf(needles: readonly SkippingNeedle[], bytes: Uint8Array, limit: number): (from: number) => Hit | null {
  const nexts = needles.map(() => -1);
  return (from) => {
    needles.forEach((needle, i) => {
      if ((nexts[i] ?? 0) < from) nexts[i] = needle.next(bytes, from, limit);
    });
    const start = Math.min(...nexts);
    const length = needles[nexts.indexOf(start)]?.length ?? 0;
    return start < Infinity ? { start, end: start + length } : null;
  };
}
