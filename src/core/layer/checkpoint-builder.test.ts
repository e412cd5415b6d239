import { describe, expect, test } from 'vitest';
import { CheckpointBuilder } from './checkpoint-builder.ts';
import { noCheckpoints } from './layer-checkpoints.ts';
import { nearestCheckpoint } from './nearest-checkpoint.ts';

/** Asked at every tenth byte, as an inflater would at the starts of blocks. */
function built(options: { spacingBytes?: number; most?: number }, end: number) {
  const builder = new CheckpointBuilder(options);
  for (let at = 0; at < end; at += 10) {
    builder.add({ bitOffset: at * 3, outputOffset: at, window: new Uint8Array(Math.min(at, 5)).fill(at) });
  }
  return builder.finish();
}

describe('checkpoints', () => {
  test('are at least the spacing apart, the first one too', () => {
    expect([...built({ spacingBytes: 100 }, 500).outputOffsets]).toEqual([100, 200, 300, 400]);
    expect([...built({ spacingBytes: 95 }, 300).outputOffsets]).toEqual([100, 200]);
    expect(built({}, 1_000).count).toBe(0); // far below 4 MiB
  });

  test('when there are too many, every second one goes and the spacing doubles; then half as many are too many', () => {
    const offsets = (end: number): number[] => [...built({ spacingBytes: 100, most: 8 }, end).outputOffsets];
    expect(offsets(800)).toEqual([100, 200, 300, 400, 500, 600, 700]);
    expect(offsets(900)).toEqual([200, 400, 600, 800]);
    expect(offsets(1_300)).toEqual([400, 800, 1200]);
    expect(offsets(3_100)).toEqual([800, 1600, 2400]);
  });

  test('a layer of 1 GiB has them 4 MiB apart', () => {
    const MiB = 2 ** 20;
    const builder = new CheckpointBuilder();
    for (let at = MiB; at < 1024 * MiB; at += MiB)
      builder.add({ bitOffset: 0, outputOffset: at, window: new Uint8Array(0) });
    const { outputOffsets } = builder.finish();
    expect([outputOffsets.length, outputOffsets[0], outputOffsets.at(-1)]).toEqual([255, 4 * MiB, 1020 * MiB]);
  });

  test.each([1_000, 10_000, 100_000])('stay below the most there may be, evenly, for %i bytes', (end) => {
    const { outputOffsets } = built({ spacingBytes: 20, most: 16 }, end);
    const gaps = Array.from(outputOffsets, (offset, i) => offset - (outputOffsets[i - 1] ?? 0));
    expect(outputOffsets.length).toBeLessThan(8);
    expect(outputOffsets.length).toBeGreaterThanOrEqual(3);
    expect(new Set(gaps).size).toBe(1);
  });

  test('are found by offset, with their own window', () => {
    const checkpoints = built({ spacingBytes: 100 }, 500);
    expect(nearestCheckpoint(checkpoints, 99)).toBeNull();
    expect(nearestCheckpoint(checkpoints, 100)).toMatchObject({ bitOffset: 300, outputOffset: 100 });
    expect(nearestCheckpoint(checkpoints, 399)).toMatchObject({ outputOffset: 300 });
    const last = nearestCheckpoint(checkpoints, 2 ** 50);
    expect(last).toMatchObject({ outputOffset: 400 });
    expect([...(last?.window ?? [])]).toEqual([144, 144, 144, 144, 144]); // 400 modulo 256
    expect(nearestCheckpoint(noCheckpoints(), 5)).toBeNull();
  });

  test('their windows are copies, and handed over once', () => {
    const builder = new CheckpointBuilder({ spacingBytes: 1 });
    const window = Uint8Array.of(1);
    builder.add({ bitOffset: 1, outputOffset: 1, window });
    window[0] = 9;
    expect(builder.finish()).toMatchObject({ count: 1, windows: Uint8Array.of(1) });
    expect(builder.finish().count).toBe(0);
  });
});
