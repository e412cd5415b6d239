import { CASE_IDS, type CaseId } from './results.ts';

export type Mode = 'quick' | 'default' | 'full';

export interface Options {
  readonly mode: Mode;
  readonly cases: readonly CaseId[];
  readonly rounds: number;
  /** Bytes of unpacked layers in the cases that have no size of their own. */
  readonly bytes: number;
  readonly hugeBytes: number;
  readonly entries: number;
  readonly blobs: number;
  readonly seed: number;
  /** Folder to keep the dumps in; null: a temporary one. */
  readonly dumps: string | null;
  /** Folder of a build to measure; null: `dist`, built anew when it is older than its sources. */
  readonly build: string | null;
  readonly out: string;
  readonly writeDocs: boolean;
  /** Only write the docs again, from results of earlier runs. */
  readonly docsOnly: boolean;
  readonly kernel: boolean;
  /** gzip files for the kernel's measurements. */
  readonly files: readonly string[];
  readonly help: boolean;
}

const MODES: Readonly<Record<Mode, { rounds: number; megabytes: number; cases: readonly CaseId[] }>> = {
  quick: { rounds: 3, megabytes: 100, cases: ['small', 'plain', 'gzip', 'zstd'] },
  default: {
    rounds: 5,
    megabytes: 400,
    cases: ['small', 'plain', 'gzip', 'zstd', 'dominant', 'tiny', 'entries', 'growth'],
  },
  full: { rounds: 5, megabytes: 400, cases: CASE_IDS },
};

export const USAGE = `npm run bench -- [options]
  --quick            small, plain, gzip, zstd at 100 MB, 3 rounds, without the peers that write files: under 2 minutes
  --full             also the cases that take long: kept results, 10 GB
  --case a,b         only these: ${CASE_IDS.join(', ')}
  --rounds n         rounds of each case (5; 3 with --quick)
  --mb n             MB of unpacked layers (400; 100 with --quick)
  --huge-mb n        MB of unpacked layers in the case "huge" (10000)
  --entries n        entries in the case "entries" (1000000)
  --blobs n          blobs in the case "tiny" (10000)
  --seed n           of the generator (7)
  --dumps folder     keep the dumps there, and take them from there the next time
  --build folder     measure this build instead of dist/
  --out file         where results go (bench/results.json; .reports/bench-quick.json with --quick)
  --write-docs       write docs/benchmarks.md and docs/benchmarks.svg from the results
  --docs-only        only that, without measuring
  --kernel [file.gz] only the WebAssembly kernel against its rivals, in Node`;

const FLAGS = ['quick', 'full', 'write-docs', 'docs-only', 'kernel', 'help'];
const VALUES = ['case', 'rounds', 'mb', 'huge-mb', 'entries', 'blobs', 'seed', 'dumps', 'build', 'out'];

/** @throws Error in words for the person at the terminal */
export function parseOptions(args: readonly string[]): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const files: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const name = /^--(.+)$/.exec(arg)?.[1];
    if (name !== undefined && FLAGS.includes(name)) flags.add(name);
    else if (name !== undefined && VALUES.includes(name)) values.set(name, args[++i] ?? '');
    else if (name === undefined && flags.has('kernel')) files.push(arg);
    else throw new Error(`"${arg}" is no option.\n${USAGE}`);
  }
  const number = (name: string, fallback: number): number => {
    const value = values.has(name) ? Number(values.get(name)) : fallback;
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes a whole number from 1.`);
    return value;
  };
  const mode: Mode = flags.has('quick') ? 'quick' : flags.has('full') ? 'full' : 'default';
  const preset = MODES[mode];
  const chosen = values.get('case')?.split(',') ?? preset.cases;
  const unknown = chosen.find((id) => !CASE_IDS.some((known) => known === id));
  if (unknown !== undefined) throw new Error(`There is no case "${unknown}". There are: ${CASE_IDS.join(', ')}.`);
  return {
    mode,
    cases: CASE_IDS.filter((id) => chosen.includes(id)),
    rounds: number('rounds', preset.rounds),
    bytes: number('mb', preset.megabytes) * 1e6,
    hugeBytes: number('huge-mb', 10_000) * 1e6,
    entries: number('entries', 1_000_000),
    blobs: number('blobs', 10_000),
    seed: number('seed', 7),
    dumps: values.get('dumps') ?? null,
    build: values.get('build') ?? null,
    out: values.get('out') ?? (mode === 'quick' ? '.reports/bench-quick.json' : 'bench/results.json'),
    writeDocs: flags.has('write-docs'),
    docsOnly: flags.has('docs-only'),
    kernel: flags.has('kernel'),
    files,
    help: flags.has('help'),
  };
}
