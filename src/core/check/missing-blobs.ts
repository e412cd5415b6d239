import type { AbsentPlatform, Reference, Relation } from '../dump/dump-model.ts';
import { itemsOf, member, stringOf } from '../json/json-access.ts';
import { isUnknownPlatform, readPlatform } from '../oci/platform.ts';
import type { CheckedDump } from './checked-dump.ts';
import { groupBy } from './group-by.ts';

/** Relations whose target an image or artifact cannot do without. */
const NEEDED: ReadonlySet<Relation> = new Set<Relation>(['manifest', 'config', 'layer', 'blob']);

/**
 * Blobs that a descriptor names, that are not in the dump, and that should be: path → the first reference to it.
 * Left out are foreign layers, weak links, and platforms that were never pulled while another one is whole.
 */
export function missingBlobs(dump: CheckedDump): Map<string, Reference> {
  const excused = new Set<string>();
  const blamed = new Set<string>();
  const isLegal = legallyAbsent(dump);
  for (const absent of dump.model.absentPlatforms) {
    for (const path of absent.missing) (isLegal(absent) ? excused : blamed).add(path);
  }
  const missing = new Map<string, Reference>();
  for (const reference of dump.model.references) {
    const { path, present, digest, relation, optional } = reference;
    if (path === null || present || digest === null || !NEEDED.has(relation) || missing.has(path)) continue;
    if (blamed.has(path) || (!optional && !excused.has(path))) missing.set(path, reference);
  }
  return missing;
}

/**
 * Tells platforms whose absence is legal: their manifest, or all it needs, was left out, and the same index still leads to
 * a platform that is whole. So exporters write what was never pulled. An attestation goes with its image.
 */
export function legallyAbsent(dump: CheckedDump): (absent: AbsentPlatform) => boolean {
  const withWholePlatform = new Set<string>();
  for (const [indexPath, absent] of groupBy(dump.model.absentPlatforms, (platform) => platform.indexPath)) {
    const digests = new Set(absent.map(({ digest }) => digest));
    if (platformsOf(dump, indexPath).some((digest) => !digests.has(digest))) withWholePlatform.add(indexPath);
  }
  return ({ partial, platform, indexPath }) =>
    !partial && (platform.startsWith('unknown/') || withWholePlatform.has(indexPath));
}

/** Digests of the entries of an index that stand for images, not for attestations. */
export function platformsOf(dump: CheckedDump, indexPath: string): string[] {
  const manifests = itemsOf(member(dump.documentOf(indexPath)?.root, 'manifests'));
  return manifests.flatMap((node) => {
    const digest = stringOf(member(node, 'digest'));
    const isImage =
      !isUnknownPlatform(readPlatform(member(node, 'platform'))) && stringOf(member(node, 'artifactType')) === null;
    return digest !== null && isImage ? [digest] : [];
  });
}
