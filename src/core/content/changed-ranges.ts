import type { ChangedRange } from './content.ts';

export interface ChangedRanges {
  /** Rising, at least `GAP` apart. */
  readonly ranges: readonly ChangedRange[];
  /** There are more than the limit: what follows the last was not looked at. */
  readonly isCut: boolean;
}

/** Equal bytes between two changes that are too few to be worth a gap. */
const GAP = 16;
/** First bytes of a range that are kept of either side. */
const KEPT = 8;

interface Draft {
  readonly start: number;
  end: number;
  readonly before: number[];
  readonly after: number[];
}

/**
 * Compares two streams in step, byte by byte at the same offset; what one has more is one range. Chunks need to be valid
 * only until the next is asked for. Memory: the ranges.
 * @param most ranges at most
 * @param onProgress bytes compared so far
 */
export async function changedRanges(
  before: AsyncIterable<Uint8Array>,
  after: AsyncIterable<Uint8Array>,
  most: number,
  onProgress?: (done: number) => void,
): Promise<ChangedRanges> {
  const ranges: Draft[] = [];
  const mark = (start: number, end: number): boolean => {
    const last = ranges.at(-1);
    if (last && start - last.end < GAP) last.end = end;
    else if (ranges.length >= most) return false;
    else ranges.push({ start, end, before: [], after: [] });
    return true;
  };
  const sides = [new ChunkReader(before), new ChunkReader(after)] as const;
  let at = 0;
  let unfilled = 0;
  try {
    for (;;) {
      const [a, b] = [await sides[0].chunk(), await sides[1].chunk()];
      const length = a && b ? Math.min(a.length, b.length) : (a ?? b)?.length;
      if (length === undefined) return { ranges: ranges.map(finished), isCut: false };
      const isAll = a && b ? compare(a, b, length, at, mark) : mark(at, at + length);
      for (const range of ranges.slice(unfilled)) {
        keep(range.before, a, range.start - at, length);
        keep(range.after, b, range.start - at, length);
      }
      if (!isAll) return { ranges: ranges.map(finished), isCut: true };
      at += length;
      while (unfilled < ranges.length && (ranges[unfilled]?.start ?? 0) + KEPT <= at) unfilled += 1;
      for (const side of sides) side.take(length);
      onProgress?.(at);
    }
  } finally {
    for (const side of sides) await side.close();
  }
}

/** @param start of the range, counted from the chunk's own start: negative when it began before */
function keep(kept: number[], chunk: Uint8Array | null, start: number, length: number): void {
  if (!chunk) return;
  for (let i = start + kept.length; kept.length < KEPT && i < length; i++) kept.push(chunk[i] ?? 0);
}

function finished({ start, end, before, after }: Draft): ChangedRange {
  const own = (bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes.slice(0, end - start));
  return { start, end, before: own(before), after: own(after) };
}

function compare(
  a: Uint8Array,
  b: Uint8Array,
  length: number,
  offset: number,
  mark: (start: number, end: number) => boolean,
): boolean {
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) continue;
    let end = i + 1;
    while (end < length && a[end] !== b[end]) end += 1;
    if (!mark(offset + i, offset + end)) return false;
    i = end;
  }
  return true;
}

/** What is left of a stream's last chunk. */
class ChunkReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array | null = null;
  #isEnded = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  async chunk(): Promise<Uint8Array | null> {
    while (!this.#isEnded && (this.#chunk === null || this.#chunk.length === 0)) {
      const next: IteratorResult<Uint8Array, unknown> = await this.#iterator.next();
      this.#isEnded = next.done === true;
      this.#chunk = next.done === true ? null : next.value;
    }
    return this.#isEnded ? null : this.#chunk;
  }

  take(bytes: number): void {
    if (this.#chunk) this.#chunk = this.#chunk.subarray(bytes);
  }

  async close(): Promise<void> {
    if (!this.#isEnded) await this.#iterator.return?.();
  }
}
