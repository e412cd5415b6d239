/** `npm run check`: the gates, all of them even when one fails, two at a time; the count goes to .reports/check.json. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { buildKernel } from './build-kernel.ts';

// The longest first, so that none is left to run alone; lint in two, along the projects whose types each half needs.
const steps: readonly (readonly [title: string, command: string])[] = [
  ['Lint', 'eslint --max-warnings 0 . --ignore-pattern src/ui/'],
  ['Lint of the interface', 'eslint --max-warnings 0 src/ui'],
  ['Types, one project per layer', 'tsc -b'],
  ['Format', 'prettier --check --log-level warn .'],
  ['Components', 'svelte-check --tsconfig src/tsconfig.json --fail-on-warnings --output human'],
  ['Imports', 'depcruise src scripts tests bench'],
];

const atOnce = 2;
let failed = 0;
const waiting = [...steps];

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [title, command] = step;
    const startedMs = performance.now();
    const { code, output } = await run(command);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${title} (${command}, ${seconds} s)`);
    if (code === 0) continue;
    failed += 1;
    console.log(output);
  }
}

function run(command: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const [program = '', ...args] = command.split(' ');
    const child = spawn(`node_modules/.bin/${program}`, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

buildKernel(); // workers import what it makes
await Promise.all(Array.from({ length: atOnce }, work));
mkdirSync('.reports', { recursive: true });
writeFileSync('.reports/check.json', JSON.stringify({ passed: steps.length - failed, failed }));
if (failed > 0) process.exitCode = 1;
