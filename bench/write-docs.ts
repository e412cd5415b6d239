import { readFileSync, writeFileSync } from 'node:fs';
import { plotSvg } from './plot.ts';
import { caseText, goalsText, machineText } from './report-text.ts';
import type { CaseResult } from './results.ts';

const PAGE = 'docs/benchmarks.md';
const PLOT = 'docs/benchmarks.svg';
const BEGIN = '<!-- figures: written by npm run bench -- --write-docs -->';
const END = '<!-- end of the figures -->';

/** Puts the figures between their two marks in the page, and draws the plot. The words around them are people's. */
export function writeDocs(cases: readonly CaseResult[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${PAGE} has lost the marks between which the figures stand.`);
  writeFileSync(PAGE, page.slice(0, begin + BEGIN.length) + figuresText(cases) + page.slice(end));
  writeFileSync(PLOT, plotSvg(cases));
}

/** @returns Markdown with an empty line before and after */
export function figuresText(cases: readonly CaseResult[]): string {
  // Cases may come from different runs; what was the same in all of them is said once.
  const machines = [...new Set(cases.map(({ machine }) => machineText(machine)))];
  const parts = [
    '![Time of Tallyman over that of others, and its growth with size](benchmarks.svg)',
    ...machines.map((machine) => machine.replaceAll('\n', '\\\n')),
    '## Goals',
    goalsText(cases),
    '## Every case',
    ...cases.map((one) => caseText(one).trim()),
  ];
  return `\n\n${parts.join('\n\n')}\n\n`;
}
