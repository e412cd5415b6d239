import { describe, expect, test } from 'vitest';
import type { FileTask } from '../core/layer/file-check.ts';
import { CheckProgress } from './progress.ts';
import { RateMeter } from './rate-meter.ts';

const task = (path: string, size: number): FileTask => ({
  path,
  size,
  source: new Blob([]),
  algorithms: [],
  layer: null,
});
const ended = (path: string, size: number) => ({ path, size, digests: {}, layer: null, error: null });

describe('RateMeter', () => {
  test('says nothing in the first second, then the mean of the last two', () => {
    const meter = new RateMeter(1_000, 0);
    meter.add(1_500, 500);
    expect(meter.rate).toBeNull();
    meter.add(2_000, 1_000);
    expect(meter.rate).toBe(1_000);
    for (let ms = 2_100; ms <= 10_000; ms += 100) meter.add(ms, ms < 6_000 ? 1_000 : 1_000 + (ms - 6_000) * 5);
    expect(meter.rate).toBe(5_000);
  });

  test('is zero when all stands still', () => {
    const meter = new RateMeter(0, 0);
    meter.add(1_000, 900);
    meter.add(4_000, 900);
    meter.add(7_000, 900);
    expect(meter.rate).toBe(0);
  });
});

describe('CheckProgress', () => {
  test('adds up files that ended and files under way, and names the largest', () => {
    const progress = new CheckProgress([task('a', 1_000), task('b', 100), task('c', 10)], 0);
    progress.advance('a', 300);
    progress.advance('b', 50);
    progress.end(ended('c', 10));
    expect(progress.at(500)).toEqual({
      doneBytes: 360,
      totalBytes: 1_110,
      bytesPerSecond: null,
      secondsLeft: null,
      doneFiles: 1,
      totalFiles: 3,
      currentPath: 'a',
      phase: 'checking',
    });
    expect([progress.of('a'), progress.of('c')]).toEqual([{ done: 300, total: 1_000 }, null]);
    progress.advance('a', 630);
    const later = progress.at(1_000);
    expect([later.bytesPerSecond, later.secondsLeft]).toEqual([690, (1_110 - 690) / 690]);
  });

  test('never falls, not above the whole, and a pause does not count', () => {
    const progress = new CheckProgress([task('a', 1_000), task('b', 10)], 0);
    progress.advance('a', 700);
    expect(progress.at(1_000).doneBytes).toBe(700);
    progress.advance('a', 0); // its worker died, another one begins again
    expect(progress.at(1_100).doneBytes).toBe(700);
    progress.advance('a', 5_000); // it has grown since it was listed
    expect(progress.at(1_200).doneBytes).toBe(1_000);
    progress.restart(60_000);
    expect(progress.at(60_500).bytesPerSecond).toBeNull();
  });

  test('a file that failed counts as dealt with', () => {
    const progress = new CheckProgress([task('a', 1_000)], 0);
    progress.end({ ...ended('a', 3), error: { code: 'worker-died', data: { path: 'a' } } });
    expect(progress.at(10)).toMatchObject({ doneBytes: 1_000, doneFiles: 1, currentPath: null });
  });
});
