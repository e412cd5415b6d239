import type { Needle } from './needle.ts';

/** A needle, and the longest stretch of it in which bytes are known but for their case. Ends are exclusive. */
interface Stretch {
  readonly needle: Needle;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the first of several byte strings by looking only at every n-th pair of bytes: one that is in none of them rules out
 * all places around it. The steps do not wait for each other, as those of Boyer, Moore and Horspool do, and a pair is far rarer
 * than a byte. `Uint8Array.indexOf` was no help here: engines look at each byte.
 */
export class GramFilter {
  readonly #needles: readonly Needle[];
  /** Bytes from one pair looked at to the next: no stretch has fewer pairs. */
  readonly #stride: number;
  /** Bytes of the needles before the last of these pairs. */
  readonly #lead: number;
  /** By pair, the first byte times 256: where in `#places` it is; 0 when it is not among the first pairs of a stretch. 128 KiB. */
  readonly #pairs = new Uint16Array(65_536);
  /** Bytes before the pair within a needle, falling: where a needle may begin. */
  readonly #places: number[][] = [[]];
  /** Of the needle that `next` has found. */
  foundLength = 0;

  private constructor(stretches: readonly Stretch[], stride: number) {
    this.#needles = stretches.map(({ needle }) => needle);
    this.#stride = stride;
    const before = stretches[0]?.start ?? 0;
    this.#lead = before + stride - 1;
    for (let at = this.#lead; at >= before; at--) for (const { needle } of stretches) this.#addPairs(needle, at);
  }

  /** Null for what it is of no use for: single bytes, and those with too much left open. */
  static for(needles: readonly Needle[]): GramFilter | null {
    const stretches = needles.map(longestStretch);
    const stride = Math.min(...stretches.map(({ start, end }) => end - start - 1));
    // Hits come in rising order only where all stretches begin at the same place.
    const isEven = stretches.every(({ start }) => start === stretches[0]?.start);
    return isEven && stride >= 1 && stride < Infinity ? new GramFilter(stretches, stride) : null;
  }

  /** The first place at or after `from` and before `limit` where one stands whole, or Infinity. */
  next(bytes: Uint8Array, from: number, limit: number): number {
    const pairs = this.#pairs;
    const stride = this.#stride;
    const end = Math.min(bytes.length - 1, limit + this.#lead);
    for (let at = from + this.#lead; at < end; at += stride) {
      const pair = pairs[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] ?? 0;
      if (pair === 0) continue;
      for (const before of this.#places[pair] ?? [])
        if (at - before < limit && this.#standsAt(bytes, at - before)) return at - before;
    }
    return Infinity;
  }

  #addPairs(needle: Needle, at: number): void {
    for (const first of bytesAt(needle, at)) {
      for (const second of bytesAt(needle, at + 1)) {
        const pair = (first << 8) | second;
        const place = (this.#pairs[pair] ||= this.#places.push([]) - 1);
        const places = this.#places[place] ?? [];
        if (places.at(-1) !== at) places.push(at);
      }
    }
  }

  #standsAt(bytes: Uint8Array, start: number): boolean {
    for (const needle of this.#needles) {
      if (!standsAt(needle, bytes, start, bytes.length)) continue;
      this.foundLength = needle.values.length;
      return true;
    }
    return false;
  }
}

/** The needle fits the bytes from `start` on, and ends at `end` or before. */
export function standsAt({ values, masks }: Needle, bytes: Uint8Array, start: number, end: number): boolean {
  if (start + values.length > end) return false;
  for (let i = 0; i < values.length; i++) if (((bytes[start + i] ?? 0) & (masks[i] ?? 0)) !== values[i]) return false;
  return true;
}

const isKnown = (mask: number | undefined): boolean => mask === 0xff || mask === 0xdf;

/** The one byte, or the letter in both cases. */
function bytesAt({ values, masks }: Needle, at: number): number[] {
  const value = values[at] ?? 0;
  return masks[at] === 0xff ? [value] : [value, value | 0x20];
}

function longestStretch(needle: Needle): Stretch {
  let longest: Stretch = { needle, start: 0, end: 0 };
  for (let start = 0, end = 0; end < needle.masks.length; end++) {
    if (!isKnown(needle.masks[end])) start = end + 1;
    else if (end + 1 - start > longest.end - longest.start) longest = { needle, start, end: end + 1 };
  }
  return longest;
}
