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

const CREATE: Readonly<Record<HashAlgorithm, () => Promise<Engine>>> = {
  sha256: createSHA256,
  sha384: createSHA384,
  sha512: createSHA512,
  blake3: () => createBLAKE3(),
};

const loading = new Map<HashAlgorithm, Promise<Slot>>();

const loadSlot = (algorithm: HashAlgorithm): Promise<Slot> => {
  const known = loading.get(algorithm) ?? CREATE[algorithm]().then((engine): Slot => ({ engine, owner: null }));
  loading.set(algorithm, known);
  return known;
};

/**
 * Loads the WebAssembly of these algorithms, once, so that hashers can then be made and used without waiting.
 * Any number of them may run at once. The function that makes them throws an Error for any other algorithm.
 */
export async function loadHashWasm(algorithms: readonly HashAlgorithm[]): Promise<CreateHasher> {
  const slots = new Map<HashAlgorithm, Slot>();
  await Promise.all(algorithms.map(async (algorithm) => slots.set(algorithm, await loadSlot(algorithm))));
  return (algorithm) => {
    const slot = slots.get(algorithm);
    if (!slot) throw new Error(`${algorithm} was not loaded`);
    return new SharedHasher(slot);
  };
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

let content: Promise<ContentSlot> | undefined;

/** Loads XXH128, once, so that content hashers can then be made and used without waiting. Any number of them may run at once. */
export async function loadContentHasher(): Promise<CreateContentHasher> {
  content ??= createXXHash128().then((engine): ContentSlot => ({ engine, owner: null }));
  const slot = await content;
  return () => new SharedContentHasher(slot);
}
