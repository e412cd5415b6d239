import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Machine } from './machine.ts';
import type { Spread } from './statistics.ts';

export const CASE_IDS = [
  'small',
  'plain',
  'gzip',
  'zstd',
  'dominant',
  'tiny',
  'entries',
  'growth',
  'reopen',
  'huge',
] as const;
export type CaseId = (typeof CASE_IDS)[number];

export interface Verdict {
  /** The value must not be larger; with `atLeast`, not smaller. */
  readonly limit: number;
  readonly stretch: number | null;
  readonly atLeast: boolean;
  readonly isMet: boolean;
}

/** A dump that was measured. */
export interface DumpFacts {
  readonly part: string;
  readonly files: number;
  readonly entries: number;
  readonly layers: number;
  readonly storedBytes: number;
  readonly tarBytes: number;
}

/** One contender on one dump. */
export interface Row {
  readonly part: string;
  /** `tallyman`, or the id of a peer. */
  readonly who: string;
  readonly name: string;
  /** What it did of the work, and what it left out, in words. */
  readonly does: string;
  readonly timesMs: readonly number[];
  readonly spreadMs: Spread;
  /** 10^6 bytes of unpacked layers a second, by the median. */
  readonly megabytesPerSecond: number;
  /** Tallyman's median over this one's: below 1 Tallyman is faster. Null for Tallyman itself. */
  readonly ratio: number | null;
  readonly goal: Verdict | null;
}

/** One other figure of Tallyman's. */
export interface Measure {
  readonly part: string;
  readonly id: string;
  readonly name: string;
  readonly unit: 'ms' | 'MiB' | 'frames/s' | '×';
  /** What is judged: the median or the worst, as the name says. Null: it could not be measured. */
  readonly value: number | null;
  readonly spread: Spread | null;
  readonly goal: Verdict | null;
}

export interface CaseResult {
  readonly id: CaseId;
  readonly title: string;
  readonly measuredOn: string;
  readonly machine: Machine;
  readonly settings: { readonly mode: string; readonly rounds: number; readonly seed: number };
  readonly strategies: readonly string[];
  readonly dumps: readonly DumpFacts[];
  readonly rows: readonly Row[];
  readonly measures: readonly Measure[];
  /** Why some or all of it could not be measured. */
  readonly troubles: readonly string[];
}

export function readResults(path: string): CaseResult[] {
  if (!existsSync(path)) return [];
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases?: CaseResult[] };
  return cases ?? [];
}

/** Keeps cases of earlier runs that were not measured again. */
export function writeResults(path: string, fresh: readonly CaseResult[]): CaseResult[] {
  const byId = new Map([...readResults(path), ...fresh].map((one) => [one.id, one]));
  const cases = CASE_IDS.flatMap((id) => byId.get(id) ?? []);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ cases }, null, 2)}\n`);
  return cases;
}
