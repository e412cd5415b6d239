import { member, stringOf } from '../json/json-access.ts';
import type { DialectFacts } from './dialect-facts.ts';
import type { DialectId, Evidence } from './dump-model.ts';
import { HEX_64 } from './entry-names.ts';
import { sign, type Recognised } from './sign.ts';

/** Tells the writers of docker archives without a layout apart, by the names of configs and layers. @see DIALECTS §3, §7 */
export function recogniseArchive(facts: DialectFacts): Recognised {
  const evidence: Evidence[] = [];
  if (facts.manifestJson !== 'list')
    evidence.push(
      sign(
        false,
        'manifest.json cannot be read as a list of images; the names of the other files decide.',
        'manifest.json',
      ),
    );
  else evidence.push(sign(true, 'manifest.json is a list of images, and there is no oci-layout.', 'manifest.json'));
  const dialect = dialectOf(facts, evidence);
  return { dialect, producer: producerOf(dialect, facts, evidence), evidence };
}

/** The names that manifest.json gives, or those that are there when it cannot be read. */
function namesOf(facts: DialectFacts): { configs: string[]; layers: string[] } {
  if (facts.dockerEntries.length > 0) {
    const configs = facts.dockerEntries.flatMap(({ config }) => config ?? []);
    return { configs, layers: facts.dockerEntries.flatMap(({ layers }) => layers.map(({ value }) => value)) };
  }
  const paths = [...facts.survey.files.keys()];
  const configs = paths.filter((path) => /^([0-9a-f]{64}\.json|sha256:[0-9a-f]{64}|config\.json)$/.test(path));
  return { configs, layers: paths.filter((path) => /^[0-9a-f]{64}(\/layer)?\.tar(\.gz|\.zst)?$/.test(path)) };
}

function dialectOf(facts: DialectFacts, evidence: Evidence[]): DialectId {
  const { configs, layers } = namesOf(facts);
  const all = (names: readonly string[], pattern: RegExp): boolean =>
    names.length > 0 && names.every((name) => pattern.test(name));
  if (all(configs, /^sha256:[0-9a-f]{64}$/)) {
    evidence.push(
      sign(true, 'The config is named sha256:… with a colon, as go-containerregistry does.', configs[0] ?? null),
    );
    return 'crane-tarball';
  }
  const packed = all(layers, /^[0-9a-f]{64}\.tar\.(gz|zst)$/);
  if (packed && all(configs, /^config\.json$/)) {
    evidence.push(
      sign(true, 'The config is config.json and the layers lie packed beside it, as Jib writes them.', 'config.json'),
    );
    return 'jib';
  }
  if (packed) {
    evidence.push(
      sign(
        true,
        'The layers lie packed at the top, named by their digest, as go-containerregistry does.',
        layers[0] ?? null,
      ),
    );
    return 'crane-tarball';
  }
  if (all(layers, /^[0-9a-f]{64}\.tar$/)) {
    evidence.push(sign(true, 'The layers lie at the top as <diff ID>.tar.', layers[0] ?? null));
    const links = [...facts.survey.files.values()].filter(
      ({ kind, path }) => kind === 'symlink' && path.endsWith('/layer.tar'),
    );
    if (links.length > 0)
      evidence.push(
        sign(
          true,
          'The old layer folders hold links to them, as containers/image writes them.',
          links[0]?.path ?? null,
        ),
      );
    else
      evidence.push(
        sign(false, 'There are no links from the old layer folders; unpacking may have made copies of them.'),
      );
    return 'skopeo-docker-archive';
  }
  if (isNix(facts, layers, evidence)) return 'nix';
  const folders = all(layers, /^[0-9a-f]{64}\/layer\.tar$/);
  evidence.push(
    folders
      ? sign(
          true,
          'Each layer lies in a folder named by its v1 id, with VERSION and json beside it.',
          layers[0] ?? null,
        )
      : sign(false, 'The layers are not where Docker 1.10 to 24 puts them.', layers[0] ?? null),
  );
  return 'docker-1.10';
}

/** Nix writes Docker's folders, but dates everything to the first second of 1970 and may leave VERSION and json out. */
function isNix(facts: DialectFacts, layers: readonly string[], evidence: Evidence[]): boolean {
  const ids = layers.flatMap((path) => /^([0-9a-f]{64})\/layer\.tar$/.exec(path)?.[1] ?? []);
  if (ids.length === 0 || ids.length < layers.length) return false;
  if ([...facts.survey.files.values()].some(({ kind }) => kind === 'symlink')) return false;
  const bare = ids.every((id) => !facts.survey.files.has(`${id}/VERSION`));
  const created = facts.dockerEntries.map(({ config }) => {
    const document = config === null ? undefined : facts.survey.loader.documents.get(config);
    return stringOf(member(document?.root, 'created'));
  });
  const firstSecond =
    created.length > 0 &&
    created.every((text) => text !== null && /^1970-01-01T00:00:01(\.0+)?(Z|\+00:00)$/.test(text));
  if (firstSecond)
    evidence.push(
      sign(
        true,
        'The image was created in the first second of 1970, which is Nix’s time.',
        facts.dockerEntries[0]?.config ?? null,
      ),
    );
  if (bare)
    evidence.push(sign(true, 'The layer folders hold layer.tar only, without VERSION and json.', layers[0] ?? null));
  return firstSecond || bare;
}

function producerOf(dialect: DialectId, facts: DialectFacts, evidence: Evidence[]): string | null {
  switch (dialect) {
    case 'skopeo-docker-archive':
      return 'skopeo, podman save or buildah (docker-archive)';
    case 'crane-tarball':
      return 'go-containerregistry: crane, ko, kaniko, apko or Bazel’s rules_oci';
    case 'jib':
      return 'Jib (jibBuildTar)';
    case 'nix':
      return 'Nix dockerTools or Bazel’s rules_docker';
    default:
      return classicRelease(facts, evidence);
  }
}

/** The date of the lower layers' descriptions tells when Docker changed it. @see DIALECTS §3, "created of intermediate v1 JSONs" */
function classicRelease(facts: DialectFacts, evidence: Evidence[]): string {
  const lower = [...facts.v1.documents.values()].filter(({ root }) => member(root, 'config') === undefined);
  const dates = new Set(lower.map(({ root }) => stringOf(member(root, 'created'))));
  const path = lower[0]?.path ?? null;
  if (dates.size === 1 && dates.has('1970-01-01T00:00:00Z')) {
    evidence.push(sign(true, 'Lower layers are dated 1970, as from Docker 17.04 on.', path));
    return 'Docker 17.04 to 24';
  }
  if (dates.size === 1 && dates.has('0001-01-01T00:00:00Z')) {
    evidence.push(sign(true, 'Lower layers are dated to the year 1, as by Docker 1.10 to 1.12.', path));
    return 'Docker 1.10 to 1.12';
  }
  const hasLinks = [...facts.survey.files.values()].some(({ kind }) => kind === 'symlink');
  if (hasLinks)
    evidence.push(sign(true, 'A layer that comes twice is a link the second time, as from Docker 1.13 on.'));
  const known = [...facts.v1.views.keys()].every((id) => HEX_64.test(id));
  return hasLinks && known ? 'Docker 1.13 to 24' : 'Docker 1.10 to 24';
}
