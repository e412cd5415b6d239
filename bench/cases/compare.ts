import type { AppRun } from '../app/app-under-test.ts';
import { warmPageCache } from '../dumps/warm-page-cache.ts';
import type { MadeDump } from '../dumps/write-layout.ts';
import { judgeRatio } from '../goals.ts';
import { type Peer, timePeer } from '../peers.ts';
import type { CaseId, Measure, Row } from '../results.ts';
import { spreadOf } from '../statistics.ts';
import { type Bench, factsOf, type Findings, measure } from './bench.ts';

const MIB = 2 ** 20;
const SLOW_ROUNDS = 3;
/** Who takes part besides the peers. */
const APP = 'tallyman';
/** What a page takes that does only a part of the work: see `runFloor`. */
const FLOORS = [
  {
    id: 'floor',
    name: 'a bare page in the same browser',
    does: 'digests and diff IDs, hashed whole by the platform, unpacked with our own code; no tar index, nothing listed, linked or drawn',
    lists: false,
  },
  {
    id: 'floor-lists',
    name: 'a bare page that lists the layers',
    does: "digests, diff IDs, tar index, a hash of every file, by the app's own code; nothing linked, merged, kept or drawn",
    lists: true,
  },
] as const;
const OWN_WORK = 'digests, diff IDs, tar index, a hash of every file, references, merged tree, report';

export interface Comparison {
  readonly id: CaseId;
  readonly part: string;
  readonly dump: MadeDump;
  readonly peers: readonly Peer[];
  readonly rounds?: number;
  /** The least that a page can do takes part too. */
  readonly hasFloor?: boolean;
  /** The app's turn, where there is more to do than to open and check. */
  readonly check?: () => Promise<AppRun>;
}

/** App and peers on the same bytes, in turns; each round begins with another one of them. */
export async function compare(bench: Bench, comparison: Comparison): Promise<Findings> {
  const { id, part, dump, rounds = bench.options.rounds } = comparison;
  const check = comparison.check ?? (() => bench.app.checkFolder(dump.folder));
  const troubles: string[] = [];
  const runs: AppRun[] = [];
  const times = new Map<string, number[]>();
  const floors = comparison.hasFloor ? FLOORS : [];
  const contenders = [APP, ...floors, ...comparison.peers.filter((peer) => isWanted(bench, peer))] as const;
  const failed = new Set<Peer>();
  warmPageCache(dump.folder);
  for (let round = 0; round < rounds; round++) {
    bench.say(`${id}${part === id ? '' : `, ${part}`}: round ${round + 1} of ${rounds}`);
    const first = round % contenders.length;
    for (const peer of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      if (peer === APP) {
        const run = await check();
        if (run.verdict !== 'sound') throw new Error(`The app says "${run.verdict}" of a sound dump (${part}).`);
        runs.push(run);
      } else if ('lists' in peer) {
        times.set(peer.id, [...(times.get(peer.id) ?? []), await bench.app.floor(dump.folder, peer)]);
      } else if (!failed.has(peer) && (!peer.isSlow || round < SLOW_ROUNDS)) {
        try {
          times.set(peer.id, [...(times.get(peer.id) ?? []), timePeer(peer, dump, bench.store.scratch)]);
        } catch (error) {
          failed.add(peer);
          times.delete(peer.id);
          troubles.push(`${peer.name} failed: ${error instanceof Error ? error.message : ''}`);
        }
      }
    }
  }
  const own = rowOf(
    comparison,
    { id: APP, name: 'Tallyman', does: OWN_WORK },
    runs.map(({ wallMs }) => wallMs),
    null,
  );
  const others = [...floors, ...comparison.peers].flatMap((peer) => {
    const values = times.get(peer.id);
    return values ? [rowOf(comparison, peer, values, own)] : [];
  });
  return {
    dumps: [factsOf(part, dump)],
    rows: [own, ...others],
    measures: measuresOf(part, runs),
    strategies: [...new Set(runs.flatMap(({ strategy }) => strategy ?? []))],
    troubles,
  };
}

function isWanted(bench: Bench, peer: Peer): boolean {
  if (peer.isSlow && bench.options.mode === 'quick') return false;
  return peer.needs.every((program) => program in bench.tools);
}

function rowOf(
  { id, part, dump }: Comparison,
  who: Pick<Peer, 'id' | 'name' | 'does'>,
  timesMs: readonly number[],
  own: Row | null,
): Row {
  const spreadMs = spreadOf(timesMs);
  const ratio = own ? own.spreadMs.median / spreadMs.median : null;
  return {
    part,
    who: who.id,
    name: who.name,
    does: who.does,
    timesMs,
    spreadMs,
    megabytesPerSecond: (dump.tarBytes || dump.storedBytes) / 1e3 / spreadMs.median,
    ratio,
    goal: ratio === null ? null : judgeRatio(id, who.id, ratio),
  };
}

/** Whole files in memory are for where there is enough of it. */
const memoryGoal = (strategies: readonly string[]): string =>
  strategies.some((strategy) => strategy.includes('buffered')) ? 'memory-buffered' : 'memory-streaming';

/** Memory and the main thread are judged by the worst round. */
export function measuresOf(part: string, runs: readonly AppRun[]): Measure[] {
  const memory = runs.flatMap((run) => run.memory ?? []);
  return [
    measure(
      memory.map(({ rendererBytes }) => rendererBytes / MIB),
      { part, id: 'memory', name: 'peak memory of the renderer over idle, worst round', unit: 'MiB' },
      'max',
      memoryGoal(runs.flatMap(({ strategy }) => strategy ?? [])),
    ),
    measure(
      memory.map(({ browserBytes }) => browserBytes / MIB),
      { part, id: 'browser-memory', name: 'peak memory of the whole browser over idle, worst round', unit: 'MiB' },
      'max',
    ),
    measure(
      runs.map(({ longestTaskMs }) => longestTaskMs),
      { part, id: 'longest-task', name: 'longest task of the main thread, worst round', unit: 'ms' },
      'max',
    ),
  ];
}
