import type { Finder, OnFound } from './finder.ts';
import type { Needle } from './needle.ts';

/** Finds byte strings, several at once, after Boyer, Moore and Horspool: of a window only every n-th byte is looked at. */
export class NeedleFinder implements Finder {
  readonly #needles: readonly SkippingNeedle[];

  constructor(needles: readonly Needle[]) {
    this.#needles = needles.map((needle) => new SkippingNeedle(needle));
  }

  reset(): void {
    // What was found in one window has no bearing on the next: a hit lies in one window.
  }

  scan(bytes: Uint8Array, from: number, limit: number, _isLast: boolean, onFound: OnFound): number {
    const nexts = this.#needles.map((needle) => needle.next(bytes, from, limit));
    for (;;) {
      let first = 0;
      for (let i = 1; i < nexts.length; i++) if ((nexts[i] ?? Infinity) < (nexts[first] ?? Infinity)) first = i;
      const start = nexts[first] ?? Infinity;
      if (start === Infinity) break;
      const end = start + (this.#needles[first]?.length ?? 1);
      if (!onFound(start, end)) return bytes.length;
      this.#needles.forEach((needle, i) => {
        if ((nexts[i] ?? Infinity) < end) nexts[i] = needle.next(bytes, end, limit);
      });
      from = end;
    }
    // Any start from here on could not be decided: the window ends too early, or the limit is reached.
    return Math.max(
      from,
      Math.min(limit, ...this.#needles.map(({ length }) => Math.max(0, bytes.length - length + 1))),
    );
  }
}

class SkippingNeedle {
  readonly length: number;
  readonly #values: Uint8Array;
  readonly #masks: Uint8Array;
  /** By the byte under the needle's last one: how far the needle may move without passing over a hit. */
  readonly #skips: Uint32Array;

  constructor({ values, masks }: Needle) {
    this.length = values.length;
    this.#values = values;
    this.#masks = masks;
    this.#skips = new Uint32Array(256).fill(values.length);
    for (let i = 0; i < values.length - 1; i++) {
      for (let byte = 0; byte < 256; byte++) {
        if ((byte & (masks[i] ?? 0)) === values[i]) this.#skips[byte] = values.length - 1 - i;
      }
    }
  }

  /** The first place at or after `from` and before `limit` where it stands whole, or Infinity. */
  next(bytes: Uint8Array, from: number, limit: number): number {
    const values = this.#values;
    const masks = this.#masks;
    const last = this.length - 1;
    const lastValue = values[last] ?? 0;
    const lastMask = masks[last] ?? 0;
    const end = Math.min(limit, bytes.length - last);
    let at = from;
    while (at < end) {
      const byte = bytes[at + last] ?? 0;
      if ((byte & lastMask) === lastValue) {
        let i = 0;
        while (i < last && ((bytes[at + i] ?? 0) & (masks[i] ?? 0)) === values[i]) i++;
        if (i === last) return at;
      }
      at += this.#skips[byte] ?? 1;
    }
    return Infinity;
  }
}
