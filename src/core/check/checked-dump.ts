import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { DumpFile, DumpModel, Reference } from '../dump/dump-model.ts';
import type { JsonDocument } from '../json/json-node.ts';
import type { FileCheck } from '../layer/file-check.ts';
import { isNotUnpackedHere } from '../layer/inflater.ts';
import type { LayerReading } from '../layer/layer-reading.ts';
import { claimedDigest } from './claimed-digest.ts';
import { lookupsOf, type ModelLookups } from './model-lookups.ts';

/** What rules judge: the structure, the JSON documents that were parsed, and what reading the files has given so far. */
export interface CheckInput {
  readonly model: DumpModel;
  readonly documents: ReadonlyMap<string, JsonDocument>;
  readonly checks: ReadonlyMap<string, FileCheck>;
}

/** The input of all rules with the lookups that several of them need, made once. Holds no bytes of its own. */
export class CheckedDump {
  readonly model: DumpModel;
  readonly documents: ReadonlyMap<string, JsonDocument>;
  readonly checks: ReadonlyMap<string, FileCheck>;
  readonly files: ReadonlyMap<string, DumpFile>;
  /** Everything an entry point leads to, missing files included, and the entry points themselves. */
  readonly reached: ReadonlySet<string>;
  /** Per target, in the order of the model. */
  readonly referencesTo: ReadonlyMap<string, readonly Reference[]>;
  readonly referencesFrom: ReadonlyMap<string, readonly Reference[]>;
  /** Computed digest → the first file that has it; made when it is first asked for. */
  #pathByDigest: Map<string, string> | null = null;
  readonly lookups: ModelLookups;

  constructor({ model, documents, checks }: CheckInput) {
    this.model = model;
    this.documents = documents;
    this.checks = checks;
    this.lookups = lookupsOf(model, documents);
    const { files, reached, referencesTo, referencesFrom } = this.lookups;
    this.files = files;
    this.reached = reached;
    this.referencesTo = referencesTo;
    this.referencesFrom = referencesFrom;
  }

  /** Digests that names of present files claim: what a mistyped digest may have meant. */
  get presentDigests(): readonly string[] {
    return this.lookups.presentDigests;
  }

  /** The first reference of a document to a digest as written. */
  referenceTo(from: string, digest: string): Reference | undefined {
    return this.lookups.firstByDigest(from, digest);
  }

  /** The reference that stands at a place of a document. */
  referenceAt(from: string, pointer: string): Reference | undefined {
    return this.lookups.firstByPointer(from, pointer);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** An entry point leads to this file, or to a link that shows it. */
  isReached(path: string): boolean {
    if (this.reached.has(path)) return true;
    // Some findings stand at the file behind a link; what reaches the link reaches it.
    return this.lookups.linksTo(path).some((link) => this.reached.has(link));
  }

  /** What was found out about a file; for a link, about the file it shows. */
  checkOf(path: string): FileCheck | undefined {
    const own = this.checks.get(path);
    if (own) return own;
    const target = this.files.get(path)?.resolvesTo;
    return target ? this.checks.get(target) : undefined;
  }

  /** `algorithm:hex` of the bytes on disk; null when they were not read to the end. */
  computedDigest(path: string, algorithm: HashAlgorithm = 'sha256'): string | null {
    const check = this.checkOf(path);
    const hex = check && !check.error ? check.digests[algorithm] : undefined;
    return hex === undefined ? null : `${algorithm}:${hex}`;
  }

  readingOf(path: string): LayerReading | null {
    return this.checkOf(path)?.layer ?? null;
  }

  /**
   * What a file's name claims for its bytes, `algorithm:hex`. A layer of an archive may be named by its diff ID and be stored
   * packed: then the name claims nothing of the stored bytes, and the diff ID is proved by itself, where it can be.
   */
  claimOf(path: string): string | null {
    const claimed = claimedDigest(path, this.model.dialect);
    if (claimed === null || path.startsWith('blobs/') || this.model.dialect === 'skopeo-dir') return claimed;
    const reading = this.readingOf(path);
    const isPacked = reading !== null && reading.compression !== 'none' && this.computedDigest(path) !== claimed;
    if (!isPacked) return claimed;
    if (reading.diffId === claimed) return null;
    return isNotUnpackedHere(reading.compression) && this.lookups.isNamedByDiffId(path) ? null : claimed;
  }

  /** A file whose computed digest is this one, whatever its name; null when there is none so far. */
  pathOfContent(digest: string): string | null {
    this.#pathByDigest ??= this.#digestsOfContent();
    return this.#pathByDigest.get(digest) ?? null;
  }

  #digestsOfContent(): Map<string, string> {
    const paths = new Map<string, string>();
    for (const { path } of this.model.files) {
      const check = this.checks.get(path);
      if (!check || check.error) continue;
      for (const [algorithm, hex] of Object.entries(check.digests)) {
        const digest = `${algorithm}:${hex}`;
        if (!paths.has(digest)) paths.set(digest, path);
      }
    }
    return paths;
  }

  /** The parsed document of a file, or of the file a link shows. */
  documentOf(path: string): JsonDocument | undefined {
    const own = this.documents.get(path);
    if (own) return own;
    const target = this.files.get(path)?.resolvesTo;
    return target ? this.documents.get(target) : undefined;
  }
}
