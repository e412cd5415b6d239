import type { CaseId, Verdict } from './results.ts';

interface Goal {
  readonly limit: number;
  readonly stretch?: number;
  readonly atLeast?: boolean;
}

/** Tallyman's time over the peer's, at most; by case and peer. */
const RATIOS: Partial<Record<CaseId, Readonly<Record<string, Goal>>>> = {
  plain: { sha256sum: { limit: 0.6 }, 'skopeo-archive': { limit: 0.6 }, umoci: { limit: 0.15 } },
  gzip: {
    'gzip-chain': { limit: 0.4, stretch: 0.27 },
    'pigz-chain': { limit: 0.7, stretch: 0.5 },
    'skopeo-archive': { limit: 0.6 },
    umoci: { limit: 0.15 },
  },
  zstd: { 'zstd-chain': { limit: 0.6 } },
};

/** Other figures, by their ids, in the unit of the measure. */
const MEASURES: Readonly<Record<string, Goal>> = {
  'memory-streaming': { limit: 128 },
  'memory-buffered': { limit: 700 },
  // Looking into layers holds the tree of all paths, which checking does not: three times as much, however they were read.
  'memory-exploring': { limit: 384 },
  'longest-task': { limit: 50 },
  growth: { limit: 17 },
  'sample-opening': { limit: 300 },
  reopening: { limit: 1000 },
  'find-one': { limit: 100 },
  'find-many': { limit: 100 },
  // Sixty, less what the browser's clock is off by.
  'frames-per-second': { limit: 59, atLeast: true },
};

export const judgeRatio = (id: CaseId, peer: string, ratio: number): Verdict | null => judge(RATIOS[id]?.[peer], ratio);

export const judgeMeasure = (id: string, value: number | null): Verdict | null => judge(MEASURES[id], value);

function judge(goal: Goal | undefined, value: number | null): Verdict | null {
  if (!goal) return null;
  const { limit, stretch = null, atLeast = false } = goal;
  // What could not be measured has not been shown.
  const isMet = value !== null && (atLeast ? value >= limit : value <= limit);
  return { limit, stretch, atLeast, isMet };
}
