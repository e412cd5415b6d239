import { member, stringOf } from '../json/json-access.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { digestOfArchiveName } from './blob-store.ts';
import type { DumpSurvey } from './dump-survey.ts';

const LAYOUT_HEADER = 'application/vnd.oci.layout.header.v1+json';
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

/** Roles that a name at the top decides, before anything is read. */
export function assignFixedRoles(survey: DumpSurvey, manifestJson: JsonDocument | undefined, isDir: boolean): void {
  const index = survey.loader.documents.get('index.json');
  survey.assign('index.json', 'index', stringOf(member(index?.root, 'mediaType')) ?? OCI_INDEX);
  survey.assign('oci-layout', 'oci-layout', LAYOUT_HEADER);
  survey.assign('repositories', 'repositories');
  if (!isDir) {
    survey.assign('manifest.json', 'docker-manifest');
    return;
  }
  survey.assign(
    'manifest.json',
    member(manifestJson?.root, 'manifests') ? 'image-index' : 'image-manifest',
    stringOf(member(manifestJson?.root, 'mediaType')),
  );
  survey.assign('version', 'skopeo-version');
  for (const path of survey.files.keys())
    if (/^([0-9a-f]{64}\.)?signature-\d+$/.test(path)) survey.assign(path, 'artifact-blob');
}

/**
 * Roles of all files that no walk reached: a link has that of what it shows, a name that claims a digest is a blob nothing
 * names, and the rest belongs to no dialect.
 * @param unnamed manifests that nothing names: their content has its roles, they themselves are left over
 */
export function assignRemainingRoles(survey: DumpSurvey, unnamed: readonly string[]): void {
  for (const path of unnamed) survey.roles.set(path, 'unreferenced');
  const isArchive =
    survey.files.has('manifest.json') && !survey.files.has('index.json') && !survey.files.has('oci-layout');
  for (const [path, { resolvesTo }] of survey.files) {
    if (survey.roles.has(path)) continue;
    const shown = resolvesTo === null ? undefined : survey.roles.get(resolvesTo);
    const claimsDigest = survey.store.digestOf(path) !== null || (isArchive && digestOfArchiveName(path) !== null);
    survey.assign(path, shown ?? (claimsDigest ? 'unreferenced' : 'foreign'));
  }
}
