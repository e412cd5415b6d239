import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { CheckedDump } from '../check/checked-dump.ts';
import { claimedDigest } from '../check/claimed-digest.ts';
import { legallyAbsent, missingBlobs } from '../check/missing-blobs.ts';
import type { DumpImage } from '../dump/dump-model.ts';
import { checkDigest } from '../oci/digest.ts';
import type { Report } from './report.ts';

/**
 * How much of what this dump should allow has been counted. Blobs: files whose name or whose descriptor claims a digest, and
 * needed ones that are absent. Diff IDs: layers of images, foreign ones that are absent and platforms that were never pulled
 * apart. References: those that lead somewhere.
 */
export function countChecked(dump: CheckedDump): Report['checked'] {
  const references = dump.model.references.filter(({ present, relation }) => present && relation !== 'link').length;
  return { blobs: countBlobs(dump), diffIds: countDiffIds(dump), references };
}

function countBlobs(dump: CheckedDump): readonly [number, number] {
  const { files, dialect, references } = dump.model;
  const claims = new Map<string, string>();
  const missing = new Set(missingBlobs(dump).keys());
  for (const { digest, path, present, relation, optional, from } of references) {
    if (path === null || relation === 'link' || relation === 'repository') continue;
    if (present && digest !== null && checkDigest(digest).ok && relation !== 'diff-id') claims.set(path, digest);
    const isNamedByDocker = dump.files.get(from)?.role === 'docker-manifest' && digest === null && !optional;
    if (!present && isNamedByDocker && claimedDigest(path, dialect) !== null) missing.add(path);
  }
  let [done, all] = [0, missing.size];
  for (const { path, linkTarget } of files) {
    if (linkTarget !== null) continue;
    const claimed = dump.claimOf(path) ?? claims.get(path);
    if (claimed === undefined) continue;
    all += 1;
    if (dump.computedDigest(path, claimed.slice(0, claimed.indexOf(':')) as HashAlgorithm) !== null) done += 1;
  }
  return [done, all];
}

function countDiffIds(dump: CheckedDump): readonly [number, number] {
  const isLegal = legallyAbsent(dump);
  const left = new Set(dump.model.absentPlatforms.filter(isLegal).map(({ digest }) => digest));
  const counted = new Set<string>();
  let [done, all] = [0, 0];
  for (const image of dump.model.images) {
    const key = identityOf(image);
    if (counted.has(key) || (image.manifestDigest !== null && left.has(image.manifestDigest))) continue;
    counted.add(key);
    for (const { path, present, foreign } of image.layers) {
      if (!present && foreign) continue;
      all += 1;
      if (present && dump.readingOf(path)?.diffId) done += 1;
    }
  }
  return [done, all];
}

/** Two manifests of one configuration, as in hybrid dumps, list the same diff IDs. */
const identityOf = ({ configPath, manifestPath, layers }: DumpImage): string =>
  configPath ?? manifestPath ?? layers.map(({ path }) => path).join('\n');
