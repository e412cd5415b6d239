import { entryOf, isAbsent, itemsOf, member, stringOf } from '../json/json-access.ts';
import type { JsonNode } from '../json/json-node.ts';
import { blobPath } from '../oci/digest.ts';
import type { CheckedDump } from './checked-dump.ts';
import { shapedDocuments, type ShapedDocument } from './document-shape.ts';

/** A descriptor where it stands in a document. */
export interface DescriptorSite extends ShapedDocument {
  readonly pointer: string;
  readonly node: JsonNode;
  readonly list: 'manifests' | 'config' | 'layers' | 'blobs' | 'subject';
  readonly mediaType: string | null;
  readonly digest: string | null;
}

/** Every descriptor of every index and manifest, in the order of files and of the text. Items that are no objects are left out. */
export function* descriptorSites(dump: CheckedDump): Generator<DescriptorSite> {
  for (const shaped of shapedDocuments(dump, 'index', 'manifest', 'artifact-manifest')) yield* sitesOf(shaped);
}

const LISTS = ['manifests', 'config', 'layers', 'subject'] as const;
const ARTIFACT_LISTS = ['blobs', 'subject'] as const;

/** The descriptors of one document. */
export function* sitesOf(shaped: ShapedDocument): Generator<DescriptorSite> {
  const { root } = shaped.document;
  const lists = shaped.shape === 'artifact-manifest' ? ARTIFACT_LISTS : LISTS;
  for (const list of lists) {
    const value = member(root, list);
    if (!value || isAbsent(value)) continue;
    if (list !== 'config' && list !== 'subject') {
      for (const [i, node] of itemsOf(value).entries()) {
        if (node.kind === 'object') yield siteAt(shaped, list, `/${list}/${i}`, node);
      }
    } else if (value.kind === 'object') {
      yield siteAt(shaped, list, `/${list}`, value);
    }
  }
}

function siteAt(shaped: ShapedDocument, list: DescriptorSite['list'], pointer: string, node: JsonNode): DescriptorSite {
  const mediaType = stringOf(member(node, 'mediaType'));
  return { ...shaped, list, pointer, node, mediaType, digest: stringOf(member(node, 'digest')) };
}

/**
 * Where the target of a descriptor lies or should lie: the model's own answer, since a `dir:` keeps blobs at its root.
 * Null for a digest that is none.
 */
export function targetPath(dump: CheckedDump, site: { file: { path: string }; digest: string | null }): string | null {
  if (site.digest === null) return null;
  const known = dump.referenceTo(site.file.path, site.digest);
  if (known) return known.path;
  const path = blobPath(site.digest);
  if (path === null || dump.model.dialect !== 'skopeo-dir') return path;
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The text of an annotation of a descriptor or document; null when it is not there. */
export const annotationOf = (node: JsonNode | null | undefined, key: string): string | null =>
  stringOf(entryOf(member(node, 'annotations'), key));
