import { member } from '../json/json-access.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import type { DialectFacts } from './dialect-facts.ts';
import type { Evidence } from './dump-model.ts';
import { IMAGE_CREATED, IMAGE_NAME, REF_NAME } from './layout-graph.ts';
import { sign, type Recognised } from './sign.ts';
import { dockerRelease } from './docker-release.ts';

const CACHE_TYPE = 'application/vnd.buildkit.cacheconfig.v0';
/** The 30 bytes that everybody but Docker's classic store writes; that one has a blank after the colon. */
const PLAIN_MARKER = '{"imageLayoutVersion":"1.0.0"}';
/** go-containerregistry alone writes it over three lines. @see pkg/v1/layout/write.go */
const CRANE_MARKER = '{\n    "imageLayoutVersion": "1.0.0"\n}';
const CRANE = 'go-containerregistry: crane, ko, cosign or another tool built on it';
const DOCKER_MARKER = '{"imageLayoutVersion": "1.0.0"}';

/** Tells the writers of OCI layouts apart, with and without Docker's manifest.json beside. @see DIALECTS §1, §4 to §6 */
export function recogniseLayout(facts: DialectFacts): Recognised {
  const evidence = markerEvidence(facts);
  return facts.manifestJson === 'list' ? recogniseHybrid(facts, evidence) : recognisePlain(facts, evidence);
}

function markerEvidence(facts: DialectFacts): Evidence[] {
  const evidence: Evidence[] = [];
  if (facts.hasMarker && facts.hasIndex)
    evidence.push(
      sign(true, 'oci-layout and index.json are here, the two entry files of an OCI layout.', 'oci-layout'),
    );
  else if (facts.hasIndex)
    evidence.push(sign(false, 'oci-layout is missing; the rest is judged as if it were there.', 'oci-layout'));
  else if (facts.hasMarker) evidence.push(sign(false, 'index.json is missing.', 'index.json'));
  else
    evidence.push(
      sign(false, 'oci-layout and index.json are missing, though manifest.json names files in blobs.', 'index.json'),
    );
  return evidence;
}

const allHave = (facts: DialectFacts, key: string): boolean =>
  facts.indexEntries.length > 0 && facts.indexEntries.every(({ annotations }) => annotations.has(key));

function recogniseHybrid(facts: DialectFacts, evidence: Evidence[]): Recognised {
  evidence.push(sign(true, 'manifest.json is here too, a list of images as docker load reads it.', 'manifest.json'));
  const hasSources = facts.dockerEntries.some(({ layerSources }) => layerSources.length > 0);
  if (hasSources && isRegclientExport(facts)) {
    evidence.push(
      sign(true, 'LayerSources is here, but not what Docker’s own code writes beside it: regctl’s.', 'manifest.json'),
    );
    return { dialect: 'docker-oci', producer: 'regctl image export', evidence };
  }
  const isClassic =
    hasSources || (facts.legacyBlobs.length > 0 && (facts.marker === DOCKER_MARKER || facts.hasRepositories));
  if (isClassic) return classicStore(facts, evidence, hasSources);
  if (facts.hasRepositories) {
    evidence.push(sign(false, 'repositories is here, but manifest.json has no LayerSources.', 'repositories'));
    return { dialect: 'docker-oci', producer: null, evidence };
  }
  evidence.push(sign(true, 'manifest.json has no LayerSources and there is no repositories file.', 'manifest.json'));
  if (allHave(facts, IMAGE_CREATED)) {
    evidence.push(sign(true, 'Every entry of index.json says when it was created, as BuildKit does.', 'index.json'));
    return { dialect: 'buildkit-docker', producer: 'BuildKit (docker buildx build --output type=docker)', evidence };
  }
  if (isContainerdExport(facts, evidence)) {
    const producer = 'containerd: Docker with the containerd image store, ctr images export or nerdctl save';
    return { dialect: 'containerd', producer, evidence };
  }
  return { dialect: 'docker-oci', producer: null, evidence };
}

