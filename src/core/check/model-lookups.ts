import type { DumpFile, DumpModel, Reference } from '../dump/dump-model.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { claimedDigest } from './claimed-digest.ts';
import { groupBy } from './group-by.ts';
import { reachedFrom } from './reached-paths.ts';

/** Among so many references of one document the first that fits is found faster than a table is made. */
const FEW_REFERENCES = 8;

let cache = new WeakMap<DumpModel, ModelLookups>();

/** The lookups of a dump, made once however often its rules are asked, and kept until `forgetModelLookups`. */
export function lookupsOf(model: DumpModel, documents: ReadonlyMap<string, JsonDocument>): ModelLookups {
  const known = cache.get(model);
  if (known?.documents === documents) return known;
  const lookups = new ModelLookups(model, documents);
  cache.set(model, lookups);
  return lookups;
}

/** For when no more rules will be asked for a while. */
export function forgetModelLookups(): void {
  cache = new WeakMap();
}

/** What several rules look up in the structure of a dump, whatever has been read of its files. */
export class ModelLookups {
  readonly documents: ReadonlyMap<string, JsonDocument>;
  readonly files: ReadonlyMap<string, DumpFile>;
  readonly reached: ReadonlySet<string>;
  readonly referencesTo: ReadonlyMap<string, readonly Reference[]>;
  readonly referencesFrom: ReadonlyMap<string, readonly Reference[]>;
  readonly #model: DumpModel;
  #presentDigests: readonly string[] | null = null;
  /** Target → the links that show it. */
  readonly #links: ReadonlyMap<string, readonly DumpFile[]>;
  readonly #namedByDiffId = new Set<string>();
  /** Of documents with many references: the first one to each digest, and at each pointer. */
  readonly #byDigest = new Map<string, ReadonlyMap<string, Reference>>();
  readonly #byPointer = new Map<string, ReadonlyMap<string, Reference>>();

  constructor(model: DumpModel, documents: ReadonlyMap<string, JsonDocument>) {
    this.#model = model;
    this.documents = documents;
    this.files = new Map(model.files.map((file) => [file.path, file]));
    this.reached = reachedFrom(model, 'any');
    this.referencesTo = groupBy(model.references, (reference) => reference.path);
    this.referencesFrom = groupBy(model.references, (reference) => reference.from);
    for (const { path, diffId } of model.images.flatMap(({ layers }) => layers)) {
      if (diffId !== null && claimedDigest(path, model.dialect) === diffId) this.#namedByDiffId.add(path);
    }
    this.#links = groupBy(model.files, ({ resolvesTo }) => resolvesTo);
  }

  /** Digests that names of present files claim: what a mistyped digest may have meant. */
  get presentDigests(): readonly string[] {
    const { files, dialect } = this.#model;
    this.#presentDigests ??= [...new Set(files.flatMap(({ path }) => claimedDigest(path, dialect) ?? []))];
    return this.#presentDigests;
  }

  firstByDigest(from: string, digest: string): Reference | undefined {
    return this.#first(from, digest, 'digest', this.#byDigest);
  }

  firstByPointer(from: string, pointer: string): Reference | undefined {
    return this.#first(from, pointer, 'pointer', this.#byPointer);
  }

  linksTo(path: string): readonly string[] {
    return this.#links.get(path)?.map((link) => link.path) ?? [];
  }

  /** A layer whose name is the diff ID that a config has at its place. */
  isNamedByDiffId(path: string): boolean {
    return this.#namedByDiffId.has(path);
  }

  #first(
    from: string,
    wanted: string,
    key: 'digest' | 'pointer',
    tables: Map<string, ReadonlyMap<string, Reference>>,
  ): Reference | undefined {
    const references = this.referencesFrom.get(from) ?? [];
    if (references.length <= FEW_REFERENCES) return references.find((reference) => reference[key] === wanted);
    let table = tables.get(from);
    if (!table) tables.set(from, (table = firstBy(references, key)));
    return table.get(wanted);
  }
}

function firstBy(references: readonly Reference[], key: 'digest' | 'pointer'): Map<string, Reference> {
  const first = new Map<string, Reference>();
  for (const reference of references) {
    const value = reference[key];
    if (value !== null && !first.has(value)) first.set(value, reference);
  }
  return first;
}
