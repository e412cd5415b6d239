import { isAbsent, itemsOf, member, membersOf, numberOf, stringOf } from '../json/json-access.ts';
import type { JsonDocument, JsonNode } from '../json/json-node.ts';
import { isLegacyV1Shape } from './legacy-v1.ts';

export type DocumentKind =
  | 'index'
  | 'manifest'
  | 'ambiguous'
  | 'config'
  | 'docker-manifest'
  | 'repositories'
  | 'legacy-v1'
  | 'schema1'
  | 'oci-layout'
  | 'statement'
  | 'other';

/**
 * What a document is by its content alone, whatever it is announced as. `ambiguous`: an index and a manifest at once.
 * @returns null when it is no JSON
 */
export function kindOfDocument(document: JsonDocument): DocumentKind | null {
  const { root } = document;
  if (!root) return null;
  if (root.kind === 'array') return isDockerManifest(root) ? 'docker-manifest' : 'other';
  if (root.kind !== 'object') return 'other';
  const has = (key: string): boolean => {
    const node = member(root, key);
    return node !== undefined && node.kind !== 'null';
  };
  if (has('_type') || (has('payloadType') && has('payload'))) return 'statement';
  if (has('imageLayoutVersion')) return 'oci-layout';
  const isIndex = member(root, 'manifests')?.kind === 'array';
  const hasConfigDescriptor = has('config') && stringOf(member(member(root, 'config'), 'digest')) !== null;
  const isManifest =
    member(root, 'layers')?.kind === 'array' || member(root, 'blobs')?.kind === 'array' || hasConfigDescriptor;
  if ((isIndex && isManifest) || (has('fsLayers') && (isIndex || isManifest))) return 'ambiguous';
  if (has('fsLayers')) return 'schema1';
  if (isIndex) return 'index';
  if (isManifest) return 'manifest';
  if (isLegacyV1Shape(document)) return 'legacy-v1';
  if (has('rootfs') || (has('architecture') && has('os') && !has('id'))) return 'config';
  if (isRepositories(root)) return 'repositories';
  if (numberOf(member(root, 'schemaVersion')) === 2) return kindOfMediaType(stringOf(member(root, 'mediaType')));
  return 'other';
}

const WITHDRAWN_ARTIFACTS: ReadonlySet<string> = new Set([
  'application/vnd.oci.artifact.manifest.v1+json',
  'application/vnd.cncf.oras.artifact.manifest.v1+json',
]);

/**
 * An artifact manifest that lists `blobs`, as in the release candidates of OCI 1.1 and in early ORAS versions: by the type it
 * gives itself. It has neither config nor layers, nor a schemaVersion.
 * @see image-spec v1.1.0-rc2, artifact.md; oras-project/artifacts-spec, artifact-manifest.md
 */
export function isWithdrawnArtifact({ root }: JsonDocument): boolean {
  const own = stringOf(member(root, 'mediaType'));
  return (
    own !== null && WITHDRAWN_ARTIFACTS.has(own) && isAbsent(member(root, 'config')) && isAbsent(member(root, 'layers'))
  );
}

function isDockerManifest(root: JsonNode): boolean {
  const items = itemsOf(root);
  const looks = (item: JsonNode): boolean =>
    member(item, 'Layers') !== undefined || member(item, 'Config') !== undefined;
  return items.length > 0 && items.every(looks);
}

function isRepositories(root: JsonNode): boolean {
  const members = membersOf(root);
  const isTagList = (node: JsonNode): boolean =>
    node.kind === 'object' && node.members.every(({ value }) => /^[0-9a-f]{64}$/.test(stringOf(value) ?? ''));
  return members.length > 0 && members.every(({ value }) => isTagList(value));
}

function kindOfMediaType(mediaType: string | null): DocumentKind {
  if (mediaType?.includes('index') || mediaType?.includes('manifest.list')) return 'index';
  return mediaType?.includes('manifest') ? 'manifest' : 'other';
}
