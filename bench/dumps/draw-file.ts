import type { ContentKind } from './content-pool.ts';
import type { Random } from './random.ts';

export interface DrawnFile {
  readonly kind: ContentKind;
  /** Bytes, at least 0. */
  readonly size: number;
}

/**
 * How often each kind comes, and its lengths: log-normal, by median and by the deviation of the logarithm.
 * Together as in the layers of a Linux distribution: half of the files below 3 KB, 26 KB in the mean, most bytes in binaries.
 */
const KINDS: readonly {
  readonly kind: ContentKind;
  readonly share: number;
  readonly medianBytes: number;
  readonly deviation: number;
}[] = [
  { kind: 'text', share: 0.84, medianBytes: 2_000, deviation: 1.6 },
  { kind: 'machine', share: 0.12, medianBytes: 40_000, deviation: 1.65 },
  { kind: 'packed', share: 0.04, medianBytes: 6_000, deviation: 1.5 },
];
const LARGEST_BYTES = 96 * 2 ** 20;

export function drawFile(random: Random): DrawnFile {
  let place = random.unit();
  const drawn = KINDS.find(({ share }) => (place -= share) < 0) ?? KINDS[0];
  if (!drawn) throw new Error('There is no kind of file to draw.');
  const size = Math.floor(drawn.medianBytes * Math.exp(drawn.deviation * random.normal()));
  return { kind: drawn.kind, size: Math.min(size, LARGEST_BYTES) };
}
