import type { Descriptor } from '../oci/descriptor.ts';
import type { IndexView } from '../oci/image-index.ts';
import type { ManifestView } from '../oci/manifest.ts';
import type { ReferenceDraft } from './dump-survey.ts';

/** An index document and where its entries lead. */
export interface IndexNode {
  readonly path: string;
  readonly view: IndexView;
  readonly entries: readonly IndexEntry[];
}

export interface IndexEntry {
  readonly descriptor: Descriptor;
  /** Null when the digest is absent or malformed. */
  readonly path: string | null;
  /** BuildKit's mark: an attestation about a sibling. */
  readonly attestation: boolean;
  readonly reference: ReferenceDraft | null;
}

/** What a descriptor of a manifest names. */
export interface BlobLink {
  readonly descriptor: Descriptor;
  readonly path: string | null;
  readonly reference: ReferenceDraft | null;
}

export type ManifestClass = 'image' | 'artifact' | 'attestation' | 'schema1';

/** A manifest document, what it is, and where its parts lie. */
export interface ManifestNode {
  readonly path: string;
  /** As its own place claims; null where no name does. */
  readonly digest: string | null;
  readonly view: ManifestView;
  readonly class: ManifestClass;
  readonly config: BlobLink | null;
  /** Base layer first; blobs of an artifact, statements of an attestation. */
  readonly layers: readonly BlobLink[];
}

/** All indexes and manifests that were reached, by path. */
export interface LayoutGraph {
  readonly indexes: ReadonlyMap<string, IndexNode>;
  readonly manifests: ReadonlyMap<string, ManifestNode>;
}

export const IMAGE_NAME = 'io.containerd.image.name';
export const REF_NAME = 'org.opencontainers.image.ref.name';
export const IMAGE_CREATED = 'org.opencontainers.image.created';
export const MANIFEST_SUBJECT = 'io.containerd.manifest.subject';
export const REFERENCE_TYPE = 'vnd.docker.reference.type';
export const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
export const ATTESTATION_TYPE = 'application/vnd.docker.attestation.manifest.v1+json';
