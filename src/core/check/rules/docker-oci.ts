import { itemsOf, member } from '../../json/json-access.ts';
import { readDockerManifest } from '../../oci/docker-manifest.ts';
import { familiarName } from '../../oci/reference-name.ts';
import type { DumpImage } from '../../dump/dump-model.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { annotationOf } from '../descriptor-sites.ts';
import type { FindingOf } from '../finding.ts';

const DOCKER = 'manifest.json';
const OCI = 'index.json';

/** Both entry points of a hybrid dump lead to the same images: engines choose one of them without a word. */
export const dockerAndOci = defineRule({
  codes: ['docker-oci-disagree'],
  spec: 'containerd, importer.go (index.json first); moby, load.go and containers/image, tarfile (manifest.json only)',
  *run(dump) {
    const root = dump.documentOf(OCI)?.root;
    const document = dump.documentOf(DOCKER);
    if (!root || document?.root?.kind !== 'array' || dump.files.get(DOCKER)?.role !== 'docker-manifest') return;
    const told = new Set<string>();
    const layoutImages = dump.model.images.filter((image) => leadsTo(image, OCI));
    const byConfig = new Map(layoutImages.map((image) => [image.configPath, image]));
    const byTag = new Map(layoutImages.flatMap((image) => image.tags.map((tag) => [tag, image] as const)));
    for (const image of dump.model.images) {
      if (!leadsTo(image, DOCKER) || leadsTo(image, OCI)) continue;
      for (const tag of image.tags) told.add(tag);
      const sameConfig = image.configPath === null ? undefined : byConfig.get(image.configPath);
      const sameTag = image.tags.map((tag) => byTag.get(tag)).find((other) => other !== undefined);
      yield judgeDockerImage(image, sameConfig, sameTag ?? layoutImages[0]);
    }
    const dockerTags = new Set(
      readDockerManifest(document).entries.flatMap(({ repoTags }) => repoTags.map(({ value }) => familiarName(value))),
    );
    const ociTags = layoutTags(dump);
    if (ociTags === null) return;
    for (const name of [...dockerTags, ...ociTags]) {
      if (told.has(name) || (dockerTags.has(name) && ociTags.has(name))) continue;
      told.add(name);
      const args = {
        detail: 'names',
        name,
        docker: dockerTags.has(name) ? name : null,
        oci: ociTags.has(name) ? name : null,
      } as const;
      yield { code: 'docker-oci-disagree', severity: 'warning', path: DOCKER, args };
    }
  },
});

const leadsTo = ({ entryPoints }: DumpImage, entry: string): boolean => entryPoints.includes(entry);

/** An image that only manifest.json leads to, and what index.json has in its place. */
function judgeDockerImage(
  image: DumpImage,
  sameConfig: DumpImage | undefined,
  other: DumpImage | undefined,
): FindingOf<'docker-oci-disagree'> {
  const detail = sameConfig ? 'layers' : 'config';
  const args = {
    detail,
    name: image.tags[0] ?? '',
    docker: image.configDigest,
    oci: (sameConfig ?? other)?.configDigest ?? null,
  } as const;
  // Docker 25 and later may leave an untagged image out of index.json: known, and nothing is lost for Docker itself.
  const isKnownGap = image.tags.length === 0 && !sameConfig && other !== undefined;
  return { code: 'docker-oci-disagree', severity: isKnownGap ? 'note' : 'warning', path: DOCKER, args };
}

/** Full names in index.json; null when an entry has a tag alone, which cannot be compared with Docker's names. */
function layoutTags(dump: CheckedDump): Set<string> | null {
  const tags = new Set<string>();
  for (const node of itemsOf(member(dump.documentOf(OCI)?.root, 'manifests'))) {
    const name = annotationOf(node, 'io.containerd.image.name');
    if (name === null && annotationOf(node, 'org.opencontainers.image.ref.name') !== null) return null;
    // A name with a digest makes no tag in manifest.json.
    if (name !== null && !name.includes('@')) tags.add(familiarName(name));
  }
  return tags;
}
