import type { DumpFile, FileRole } from '../dump/dump-model.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { isWithdrawnArtifact, kindOfDocument } from '../oci/document-kind.ts';
import type { CheckedDump } from './checked-dump.ts';
import type { ModelLookups } from './model-lookups.ts';

/** Which specification a document is held against. */
export type DocumentShape =
  'index' | 'manifest' | 'artifact-manifest' | 'config' | 'docker-manifest' | 'repositories' | 'oci-layout';

export interface ShapedDocument {
  readonly file: DumpFile;
  readonly document: JsonDocument;
  readonly shape: DocumentShape;
}

/** Roles whose content must be JSON. Artifact blobs and strangers may hold anything. */
export const JSON_ROLES: ReadonlySet<FileRole> = new Set<FileRole>([
  'index',
  'oci-layout',
  'docker-manifest',
  'repositories',
  'image-manifest',
  'image-index',
  'image-config',
  'legacy-layer-json',
  'legacy-v1-config',
  'attestation',
  'artifact-manifest',
]);

const known = new WeakMap<ModelLookups, readonly ShapedDocument[]>();

/** Documents that parsed and whose form is known, in the order of the files. */
export function* shapedDocuments(dump: CheckedDump, ...shapes: readonly DocumentShape[]): Generator<ShapedDocument> {
  for (const shaped of allShaped(dump)) if (shapes.includes(shaped.shape)) yield shaped;
}

/** Worked out once for all rules. */
function allShaped(dump: CheckedDump): readonly ShapedDocument[] {
  const before = known.get(dump.lookups);
  if (before) return before;
  const all: ShapedDocument[] = [];
  for (const file of dump.model.files) {
    const document = dump.documents.get(file.path);
    if (!document?.root) continue;
    const shape = shapeOf(file.role, document);
    if (shape) all.push({ file, document, shape });
  }
  known.set(dump.lookups, all);
  return all;
}

function shapeOf(role: FileRole, document: JsonDocument): DocumentShape | null {
  switch (role) {
    case 'index':
    case 'docker-manifest':
    case 'repositories':
    case 'oci-layout':
      return role;
    case 'image-config':
      return 'config';
    case 'image-index':
    case 'image-manifest':
    case 'artifact-manifest':
    case 'attestation':
    case 'unreferenced':
      return shapeByContent(role, document);
    default:
      return null;
  }
}

/** What the blob is counts, not what it was announced as: that it differs is a finding of its own. */
function shapeByContent(role: FileRole, document: JsonDocument): DocumentShape | null {
  if (isWithdrawnArtifact(document)) return 'artifact-manifest';
  const kind = kindOfDocument(document);
  if (kind === 'index' || kind === 'manifest' || kind === 'config') return kind;
  if (kind === 'ambiguous') return 'manifest';
  if (kind === 'schema1' || role === 'attestation' || role === 'unreferenced') return null;
  return role === 'image-index' ? 'index' : 'manifest';
}
