import { expect, test } from 'vitest';
import { fuzzRun } from '../../tests/kernel/fuzz-run.ts';
import { kernelModule } from '../../tests/kernel/kernel-module.ts';
import { SeededRandom } from '../../tests/kernel/seeded-random.ts';
import { createHash } from 'node:crypto';
import { loadKernel } from './kernel.ts';
import { LanePace } from './lane-pace.ts';

const MiB = 2 ** 20;

/** A processor on which a byte of one stream takes 1, and a step of the lanes so many times as long. */
function paceOf(step: number): { pace: LanePace; turn: () => number } {
  let clock = 0;
  const pace = new LanePace(() => clock);
  const turn = (): number => {
    const least = pace.leastLanes();
    if (least > 4) pace.alone(MiB, () => (clock += 1));
    else pace.together(MiB, () => (clock += step));
    return least;
  };
  return { pace, turn };
}

test.each([
  [1.2, 2],
  [1.9, 2],
  [2.5, 3],
  [3.5, 4],
  [4.5, 5],
])('a step that takes as long as %f streams alone pays from %i lanes on', (step, least) => {
  const { turn } = paceOf(step);
  for (let i = 0; i < 4; i++) turn();
  expect(turn()).toBe(least);
});

test('what was slow for a moment is tried again', () => {
  let clock = 0;
  const pace = new LanePace(() => clock);
  let slow = true;
  const least = (): number => {
    const lanes = pace.leastLanes();
    if (lanes > 4) pace.alone(MiB, () => (clock += 1));
    else pace.together(MiB, () => (clock += slow ? 9 : 1.5));
    return lanes;
  };
  for (let i = 0; i < 8; i++) least();
  expect(least()).toBeGreaterThan(4);
  slow = false;
  for (let i = 0; i < 64; i++) least();
  expect(least()).toBe(2);
});

test('runs too short to be measured, and a clock that stands still, decide nothing', () => {
  const pace = new LanePace(() => 0);
  for (let i = 0; i < 10; i++) {
    pace.alone(MiB, () => undefined);
    pace.together(1000, () => undefined);
  }
  expect(pace.leastLanes()).toBe(2);
});

test('digests of streams side by side are those of each alone, whatever the pace says', () => {
  const random = new SeededRandom(fuzzRun.seed);
  for (let round = 0; round < 24; round++) {
    let clock = 0;
    const pool = loadKernel(kernelModule).createLanePool(() => (clock += random.int(5)));
    const streams = Array.from({ length: 1 + random.int(6) }, () => {
      const bytes = random.bytes(random.int(random.pick([100, 300_000, 3_000_000])));
      return { bytes, at: 0, stream: pool.open() };
    });
    for (let left = [...streams]; left.length > 0; left = left.filter(({ at, bytes }) => at < bytes.length)) {
      const one = random.pick(left);
      const piece = one.bytes.subarray(one.at, one.at + 1 + random.int(700_000));
      one.stream.update(piece);
      one.at += piece.length;
    }
    for (const { bytes, stream } of streams)
      expect(stream.digestHex()).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
