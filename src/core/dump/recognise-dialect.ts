import type { DialectFacts } from './dialect-facts.ts';
import { recogniseArchive } from './recognise-archive.ts';
import { recogniseLayout } from './recognise-layout.ts';
import { looksLikeRootfs } from './rootfs-shape.ts';
import { sign, type Recognised } from './sign.ts';

/**
 * Decides what kind of dump this is, by the order of DIALECTS §1: the most specific description that holds.
 * A dump that is damaged is judged by what is left of it.
 */
export function recogniseDialect(facts: DialectFacts): Recognised {
  const namesBlobs = facts.dockerEntries.some(({ config, layers }) =>
    [config, layers[0]?.value].some((path) => path?.startsWith('blobs/')),
  );
  if (facts.hasMarker || facts.hasIndex || namesBlobs) return recogniseLayout(facts);
  const isDir =
    facts.manifestJson === 'manifest' || (facts.manifestJson === 'other' && facts.survey.files.has('version'));
  if (isDir) return recogniseDir(facts);
  if (facts.manifestJson !== null) return recogniseArchive(facts);
  if (facts.hasRepositories || facts.v1.views.size > 0) return recogniseV1(facts);
  return recogniseRest([...facts.survey.files.keys()], facts.folders, false);
}

function recogniseDir(facts: DialectFacts): Recognised {
  const evidence = [
    sign(
      facts.manifestJson === 'manifest',
      facts.manifestJson === 'manifest'
        ? 'manifest.json is one manifest itself, not a list of images.'
        : 'manifest.json cannot be read as a manifest.',
      'manifest.json',
    ),
    facts.survey.files.has('version')
      ? sign(true, 'A file named version lies beside it, as the directory transport writes it.', 'version')
      : sign(false, 'The file version is missing.', 'version'),
    sign(true, 'Blobs lie at the top under their bare digest.'),
  ];
  return { dialect: 'skopeo-dir', producer: 'skopeo, podman or buildah, directory transport (dir:)', evidence };
}

function recogniseV1(facts: DialectFacts): Recognised {
  const evidence = [
    sign(true, 'Each layer has a folder named by its id, with VERSION, json and layer.tar.'),
    sign(true, 'There is no manifest.json, which Docker writes since 1.10.'),
    facts.hasRepositories
      ? sign(true, 'repositories names the top layers.', 'repositories')
      : sign(false, 'repositories is missing; an untagged image was saved, or the file is lost.', 'repositories'),
  ];
  return { dialect: 'docker-1', producer: 'Docker before 1.10', evidence };
}

/** What has no entry point: a store of blobs, the file system of a container, or nothing we know. */
export function recogniseRest(paths: readonly string[], folders: ReadonlySet<string>, onlyBlobs: boolean): Recognised {
  if (onlyBlobs) {
    const text =
      'Files are named by digests, but no index.json, manifest.json or repositories file says what they are.';
    return { dialect: 'blobs-only', producer: null, evidence: [sign(true, text)] };
  }
  if (!looksLikeRootfs(paths, folders)) return { dialect: 'unknown', producer: null, evidence: [] };
  const evidence = [
    sign(true, 'Folders of a whole file system lie at the top: etc, usr, bin and their like.'),
    sign(true, 'No file of an image is here: no index.json, manifest.json or repositories.'),
  ];
  if (paths.includes('.dockerenv'))
    evidence.push(sign(true, '.dockerenv is in it, which Docker puts into each container.', '.dockerenv'));
  return { dialect: 'rootfs', producer: 'docker export or podman export', evidence };
}
