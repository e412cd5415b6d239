import { entryOf, isAbsent, itemsOf, member, stringOf } from '../json/json-access.ts';
import type { JsonNode } from '../json/json-node.ts';
import { blobPath } from '../oci/digest.ts';
import type { CheckedDump } from './checked-dump.ts';
import type { ModelLookups } from './model-lookups.ts';
import { shapedDocuments, type ShapedDocument } from './document-shape.ts';

/** A descriptor where it stands in a document. */
export interface DescriptorSite extends ShapedDocument {
  readonly pointer: string;
  readonly node: JsonNode;
  readonly list: 'manifests' | 'config' | 'layers' | 'blobs' | 'subject';
  readonly mediaType: string | null;
  readonly digest: string | null;
}

const known = new WeakMap<ModelLookups, readonly DescriptorSite[]>();

/**
 * Every descriptor of every index and manifest, in the order of files and of the text, gathered once for all rules. Items that
 * are no objects are left out.
 */
export function descriptorSites(dump: CheckedDump): readonly DescriptorSite[] {
  const before = known.get(dump.lookups);
  if (before) return before;
  const all: DescriptorSite[] = [];
  for (const shaped of shapedDocuments(dump, 'index', 'manifest', 'artifact-manifest')) sitesOf(shaped, all);
  known.set(dump.lookups, all);
  return all;
}

const LISTS = ['manifests', 'config', 'layers', 'subject'] as const;
const ARTIFACT_LISTS = ['blobs', 'subject'] as const;

/** The descriptors of one document. @param sites what they are put behind */
export function sitesOf(shaped: ShapedDocument, sites: DescriptorSite[] = []): DescriptorSite[] {
  const { root } = shaped.document;
  const lists = shaped.shape === 'artifact-manifest' ? ARTIFACT_LISTS : LISTS;
  for (const list of lists) {
    const value = member(root, list);
    if (!value || isAbsent(value)) continue;
    if (list !== 'config' && list !== 'subject') {
      let i = 0;
      for (const node of itemsOf(value)) {
        if (node.kind === 'object') sites.push(siteAt(shaped, list, `/${list}/${i}`, node));
        i += 1;
      }
    } else if (value.kind === 'object') {
      sites.push(siteAt(shaped, list, `/${list}`, value));
    }
  }
  return sites;
}

function siteAt(shaped: ShapedDocument, list: DescriptorSite['list'], pointer: string, node: JsonNode): DescriptorSite {
  const mediaType = stringOf(member(node, 'mediaType'));
  const { file, document, shape } = shaped;
  return { file, document, shape, list, pointer, node, mediaType, digest: stringOf(member(node, 'digest')) };
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
