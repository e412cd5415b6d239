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

  test('when there are too many, every second one goes and the spacing doubles', () => {
    const { outputOffsets, count } = built({ spacingBytes: 100, most: 8 }, 3_100);
    expect([...outputOffsets]).toEqual([400, 800, 1200, 1600, 2000, 2400, 2800]);
    expect(count).toBe(7);
  });

  test.each([1_000, 10_000, 100_000])('stay below the most there may be, evenly, for %i bytes', (end) => {
    const { outputOffsets } = built({ spacingBytes: 20, most: 16 }, end);
    const gaps = Array.from(outputOffsets, (offset, i) => offset - (outputOffsets[i - 1] ?? 0));
    expect(outputOffsets.length).toBeLessThan(16);
    expect(outputOffsets.length).toBeGreaterThanOrEqual(7);
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
