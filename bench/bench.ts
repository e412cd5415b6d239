/**
 * `npm run bench`: the built app in a real browser against what an engineer would type, on the same bytes, in one run, in
 * turns. docs/benchmarks.md says what is measured and how to repeat it. Trust the ratios, not the milliseconds.
 */
import { AppUnderTest } from './app/app-under-test.ts';
import type { Bench, Findings } from './cases/bench.ts';
import { entriesCase } from './cases/entries-case.ts';
import { dominantCase, hugeCase, imageCase } from './cases/image-cases.ts';
import { growthCase, reopenCase, smallCase, tinyCase } from './cases/other-cases.ts';
import { ContentPool } from './dumps/content-pool.ts';
import { DumpStore } from './dumps/dump-store.ts';
import { runKernelBench } from './kernel.ts';
import { describeMachine } from './machine.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { caseText, machineText } from './report-text.ts';
import { type CaseId, type CaseResult, readResults, writeResults } from './results.ts';
import { writeDocs } from './write-docs.ts';
import { ensureBuild } from '../scripts/ensure-build.ts';

const CASES: Readonly<Record<CaseId, { title: string; run: (bench: Bench) => Promise<Findings> }>> = {
  small: { title: 'The sample', run: smallCase },
  plain: { title: 'Plain layers, as Docker 25 and later save them', run: (bench) => imageCase(bench, 'plain') },
  gzip: { title: 'gzip layers', run: (bench) => imageCase(bench, 'gzip') },
  zstd: { title: 'zstd layers', run: (bench) => imageCase(bench, 'zstd') },
  dominant: { title: 'One gzip layer with nine tenths of the bytes', run: dominantCase },
  tiny: { title: 'Many tiny blobs', run: tinyCase },
  entries: { title: 'Very many entries in 60 gzip layers', run: entriesCase },
  growth: { title: 'Growth with size', run: growthCase },
  reopen: { title: 'Opening an unchanged dump again', run: reopenCase },
  huge: { title: 'A very large dump', run: hugeCase },
};

async function measureAll(options: Options): Promise<boolean> {
  if (options.build === null) await ensureBuild();
  const store = new DumpStore(options.dumps);
  const app = await AppUnderTest.start(options.build ?? 'dist');
  const machine = describeMachine(`Chromium ${app.version}`);
  let pool: ContentPool | undefined;
  const bench: Bench = {
    app,
    store,
    options,
    tools: machine.tools,
    pool: () => (pool ??= new ContentPool(options.seed)),
    say: (words) => process.stderr.write(`  ${words}\n`),
  };
  console.log(`${machineText(machine)}\n`);
  const results: CaseResult[] = [];
  let isWhole = true;
  try {
    await app.checkSample(); // the browser's own first time is nobody's figure
    for (const id of options.cases) {
      const { title, run } = CASES[id];
      try {
        const settings = { mode: options.mode, rounds: options.rounds, seed: options.seed };
        const measuredOn = new Date().toISOString().slice(0, 10);
        const result = { id, title, measuredOn, machine, settings, ...(await run(bench)) };
        results.push(result);
        console.log(caseText(result));
        writeResults(options.out, [result]); // whatever becomes of the next case
      } catch (error) {
        isWhole = false;
        console.error(`${id} could not be measured:`, error);
      }
    }
  } finally {
    await app.stop();
    store.close();
  }
  console.log(`Results are in ${options.out}.`);
  return isWhole;
}

const options = parseOptions(process.argv.slice(2));
if (options.help) console.log(USAGE);
else if (options.kernel) await runKernelBench(options.rounds, options.files);
else {
  if (!options.docsOnly && !(await measureAll(options))) process.exitCode = 1;
  if (options.writeDocs || options.docsOnly) writeDocs(readResults(options.out));
}
