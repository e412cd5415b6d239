import { expect, test } from 'vitest';
import { judgeMeasure, judgeRatio } from './goals.ts';
import { parseOptions } from './options.ts';
import { plotSvg } from './plot.ts';
import { caseText, goalsText } from './report-text.ts';
import type { CaseResult } from './results.ts';
import { spreadOf } from './statistics.ts';

const result: CaseResult = {
  id: 'gzip',
  title: 'gzip layers',
  measuredOn: '2026-01-02',
  machine: { cpu: 'CPU', cores: 2, memoryBytes: 2 ** 34, system: 'Linux', browser: 'Chromium 1', tools: {} },
  settings: { mode: 'default', rounds: 3, seed: 7 },
  strategies: [],
  dumps: [{ part: 'gzip', files: 8, entries: 2016, layers: 4, storedBytes: 40e6, tarBytes: 100e6 }],
  rows: [
    {
      part: 'gzip',
      who: 'gzip-chain',
      name: 'gzip -dc | sha256sum',
      does: 'digests <only>',
      timesMs: [1000, 1100, 900],
      spreadMs: spreadOf([1000, 1100, 900]),
      megabytesPerSecond: 100,
      ratio: 0.5,
      goal: judgeRatio('gzip', 'gzip-chain', 0.5),
    },
  ],
  measures: [
    {
      part: 'gzip',
      id: 'memory',
      name: 'memory',
      unit: 'MiB',
      value: null,
      spread: null,
      goal: judgeMeasure('memory-streaming', null),
    },
  ],
  troubles: ['umoci failed: no'],
};

test('the median of an even number of values lies between the middle two', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
});

test('a goal is met at its limit, missed above it, and missed when nothing was measured', () => {
  expect(judgeRatio('gzip', 'gzip-chain', 0.4)?.isMet).toBe(true);
  expect(judgeRatio('gzip', 'gzip-chain', 0.41)?.isMet).toBe(false);
  expect(judgeRatio('gzip', 'tar-list', 0.1)).toBeNull();
  expect(judgeMeasure('longest-task', null)?.isMet).toBe(false);
  expect(judgeMeasure('frames-per-second', 60)?.isMet).toBe(true);
  expect(judgeMeasure('frames-per-second', 40)?.isMet).toBe(false);
});

test('a case says what was compared, and what was missed', () => {
  const text = caseText(result);
  expect(text).toContain('40 % of 100 MB unpacked');
  expect(text).toContain('gzip -dc \\| sha256sum');
  expect(text).toContain('0.50 of it');
  expect(text).toContain('≤ 0.4 (stretch 0.27): MISSED');
  expect(text).toContain('Not measured: umoci failed: no');
  expect(goalsText([result]).match(/MISSED/g)).toHaveLength(2);
});

test('what a bare page takes is held against each goal', () => {
  const [peer] = result.rows;
  if (!peer) throw new Error('no row');
  const floor = { ...peer, who: 'floor', name: 'a bare page', spreadMs: spreadOf([250]), ratio: 2, goal: null };
  const lists = { ...floor, who: 'floor-lists', name: 'a bare page that lists', spreadMs: spreadOf([400]) };
  expect(caseText({ ...result, rows: [floor, lists, peer] })).toContain(
    'A bare page takes 0.25 of gzip -dc | sha256sum (goal 0.4). A bare page that lists takes 0.40 of gzip -dc | sha256sum (goal 0.4).',
  );
  expect(caseText(result)).not.toContain('bare page');
});

test('the plot takes names as text', () => {
  const svg = plotSvg([{ ...result, title: 'a <b> & "c"' }]);
  expect(svg).toContain('a &lt;b&gt; &amp; &quot;c&quot;');
  expect(svg).not.toContain('NaN');
});

test('options are read, and wrong ones refused', () => {
  expect(parseOptions(['--quick', '--mb', '20']).bytes).toBe(20e6);
  expect(parseOptions(['--case', 'zstd,gzip']).cases).toEqual(['gzip', 'zstd']);
  expect(parseOptions([]).cases).not.toContain('huge');
  expect(parseOptions(['--full']).cases).toContain('huge');
  expect(() => parseOptions(['--case', 'gz'])).toThrow('no case "gz"');
  expect(() => parseOptions(['--rounds', '0'])).toThrow('--rounds');
  expect(() => parseOptions(['--fast'])).toThrow('--fast');
});
