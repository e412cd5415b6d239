import type { CaseResult } from './results.ts';

const WIDTH = 960;
const LEFT = 450;
const RIGHT = WIDTH - 70;
const GROWTH_LEFT = 80;
const ROW = 20;
/** The axis of ratios is logarithmic: twice as fast and half as fast are as far from the middle. */
const LEAST = 1 / 32;
const MOST = 8;
const TICKS = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 14px; }
  .pale { fill: #59636e; }
  .grid { stroke: #d1d9e0; }
  .one { stroke: #59636e; }
  .faster { fill: #0b7285; stroke: #0b7285; }
  .slower { fill: #c2410c; stroke: #c2410c; }
  .goal { stroke: #1f2328; stroke-width: 2; }
  .line { fill: none; stroke-width: 2; }
  .line.gzip { stroke: #0b7285; } .line.plain { stroke: #c2410c; }
  .dot.gzip { fill: #0b7285; } .dot.plain { fill: #c2410c; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .pale { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .one { stroke: #9198a1; }
    .faster { fill: #3bc9db; stroke: #3bc9db; } .slower { fill: #ffa94d; stroke: #ffa94d; }
    .goal { stroke: #e6edf3; }
    .line.gzip { stroke: #3bc9db; } .line.plain { stroke: #ffa94d; }
    .dot.gzip { fill: #3bc9db; } .dot.plain { fill: #ffa94d; }
  }`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const at = (value: number): string => value.toFixed(1);
const write = (x: number, y: number, text: string, rest = ''): string =>
  `<text x="${at(x)}" y="${at(y)}"${rest}>${escape(text)}</text>`;

/** The results as one picture, in the colours of the reader's theme; without scripts, fonts or addresses. */
export function plotSvg(cases: readonly CaseResult[]): string {
  const ratios = ratioPlot(cases, 10);
  const growth = growthPlot(cases, ratios.bottom + 30);
  const height = growth.bottom + 10;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${at(height)}" width="${WIDTH}" height="${at(height)}" role="img" aria-label="Time of Tallyman against other programs, and its growth with size">`,
    `<style>${STYLE}\n</style>`,
    ...ratios.parts,
    ...growth.parts,
    '</svg>\n',
  ].join('\n');
}

const LABEL = 78;
const shortened = (label: string): string => (label.length > LABEL ? `${label.slice(0, LABEL - 1)}…` : label);

interface Plot {
  readonly parts: readonly string[];
  readonly bottom: number;
}

function ratioX(ratio: number): number {
  const inside = Math.min(MOST, Math.max(LEAST, ratio));
  return LEFT + ((RIGHT - LEFT) * Math.log(inside / LEAST)) / Math.log(MOST / LEAST);
}

function ratioPlot(cases: readonly CaseResult[], top: number): Plot {
  const bars: string[] = [];
  let y = top + 44;
  for (const { title, rows } of cases) {
    const compared = rows.flatMap(({ part, name, ratio, goal }) =>
      ratio === null ? [] : [{ part, name, ratio, goal }],
    );
    const isSeveral = new Set(compared.map(({ part }) => part)).size > 1;
    if (compared.length === 0) continue;
    bars.push(write(10, y + 14, title, ' class="pale"'));
    y += ROW;
    for (const { part, name, ratio, goal } of compared) {
      const [from, to] = [ratioX(Math.min(1, ratio)), ratioX(Math.max(1, ratio))];
      const label = shortened(isSeveral ? `${part}: ${name}` : name);
      bars.push(
        write(LEFT - 8, y + 14, label, ' text-anchor="end"'),
        `<rect class="${ratio <= 1 ? 'faster' : 'slower'}" x="${at(from)}" y="${y + 4}" width="${at(to - from)}" height="${ROW - 8}"/>`,
        write(RIGHT + 8, y + 14, ratio.toFixed(2)),
      );
      if (goal) bars.push(`<path class="goal" d="M${at(ratioX(goal.limit))} ${y + 1}v${ROW - 2}"/>`);
      y += ROW;
    }
  }
  const ticks = TICKS.flatMap((tick) => [
    `<path class="${tick === 1 ? 'one' : 'grid'}" d="M${at(ratioX(tick))} ${top + 40}V${y}"/>`,
    write(ratioX(tick), top + 34, tick < 1 ? `1/${1 / tick}` : String(tick), ' text-anchor="middle" class="pale"'),
  ]);
  const title = write(10, top + 12, 'Time of Tallyman over that of others, same bytes, same run', ' class="title"');
  const legend = write(
    RIGHT,
    top + 12,
    'left of 1: Tallyman is faster; upright mark: the goal',
    ' text-anchor="end" class="pale"',
  );
  return { parts: [title, legend, ...ticks, ...bars], bottom: y };
}

function growthPlot(cases: readonly CaseResult[], top: number): Plot {
  const growth = cases.find(({ id }) => id === 'growth');
  if (!growth) return { parts: [], bottom: top };
  const points = growth.rows.map(({ part, spreadMs }) => {
    const tarBytes = growth.dumps.find((dump) => dump.part === part)?.tarBytes ?? 1;
    return { packing: part.split(' ')[0] ?? '', megabytes: tarBytes / 1e6, seconds: spreadMs.median / 1000 };
  });
  const bottom = top + 220;
  const most = { x: Math.max(...points.map((p) => p.megabytes)), y: Math.max(...points.map((p) => p.seconds)) };
  const x = (megabytes: number): number => GROWTH_LEFT + ((RIGHT - GROWTH_LEFT) * megabytes) / most.x;
  const y = (seconds: number): number => bottom - 30 - (150 * seconds) / most.y;
  const parts = [
    write(10, top + 12, 'Growth: seconds by MB of unpacked layers', ' class="title"'),
    `<path class="grid" d="M${at(x(0))} ${at(y(0))}H${RIGHT}M${at(x(0))} ${at(y(most.y))}V${at(y(0))}"/>`,
    write(x(0) - 8, y(most.y) + 4, `${most.y.toFixed(1)} s`, ' text-anchor="end" class="pale"'),
    write(x(0) - 8, y(0) + 4, '0', ' text-anchor="end" class="pale"'),
  ];
  for (const packing of ['gzip', 'plain']) {
    const own = points.filter((point) => point.packing === packing);
    const last = own.at(-1);
    if (!last) continue;
    parts.push(
      `<path class="line ${packing}" d="M${own.map((p) => `${at(x(p.megabytes))} ${at(y(p.seconds))}`).join('L')}"/>`,
      ...own.map((p) => `<circle class="dot ${packing}" cx="${at(x(p.megabytes))}" cy="${at(y(p.seconds))}" r="3.5"/>`),
      write(x(last.megabytes) + 8, y(last.seconds) + 4, packing),
    );
  }
  for (const { megabytes } of points.filter(({ packing }) => packing === 'gzip'))
    parts.push(write(x(megabytes), bottom - 12, megabytes.toFixed(0), ' text-anchor="middle" class="pale"'));
  return { parts, bottom };
}
