import { standsAt } from './gram-filter.ts';
import type { Needle } from './needle.ts';

/** Finds one byte string after Boyer, Moore and Horspool: of a window only every n-th byte is looked at. */
export class SkippingNeedle {
  readonly length: number;
  readonly #needle: Needle;
  /** By the byte under the needle's last one: how far the needle may move without passing over a hit. */
  readonly #skips: Uint32Array;

  constructor(needle: Needle) {
    const { values, masks } = needle;
    this.length = values.length;
    this.#needle = needle;
    this.#skips = new Uint32Array(256).fill(values.length);
    for (let i = 0; i < values.length - 1; i++) {
      for (let byte = 0; byte < 256; byte++) {
        if ((byte & (masks[i] ?? 0)) === values[i]) this.#skips[byte] = values.length - 1 - i;
      }
    }
  }

  /** The first place at or after `from` and before `limit` where it stands whole, or Infinity. */
  next(bytes: Uint8Array, from: number, limit: number): number {
    const { values, masks } = this.#needle;
    const last = this.length - 1;
    const lastValue = values[last] ?? 0;
    const lastMask = masks[last] ?? 0;
    const end = Math.min(limit, bytes.length - last);
    let at = from;
    while (at < end) {
      const byte = bytes[at + last] ?? 0;
      if ((byte & lastMask) === lastValue && standsAt(this.#needle, bytes, at, bytes.length)) return at;
      at += this.#skips[byte] ?? 1;
    }
    return Infinity;
  }
}
