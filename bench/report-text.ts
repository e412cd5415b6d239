import type { Machine } from './machine.ts';
import type { CaseResult, DumpFacts, Measure, Row, Verdict } from './results.ts';

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const megabytes = (bytes: number): string => `${bytes < 1e7 ? (bytes / 1e6).toFixed(1) : count(bytes / 1e6)} MB`;
const figure = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(2) : count(value));

export const machineText = (machine: Machine): string =>
  [
    `${machine.cpu}, ${machine.cores} cores, ${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB, ${machine.system}, ${machine.browser}`,
    Object.values(machine.tools).join('; '),
  ].join('\n');

/** A table that reads well as text and as Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((title, i) => Math.max(3, title.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** One case as a section of Markdown, its heading included; the same in the terminal and in the docs. */
export function caseText(result: CaseResult): string {
  const { title, id, dumps, rows, measures, troubles, settings, measuredOn, strategies } = result;
  const isSeveral = new Set(rows.map(({ part }) => part)).size > 1;
  const parts = [
    `### ${title} (\`${id}\`)`,
    [
      ...dumps.map((dump) => `${isSeveral ? `${dump.part}: ` : ''}${dumpText(dump)}`),
      `${rounds(rows)}${measuredOn}, seed ${settings.seed}.`,
      ...(strategies.length === 0 ? [] : [`How the app read the layers: ${strategies.join('; ')}.`]),
    ].join('\n'),
  ];
  if (rows.length > 0) parts.push(rowsTable(rows, isSeveral), ...floorText(rows));
  if (measures.length > 0) parts.push(measuresTable(measures));
  parts.push(...troubles.map((trouble) => `Not measured: ${trouble.replaceAll('\n', ' ')}`));
  return `${parts.join('\n\n')}\n`;
}

/** Peers that take long take part in the first rounds only. */
function rounds(rows: readonly Row[]): string {
  const counts = rows.map(({ timesMs }) => timesMs.length);
  const [most, least] = [Math.max(...counts), Math.min(...counts)];
  if (rows.length === 0) return '';
  return `${most === 1 ? 'One round' : `${most} rounds in turns`}${least < most ? `, ${least} of those that take long` : ''}; `;
}

function dumpText({ files, entries, layers, storedBytes, tarBytes }: DumpFacts): string {
  if (layers === 0) return `${count(files)} files, ${megabytes(storedBytes)}.`;
  const share = ((100 * storedBytes) / tarBytes).toFixed(0);
  return `${count(layers)} layers, ${count(entries)} entries; ${megabytes(storedBytes)} stored, ${share} % of ${megabytes(tarBytes)} unpacked.`;
}

function rowsTable(rows: readonly Row[], isSeveral: boolean): string {
  const head = ['what', 'median ms', 'min to max', 'MB/s', 'Tallyman takes', 'goal', 'what it does of the work'];
  const cells = rows.map(({ name, spreadMs, megabytesPerSecond, ratio, goal, does, part }) => [
    ...(isSeveral ? [part] : []),
    name,
    count(spreadMs.median),
    `${count(spreadMs.min)} to ${count(spreadMs.max)}`,
    megabytesPerSecond < 10 ? megabytesPerSecond.toFixed(1) : count(megabytesPerSecond),
    ratio === null ? '' : `${ratio.toFixed(2)} of it`,
    goalText(goal),
    does,
  ]);
  return table(isSeveral ? ['dump', ...head] : head, cells);
}

/** How near to each goal pages can come that do only a part of the work. */
function floorText(rows: readonly Row[]): string[] {
  const floors = rows.filter(({ who }) => who.startsWith('floor'));
  const lines = floors.flatMap((floor) => {
    const ratios = rows.flatMap(({ name, spreadMs, goal }) =>
      goal ? [`${(floor.spreadMs.median / spreadMs.median).toFixed(2)} of ${name} (goal ${goal.limit})`] : [],
    );
    return ratios.length === 0 ? [] : [`${floor.name} takes ${ratios.join('; ')}.`.replace(/^a/, 'A')];
  });
  return lines.length === 0 ? [] : [lines.join(' ')];
}

const measuresTable = (measures: readonly Measure[]): string =>
  table(
    ['dump', 'figure', 'value', 'min to max', 'goal'],
    measures.map((measure) => [
      measure.part,
      measure.name,
      valueText(measure),
      spreadText(measure),
      goalText(measure.goal),
    ]),
  );

function valueText({ id, value, unit }: Measure): string {
  if (value === null) return 'not measured';
  return id === 'longest-task' && value === 0 ? 'below 50 ms' : `${figure(value)} ${unit}`; // browsers tell of longer ones only
}

const spreadText = ({ id, spread }: Measure): string =>
  spread === null || spread.min === spread.max || id === 'longest-task'
    ? ''
    : `${figure(spread.min)} to ${figure(spread.max)}`;

function goalText(goal: Verdict | null): string {
  if (!goal) return '';
  const { limit, stretch, atLeast, isMet } = goal;
  return `${atLeast ? '≥' : '≤'} ${limit}${stretch === null ? '' : ` (stretch ${stretch})`}: ${isMet ? 'met' : 'MISSED'}`;
}

/** Every goal in one table, the missed ones as plain as the met. */
export function goalsText(cases: readonly CaseResult[]): string {
  const lines = cases.flatMap(({ id, rows, measures }) => [
    ...rows.flatMap(({ name, ratio, goal }) =>
      goal && ratio !== null ? [[id, `time, over ${name}`, ratio.toFixed(2), goalText(goal)]] : [],
    ),
    ...measures.flatMap((measure) => {
      const { part, name, goal } = measure;
      return goal ? [[id, part === id ? name : `${part}: ${name}`, valueText(measure), goalText(goal)]] : [];
    }),
  ]);
  return table(['case', 'figure', 'value', 'goal'], lines);
}
