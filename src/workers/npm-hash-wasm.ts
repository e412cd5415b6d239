import { createBLAKE3, createSHA256, createSHA384, createSHA512, createXXHash128 } from 'hash-wasm';
import type { ContentHasher, CreateContentHasher } from '../core/bytes/content-hasher.ts';
import type { CreateHasher, HashAlgorithm, Hasher } from '../core/bytes/hasher.ts';

type Engine = Awaited<ReturnType<typeof createSHA256>>;

/** One engine per algorithm. Hashers take turns on it: the one that leaves has its state saved, about 100 bytes (BLAKE3: 2 KiB). */
interface Slot {
  readonly engine: Engine;
  owner: SharedHasher | null;
}

class SharedHasher implements Hasher {
  readonly #slot: Slot;
  #saved: Uint8Array | null = null;
  #ended = false;

  constructor(slot: Slot) {
    this.#slot = slot;
  }

  update(bytes: Uint8Array): void {
    this.#take();
    this.#slot.engine.update(bytes);
  }

  digestHex(): string {
    this.#take();
    this.#ended = true;
    this.#slot.owner = null;
    return this.#slot.engine.digest('hex');
  }

  #take(): void {
    if (this.#ended) throw new Error('This hasher has given its digest already');
    const { engine, owner } = this.#slot;
    if (owner === this) return;
    if (owner) owner.#saved = engine.save();
    // Always from a clean state: `load` alone refuses on an engine that has just given a digest.
    engine.init();
    if (this.#saved) engine.load(this.#saved);
    this.#slot.owner = this;
  }
}

/**
 * Loads the WebAssembly of every algorithm, so that hashers can then be made and used without waiting.
 * Any number of them may run at once.
 */
export async function loadHashWasm(): Promise<CreateHasher> {
  const [sha256, sha384, sha512, blake3] = await Promise.all([
    createSHA256(),
    createSHA384(),
    createSHA512(),
    createBLAKE3(),
  ]);
  const slots: Record<HashAlgorithm, Slot> = {
    sha256: { engine: sha256, owner: null },
    sha384: { engine: sha384, owner: null },
    sha512: { engine: sha512, owner: null },
    blake3: { engine: blake3, owner: null },
  };
  return (algorithm) => new SharedHasher(slots[algorithm]);
}

/** XXH128 on one engine: hashers take turns on it as above, the state that is put aside is about 600 bytes. */
class SharedContentHasher implements ContentHasher {
  readonly #slot: ContentSlot;
  #saved: Uint8Array | null = null;

  constructor(slot: ContentSlot) {
    this.#slot = slot;
  }

  init(): void {
    const { owner } = this.#slot;
    if (owner && owner !== this) owner.#saved = this.#slot.engine.save();
    this.#saved = null;
    this.#slot.owner = this;
    this.#slot.engine.init();
  }

  update(bytes: Uint8Array): void {
    this.#take();
    this.#slot.engine.update(bytes);
  }

  digestInto(target: Uint8Array, offset: number): void {
    this.#take();
    target.set(this.#slot.engine.digest('binary'), offset);
    this.#slot.owner = null;
  }

  #take(): void {
    const { engine, owner } = this.#slot;
    if (owner === this) return;
    const saved = this.#saved;
    if (!saved) throw new Error('This content hasher has begun no file');
    if (owner) owner.#saved = engine.save();
    engine.init();
    engine.load(saved);
    this.#saved = null;
    this.#slot.owner = this;
  }
}

interface ContentSlot {
  readonly engine: Engine;
  owner: SharedContentHasher | null;
}

/** Loads XXH128, so that content hashers can then be made and used without waiting. Any number of them may run at once. */
export async function loadContentHasher(): Promise<CreateContentHasher> {
  const slot: ContentSlot = { engine: await createXXHash128(), owner: null };
  return () => new SharedContentHasher(slot);
}
