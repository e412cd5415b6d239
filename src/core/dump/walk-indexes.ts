import type { JsonDocument } from '../json/json-node.ts';
import { SNIFFED_JSON_BYTES } from '../limits.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { kindOfDocument } from '../oci/document-kind.ts';
import { readIndex } from '../oci/image-index.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import { platformText } from '../oci/platform.ts';
import type { DumpSurvey } from './dump-survey.ts';
import {
  ATTESTATION_TYPE,
  IMAGE_NAME,
  MANIFEST_SUBJECT,
  REF_NAME,
  REFERENCE_DIGEST,
  REFERENCE_TYPE,
  type IndexEntry,
  type IndexNode,
} from './layout-graph.ts';

export type Announced = 'index' | 'manifest' | 'schema1' | null;

/** A document to be looked at: where, and what the one who named it said it is. */
export interface WalkStart {
  readonly path: string;
  readonly announced: Announced;
}

/** What the walk over the indexes reached. */
export interface ReachedManifests {
  readonly indexes: Map<string, IndexNode>;
  readonly manifests: ReadonlySet<string>;
  /** Manifests of Docker's first format. */
  readonly schema1: ReadonlySet<string>;
  /** Manifests that some index calls an attestation. */
  readonly attestations: ReadonlySet<string>;
}

/**
 * Follows indexes into indexes, breadth first, and gathers the manifests they lead to. Each document is read once, however
 * many lead to it, so circles end. What a document is, its content says; where it says nothing, the one who named it.
 */
export async function walkIndexes(survey: DumpSurvey, starts: readonly WalkStart[]): Promise<ReachedManifests> {
  const indexes = new Map<string, IndexNode>();
  const manifests = new Set<string>();
  const schema1 = new Set<string>();
  const attestations = new Set<string>();
  for (let level = starts; level.length > 0;) {
    await survey.loader.load(level.filter(({ announced }) => announced !== null).map(({ path }) => path));
    await survey.loader.loadIfJson(
      level.filter(({ announced }) => announced === null).map(({ path }) => path),
      SNIFFED_JSON_BYTES,
    );
    const next: WalkStart[] = [];
    for (const { path, announced } of level) {
      const document = survey.loader.documents.get(path);
      const kind = documentRole(document, announced);
      if (!document || kind === null || indexes.has(path)) continue;
      if (kind !== 'index') {
        (kind === 'schema1' ? schema1 : manifests).add(path);
        continue;
      }
      const node = readIndexNode(survey, path, document);
      indexes.set(path, node);
      for (const entry of node.entries) {
        if (entry.path === null) continue;
        if (entry.attestation) attestations.add(entry.path);
        const leads = leadsTo(entry.descriptor);
        if (leads !== 'blob') next.push({ path: entry.path, announced: leads });
      }
    }
    level = next.filter(({ path }) => !indexes.has(path) && !manifests.has(path) && !schema1.has(path));
  }
  return { indexes, manifests, schema1, attestations };
}

/** What to take a document for; null when it is neither index nor manifest and nobody said so. */
export function documentRole(document: JsonDocument | undefined, announced: Announced): Announced {
  const kind = document ? kindOfDocument(document) : null;
  if (kind === 'index' || kind === 'manifest' || kind === 'schema1') return kind;
  if (kind === 'ambiguous') return announced === 'manifest' ? 'manifest' : 'index';
  return announced;
}

/** Where an entry of an index leads: `null` when its type says nothing and the content must be looked at. */
function leadsTo(descriptor: Descriptor): Announced | 'blob' {
  const info = descriptor.mediaType === null ? null : mediaTypeInfo(descriptor.mediaType);
  if (!info) return null;
  if (info.kind === 'index' || info.kind === 'manifest' || info.kind === 'schema1') return info.kind;
  // An index has no use for a configuration: when it is an image after all, that is to be said.
  if (info.kind === 'config') return null;
  return 'blob';
}

function readIndexNode(survey: DumpSurvey, path: string, document: JsonDocument): IndexNode {
  const view = readIndex(document);
  const entries = view.manifests.map((descriptor): IndexEntry => {
    const { digest, pointer, mediaType, annotations } = descriptor;
    const attestation =
      annotations.get(REFERENCE_TYPE) === 'attestation-manifest' || descriptor.artifactType === ATTESTATION_TYPE;
    const toBlob = leadsTo(descriptor) === 'blob';
    const target = digest === null ? null : toBlob ? survey.store.pathOf(digest) : survey.store.manifestPathOf(digest);
    const reference =
      digest === null
        ? null
        : survey.refer({
            from: path,
            pointer: `${pointer}/digest`,
            relation: toBlob ? 'blob' : 'manifest',
            digest,
            path: target,
            size: descriptor.size,
            mediaType,
            more: labelWords(descriptor, attestation),
          });
    if (toBlob) survey.assign(target, 'artifact-blob', mediaType);
    referBySubject(survey, path, descriptor, attestation);
    return { descriptor, path: target, attestation, reference };
  });
  referSubject(survey, path, view.subject);
  return { path, view, entries };
}

function labelWords(descriptor: Descriptor, attestation: boolean): (string | null)[] {
  if (attestation) return ['attestation'];
  const name = descriptor.annotations.get(IMAGE_NAME) ?? null;
  const tag = descriptor.annotations.get(REF_NAME) ?? null;
  const platform = platformText(descriptor.platform);
  return [tag !== null ? `tag ${tag}` : name, platform];
}

/** Annotations of an index entry that name another manifest. */
function referBySubject(survey: DumpSurvey, path: string, descriptor: Descriptor, attestation: boolean): void {
  for (const [key, relation] of [
    [REFERENCE_DIGEST, 'attests'],
    [MANIFEST_SUBJECT, 'subject'],
  ] as const) {
    const digest = descriptor.annotations.get(key);
    if (digest === undefined || (relation === 'attests' && !attestation)) continue;
    const pointer = `${descriptor.pointer}/annotations/${key}`;
    survey.refer({ from: path, pointer, relation, digest, path: survey.store.manifestPathOf(digest), optional: true });
  }
}

/** The manifest that another one belongs to; it may be elsewhere. */
export function referSubject(survey: DumpSurvey, path: string, subject: Descriptor | null): void {
  if (subject?.digest === null || subject?.digest === undefined) return;
  const { digest, pointer, size, mediaType } = subject;
  const target = survey.store.manifestPathOf(digest);
  survey.refer({
    from: path,
    pointer: `${pointer}/digest`,
    relation: 'subject',
    digest,
    path: target,
    size,
    mediaType,
    optional: true,
  });
}
