import { fromBinary } from '../bytes/byte-names.ts';
import { entryName } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { cleanEntryBytes } from './clean-entry-path.ts';

/**
 * Cleaned path → the first entry of a layer that has it. Open addressing over the names as they lie in their column: 8 bytes an
 * entry, where a map of strings would take a hundred.
 */
export class FirstEntries {
  readonly #entries: LayerEntries;
  /** Index of an entry and one more; 0: free. Its size is a power of two, at least twice the entries. */
  readonly #slots: Int32Array;
  /** Another one each time, so that nobody can make up names which all want the same slot. Answers do not depend on it. */
  readonly #seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;

  constructor(entries: LayerEntries) {
    this.#entries = entries;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(entries.count * 2 + 2)));
  }

  /**
   * Adds an entry, unless its path is there.
   * @param path cleaned, of entry `index`
   * @returns false when an earlier one has that path
   */
  add(index: number, path: Uint8Array): boolean {
    const slot = this.#slotOf(path);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = index + 1;
    return true;
  }

  /** @param path cleaned, a binary string; empty for the root */
  get(path: string): number | undefined {
    const found = this.#slots[this.#slotOf(fromBinary(path))] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** Where a path is, or would be put. */
  #slotOf(path: Uint8Array): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(this.#seed, path) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot] ?? 0;
      if (found === 0 || isSame(cleanEntryBytes(entryName(this.#entries, found - 1)).path, path)) return slot;
    }
  }
}

function hashOf(seed: number, bytes: Uint8Array): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