/** It writes LayerSources like Docker's classic store, by digests as stored. @see regclient/regclient image.go, imageExport */
const isRegclientExport = (facts: DialectFacts): boolean =>
  facts.marker === PLAIN_MARKER &&
  !facts.hasRepositories &&
  facts.legacyBlobs.length === 0 &&
  facts.indexMediaType === null &&
  allHave(facts, IMAGE_NAME);

function classicStore(facts: DialectFacts, evidence: Evidence[], hasSources: boolean): Recognised {
  evidence.push(
    sign(
      hasSources,
      hasSources
        ? 'manifest.json has LayerSources for its layers, which only Docker’s classic store writes.'
        : 'manifest.json has no LayerSources.',
      'manifest.json',
    ),
  );
  if (facts.marker === DOCKER_MARKER)
    evidence.push(
      sign(true, 'oci-layout has a blank after the colon (31 bytes), as Docker’s own code writes it.', 'oci-layout'),
    );
  else if (facts.marker !== null)
    evidence.push(sign(false, 'oci-layout is not byte for byte what Docker’s classic store writes.', 'oci-layout'));
  if (facts.hasRepositories)
    evidence.push(sign(true, 'repositories is here, Docker’s list of names for versions before 1.10.', 'repositories'));
  const count = facts.legacyBlobs.length;
  if (count > 0) {
    const text =
      count === 1
        ? 'One blob describes a layer in the format of Docker before 1.10.'
        : `${count} blobs describe layers in the format of Docker before 1.10.`;
    evidence.push(sign(true, text, facts.legacyBlobs[0]?.path ?? null));
  } else evidence.push(sign(false, 'No blob describes a layer in the old format; Docker writes one per layer.'));
  const release = dockerRelease(facts);
  evidence.push(...release.evidence);
  return { dialect: 'docker-25', producer: `${release.name}, classic (graph-driver) store`, evidence };
}

/** containerd's exporter names its images in full or, saved by ID, not at all; others write a bare ref.name. */
function isContainerdExport(facts: DialectFacts, evidence: Evidence[]): boolean {
  const named = facts.indexEntries.filter(({ annotations }) => annotations.has(IMAGE_NAME)).length;
  const bare = facts.indexEntries.filter(
    ({ annotations }) => annotations.has(REF_NAME) && !annotations.has(IMAGE_NAME),
  ).length;
  if (facts.marker !== null) {
    const plain = facts.marker === PLAIN_MARKER;
    evidence.push(
      sign(
        plain,
        plain
          ? 'oci-layout is the 30 bytes that containerd writes.'
          : 'oci-layout is not the 30 bytes that containerd writes.',
        'oci-layout',
      ),
    );
    if (!plain) return false;
  }
  if (facts.indexEntries.length === 0 || bare > 0) return false;
  if (facts.indexMediaType === null) {
    evidence.push(sign(false, 'index.json has no mediaType, which containerd writes.', 'index.json'));
    return false;
  }
  evidence.push(
    named > 0
      ? sign(true, `index.json names its images in full (${IMAGE_NAME}).`, 'index.json')
      : sign(true, 'index.json gives no names, as when an image is saved by its ID.', 'index.json'),
  );
  return true;
}

const isDatedTag = (annotations: ReadonlyMap<string, string>): boolean =>
  annotations.has(IMAGE_CREATED) && annotations.has(REF_NAME) && !annotations.has(IMAGE_NAME);

