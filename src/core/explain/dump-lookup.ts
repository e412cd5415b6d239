import type { DumpFile, DumpModel, LegacyProof, Reference } from '../dump/dump-model.ts';
import { blobPath, digestFromBlobPath } from '../oci/digest.ts';

/** Where a layer stands: `image` is the place in `model.images`, `layer` is counted from 1 at the base. */
export interface LayerPlace {
  readonly image: number;
  readonly layer: number;
  readonly layers: number;
}

/** Answers about one dump that explanations ask for again and again, each in constant time. Holds no bytes. */
export class DumpLookup {
  readonly model: DumpModel;
  readonly files: ReadonlyMap<string, DumpFile>;
  readonly #referencesTo = new Map<string, Reference[]>();
  readonly #referencesFrom = new Map<string, Map<string, Reference>>();
  /** The same by the pointer in small letters: fields may stand in another letter case than they are known by. */
  readonly #foldedFrom = new Map<string, ReadonlyMap<string, Reference>>();
  readonly #pathByDigest = new Map<string, string>();
  readonly #layerPlaces = new Map<string, LayerPlace[]>();
  readonly #pathByLegacyId = new Map<string, string>();
  readonly #proofs = new Map<string, LegacyProof>();
  #digests: readonly string[] | null = null;

  constructor(model: DumpModel) {
    this.model = model;
    this.files = new Map(model.files.map((file) => [file.path, file]));
    for (const reference of model.references) {
      const from = this.#referencesFrom.get(reference.from) ?? new Map<string, Reference>();
      this.#referencesFrom.set(reference.from, from.set(reference.pointer, reference));
      if (reference.path === null) continue;
      const to = this.#referencesTo.get(reference.path);
      if (to) to.push(reference);
      else this.#referencesTo.set(reference.path, [reference]);
      if (reference.digest !== null && reference.present) this.#pathByDigest.set(reference.digest, reference.path);
    }
    model.images.forEach((image, i) => {
      image.layers.forEach(({ path, present, digest, diffId }, l) => {
        const place = { image: i, layer: l + 1, layers: image.layers.length };
        this.#layerPlaces.set(path, [...(this.#layerPlaces.get(path) ?? []).slice(0, 8), place]);
        for (const name of [digest, diffId]) if (present && name !== null) this.#pathByDigest.set(name, path);
      });
      if (image.configDigest && image.configPath && this.files.has(image.configPath))
        this.#pathByDigest.set(image.configDigest, image.configPath);
    });
    for (const proof of model.legacyProofs) {
      this.#proofs.set(proof.path, proof);
      this.#pathByLegacyId.set(proof.id, proof.path);
    }
  }

  referencesTo(path: string): readonly Reference[] {
    return this.#referencesTo.get(path) ?? [];
  }

  /** The arrow that starts at this place of a file; pointers to a descriptor and to its digest both count. */
  referenceAt(from: string, pointer: string): Reference | null {
    const own = this.#referencesFrom.get(from);
    if (!own) return null;
    return atPointer(own, pointer) ?? atPointer(this.#folded(from, own), pointer.toLowerCase());
  }

  #folded(from: string, own: ReadonlyMap<string, Reference>): ReadonlyMap<string, Reference> {
    let folded = this.#foldedFrom.get(from);
    if (!folded) {
      folded = new Map([...own].map(([pointer, reference]) => [pointer.toLowerCase(), reference]));
      this.#foldedFrom.set(from, folded);
    }
    return folded;
  }

  referencesFrom(path: string): Iterable<Reference> {
    return this.#referencesFrom.get(path)?.values() ?? [];
  }

  /** The file that holds a digest's bytes, or the layer that unpacks to it; null when there is none. */
  pathOfDigest(digest: string): string | null {
    const blob = blobPath(digest);
    if (blob !== null && this.files.has(blob)) return blob;
    const known = this.#pathByDigest.get(digest);
    if (known !== undefined) return known;
    return digest.startsWith('sha256:')
      ? this.#pathOfBareHex(digest.slice(7), ['', '.json', '.tar', '.tar.gz', '.manifest.json'])
      : null;
  }

  /** The file that 64 hex digits without an algorithm mean: a v1 folder's description, a legacy blob, or a digest. */
  pathOfHex(hex: string): string | null {
    return this.#pathOfBareHex(hex, ['/json']) ?? this.#pathByLegacyId.get(hex) ?? this.pathOfDigest(`sha256:${hex}`);
  }

  /** A path as another file writes it; null when no such file is here. */
  pathOf(written: string): string | null {
    const path = written.replace(/^(?:\.?\/)+/, '');
    return this.files.has(path) ? path : null;
  }

  /** Where a layer's file, or the file a link shows, stands in the images. */
  layerPlaces(path: string): readonly LayerPlace[] {
    return this.#layerPlaces.get(path) ?? this.#layerPlaces.get(this.files.get(path)?.resolvesTo ?? '') ?? [];
  }

  proofOf(path: string): LegacyProof | null {
    return this.#proofs.get(path) ?? null;
  }

  /** Digests that the files of this dump are named by. */
  get digests(): readonly string[] {
    this.#digests ??= this.model.files.flatMap(({ path }) => {
      const hex = /^(?:sha256:)?([0-9a-f]{64})(?:\.json|\.tar|\.tar\.gz|\.manifest\.json)?$/.exec(path);
      return digestFromBlobPath(path) ?? (hex ? `sha256:${hex[1]}` : []);
    });
    return this.#digests;
  }

  #pathOfBareHex(hex: string, endings: readonly string[]): string | null {
    if (!/^[0-9a-f]{64}$/.test(hex)) return null;
    for (const ending of endings) if (this.files.has(hex + ending)) return hex + ending;
    const colon = `sha256:${hex}`;
    return this.files.has(colon) ? colon : null;
  }
}

function atPointer(references: ReadonlyMap<string, Reference>, pointer: string): Reference | null {
  const parent = pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
  return (
    references.get(pointer) ??
    references.get(`${pointer}/digest`) ??
    (/\/digest$/.test(pointer) ? references.get(parent) : undefined) ??
    null
  );
}

const lookups = new WeakMap<DumpModel, DumpLookup>();

/** The lookup of a model, made once. */
export function lookupOf(model: DumpModel): DumpLookup {
  let lookup = lookups.get(model);
  if (!lookup) lookups.set(model, (lookup = new DumpLookup(model)));
  return lookup;
}
