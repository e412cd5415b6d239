import { fromBinary } from '../bytes/byte-names.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { CleanName } from './clean-entry-path.ts';

/**
 * Cleaned path → the first entry of a layer that has it. Open addressing over the names as they lie in their column: 3 to 11
 * bytes an entry, where a map of strings would take a hundred.
 */
export class FirstEntries {
  readonly #entries: LayerEntries;
  /** Index of an entry and one more; 0: free. Its size is a power of two, at least four for three entries. */
  readonly #slots: Uint16Array | Int32Array;
  /** Another one each time, so that nobody can make up names which all want the same slot. Answers do not depend on it. */
  readonly #seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
  readonly #found = new CleanName();

  constructor(entries: LayerEntries) {
    this.#entries = entries;
    const size = 2 ** Math.ceil(Math.log2((entries.count * 4) / 3 + 2));
    this.#slots = entries.count < 2 ** 16 ? new Uint16Array(size) : new Int32Array(size);
  }

  /**
   * Adds an entry, unless its path is there.
   * @param path of entry `index`
   * @returns false when an earlier one has that path
   */
  add(index: number, { bytes, start, end }: CleanName): boolean {
    const slot = this.#slotOf(bytes, start, end);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = index + 1;
    return true;
  }

  /** @param path cleaned, a binary string; empty for the root */
  get(path: string): number | undefined {
    const bytes = fromBinary(path);
    const found = this.#slots[this.#slotOf(bytes, 0, bytes.length)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** Where a path is, or would be put. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(this.#seed, bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0 || this.#isAt(found - 1, bytes, start, end)) return slot;
    }
  }

  #isAt(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { names, nameEnds } = this.#entries;
    const found = this.#found;
    found.become(names, nameEnds[index - 1] ?? 0, nameEnds[index] ?? 0);
    if (found.end - found.start !== end - start) return false;
    for (let i = start, at = found.start; i < end; i++, at++) if (bytes[i] !== found.bytes[at]) return false;
    return true;
  }
}

function hashOf(seed: number, bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