function recognisePlain(facts: DialectFacts, evidence: Evidence[]): Recognised {
  const found = [...facts.graph.manifests.values()];
  const cache = facts.survey.references.find(({ mediaType }) => mediaType === CACHE_TYPE);
  if (cache && found.every((node) => node.class !== 'image')) {
    evidence.push(sign(true, 'A list in it names the description of a BuildKit build cache.', cache.from));
    return { dialect: 'artifact', producer: 'BuildKit, a build cache (--cache-to type=local)', evidence };
  }
  if (found.length > 0 && found.every((node) => node.class === 'artifact' || node.class === 'attestation')) {
    evidence.push(
      sign(true, 'No manifest in it has the config of an image: it holds artifacts only.', found[0]?.path ?? null),
    );
    const isCrane = facts.marker === CRANE_MARKER;
    const isDated = allHave(facts, IMAGE_CREATED) || facts.indexMediaType === null;
    const producer = isCrane ? CRANE : isDated ? 'oras or another tool for OCI artifacts' : null;
    return { dialect: 'artifact', producer, evidence };
  }
  const hasArtifactType = facts.indexEntries.some(({ artifactType }) => artifactType !== null);
  // regctl dates its entries too, but gives them a tag alone; BuildKit gives the full name beside it.
  const isRegctl = facts.indexEntries.some(({ annotations }) => isDatedTag(annotations));
  if (facts.indexMediaType !== null && allHave(facts, IMAGE_CREATED) && !hasArtifactType && !isRegctl) {
    evidence.push(
      sign(
        true,
        'index.json has a mediaType, and each entry says when it was created, as BuildKit does.',
        'index.json',
      ),
    );
    return { dialect: 'buildkit-oci', producer: 'BuildKit (docker buildx build --output type=oci)', evidence };
  }
  return { dialect: 'oci-layout', producer: layoutProducer(facts, evidence), evidence };
}

function layoutProducer(facts: DialectFacts, evidence: Evidence[]): string | null {
  if (facts.marker === CRANE_MARKER) {
    evidence.push(sign(true, 'oci-layout is written over three lines, as go-containerregistry does.', 'oci-layout'));
    return CRANE;
  }
  if (facts.indexMediaType !== null && facts.indexEntries.some(({ annotations }) => isDatedTag(annotations))) {
    evidence.push(
      sign(true, 'Entries of index.json have a date beside a bare tag, as regctl writes them.', 'index.json'),
    );
    return 'regctl, or another tool built on regclient';
  }
  if (facts.indexEntries.some(({ artifactType }) => artifactType !== null) && facts.indexMediaType !== null) {
    evidence.push(
      sign(true, 'Entries of index.json carry an artifactType: something was attached to an image.', 'index.json'),
    );
    return 'oras or another tool that attaches artifacts to images';
  }
  const index = facts.survey.loader.documents.get('index.json');
  if (facts.marker === PLAIN_MARKER && facts.indexMediaType !== null && allHave(facts, IMAGE_NAME)) {
    evidence.push(sign(true, `index.json names its images in full (${IMAGE_NAME}).`, 'index.json'));
    return 'containerd: ctr images export --skip-manifest-json, or another tool built on it';
  }
  if (!index?.root || facts.indexMediaType !== null) return null;
  if (allHave(facts, IMAGE_NAME)) {
    evidence.push(
      sign(true, 'index.json has no mediaType, but full image names: regctl’s export writes it so.', 'index.json'),
    );
    return 'regctl image export';
  }
  const names = facts.indexEntries.flatMap(({ annotations }) => annotations.get(REF_NAME) ?? []);
  evidence.push(sign(true, 'index.json has no mediaType, as containers/image writes it.', 'index.json'));
  if (facts.indexEntries.some(({ mediaType }) => mediaType !== null && mediaTypeInfo(mediaType)?.family === 'docker')) {
    evidence.push(
      sign(true, 'The manifest kept Docker’s media types: the image was copied without conversion.', 'index.json'),
    );
  }
  if (member(index.root, 'annotations') !== undefined) return 'skopeo, podman, buildah or umoci';
  const manifests = [...facts.graph.manifests.values()];
  if (manifests.length > 0 && manifests.every(({ view }) => view.mediaType === null)) {
    evidence.push(
      sign(true, 'Its manifests do not name their own media type, as umoci writes them.', manifests[0]?.path ?? null),
    );
    return 'umoci, or an older tool built on containers/image (skopeo, podman, buildah)';
  }
  if (names.some((name) => name.includes('/'))) {
    evidence.push(sign(true, 'The reference name is a full image name, as podman save writes it.', 'index.json'));
    return 'podman save, or another tool built on containers/image (skopeo, buildah)';
  }
  return 'skopeo, or another tool built on containers/image (podman, buildah)';
}
