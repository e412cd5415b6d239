import { DUMP_REFERENCES } from '../limits.ts';
import { readConfig, type ConfigView } from '../oci/config.ts';
import type { BlobStore } from './blob-store.ts';
import type { DocumentLoader } from './document-loader.ts';
import type { FileRole, Reference } from './dump-model.ts';
import type { ListedFile } from './listing.ts';
import { ReferenceTexts } from './reference-texts.ts';
import { SeenReferences } from './seen-references.ts';

/** A reference while it may still turn out to be optional. */
export type ReferenceDraft = { -readonly [K in keyof Reference]: Reference[K] };

/** What a reference needs to be drawn; the rest is looked up. */
export interface ReferenceSeed {
  readonly from: string;
  readonly pointer: string;
  readonly relation: Reference['relation'];
  readonly digest: string | null;
  readonly path: string | null;
  readonly size?: number | null;
  readonly mediaType?: string | null;
  readonly optional?: boolean;
  /** Further words for the label. */
  readonly more?: readonly (string | null | undefined)[];
}

/** A file may be named for more than one thing; the role of the lowest rank counts. */
const RANKS: readonly FileRole[] = [
  'index',
  'oci-layout',
  'docker-manifest',
  'repositories',
  'skopeo-version',
  'legacy-version',
  'legacy-layer-json',
  'image-index',
  'image-manifest',
  'image-config',
  'layer',
  'attestation',
  'artifact-manifest',
  'artifact-blob',
  'legacy-v1-config',
  'unreferenced',
  'foreign',
];
const RANK: ReadonlyMap<FileRole, number> = new Map(RANKS.map((role, i) => [role, i]));

/** What the walks over one dump have found so far. */
export class DumpSurvey {
  readonly files: ReadonlyMap<string, ListedFile>;
  readonly loader: DocumentLoader;
  readonly store: BlobStore;
  readonly references: ReferenceDraft[] = [];
  readonly roles = new Map<string, FileRole>();
  readonly mediaTypes = new Map<string, string>();
  readonly #seen = new SeenReferences();
  readonly #texts = new ReferenceTexts();
  readonly #configs = new Map<string, ConfigView>();

  constructor(files: ReadonlyMap<string, ListedFile>, loader: DocumentLoader, store: BlobStore) {
    this.files = files;
    this.loader = loader;
    // Of a path that is here there is one text, that of its file: thousands of references would hold one more each.
    const own = (path: string | null): string | null => (path === null ? null : (files.get(path)?.path ?? path));
    this.store = {
      ...store,
      pathOf: (digest) => own(store.pathOf(digest)),
      manifestPathOf: (digest) => own(store.manifestPathOf(digest)),
    };
  }

  /** There, and not a link to nothing or a folder. A file that could not be opened is there all the same. */
  isPresent(path: string | null): boolean {
    const file = path === null ? undefined : this.files.get(path);
    return file !== undefined && (file.source !== null || file.kind === 'file');
  }

  /** The config read from a path, once however many images share it; null when there is none. */
  config(path: string | null): ConfigView | null {
    const document = path === null ? undefined : this.loader.documents.get(path);
    if (!document) return null;
    let view = this.#configs.get(document.path);
    if (!view) this.#configs.set(document.path, (view = readConfig(document)));
    return view;
  }

  /** Draws an arrow; the same one twice is one. Null when there are DUMP_REFERENCES already or it is there. */
  refer(seed: ReferenceSeed): ReferenceDraft | null {
    if (this.references.length >= DUMP_REFERENCES || this.#seen.has(seed)) return null;
    const { pointer, label } = this.#texts.of(seed.pointer, seed.more);
    const reference: ReferenceDraft = {
      from: seed.from,
      pointer,
      relation: seed.relation,
      digest: seed.digest,
      path: seed.path,
      present: this.isPresent(seed.path),
      size: seed.size ?? null,
      mediaType: seed.mediaType ?? null,
      optional: seed.optional ?? false,
      label,
    };
    this.#seen.add(reference);
    this.references.push(reference);
    return reference;
  }

  /** Gives a file a role and a media type, unless it has one that counts more. */
  assign(path: string | null, role: FileRole, mediaType: string | null = null): void {
    if (path === null || !this.files.has(path)) return;
    const held = this.roles.get(path);
    if (held === undefined || (RANK.get(role) ?? 0) < (RANK.get(held) ?? 0)) {
      this.roles.set(path, role);
      if (mediaType !== null) this.mediaTypes.set(path, mediaType);
    } else if (mediaType !== null && !this.mediaTypes.has(path)) this.mediaTypes.set(path, mediaType);
  }
}
