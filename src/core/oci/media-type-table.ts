export type MediaTypeKind =
  | 'index'
  | 'manifest'
  | 'config'
  | 'layer'
  | 'artifact-config'
  | 'statement'
  | 'signature'
  | 'sbom'
  | 'empty'
  | 'schema1'
  | 'plugin'
  | 'other';

type Family = 'oci' | 'docker' | null;

/** Media types that are compared whole: kind, family, and words that can stand in a sentence. */
export const EXACT_MEDIA_TYPES: ReadonlyMap<string, readonly [MediaTypeKind, Family, string]> = new Map<
  string,
  readonly [MediaTypeKind, Family, string]
>([
  ['application/vnd.oci.descriptor.v1+json', ['other', 'oci', 'a single reference (descriptor)']],
  ['application/vnd.oci.layout.header.v1+json', ['other', 'oci', 'the marker of an OCI layout']],
  ['application/vnd.oci.image.index.v1+json', ['index', 'oci', 'an OCI image index']],
  ['application/vnd.oci.image.manifest.v1+json', ['manifest', 'oci', 'an OCI image manifest']],
  ['application/vnd.oci.image.config.v1+json', ['config', 'oci', 'an OCI image config']],
  ['application/vnd.oci.empty.v1+json', ['empty', 'oci', 'the empty object {}, which stands for “nothing here”']],
  [
    'application/vnd.oci.scratch.v1+json',
    ['empty', 'oci', 'the empty object {} under its name in early drafts of OCI 1.1'],
  ],
  [
    'application/vnd.oci.artifact.manifest.v1+json',
    ['manifest', 'oci', 'an artifact manifest of an OCI 1.1 draft, since withdrawn'],
  ],
  [
    'application/vnd.docker.distribution.manifest.v1+json',
    ['schema1', 'docker', 'a manifest in Docker’s first format (2014–2016)'],
  ],
  [
    'application/vnd.docker.distribution.manifest.v1+prettyjws',
    ['schema1', 'docker', 'a signed manifest in Docker’s first format (2014–2016)'],
  ],
  ['application/vnd.docker.distribution.manifest.v2+json', ['manifest', 'docker', 'a Docker image manifest']],
  [
    'application/vnd.docker.distribution.manifest.list.v2+json',
    ['index', 'docker', 'a Docker manifest list, the counterpart of an OCI index'],
  ],
  ['application/vnd.docker.container.image.v1+json', ['config', 'docker', 'a Docker image config']],
  ['application/vnd.docker.plugin.v1+json', ['plugin', 'docker', 'the config of a Docker engine plugin']],
  [
    'application/vnd.docker.attestation.manifest.v1+json',
    ['artifact-config', 'docker', 'an attestation manifest of BuildKit'],
  ],
  ['application/vnd.buildkit.cacheconfig.v0', ['artifact-config', null, 'the description of a BuildKit build cache']],
  ['application/vnd.in-toto+json', ['statement', null, 'an in-toto statement about an image']],
  ['application/vnd.dsse.envelope.v1+json', ['statement', null, 'a signed statement (DSSE envelope)']],
  ['application/vnd.dev.cosign.simplesigning.v1+json', ['signature', null, 'what cosign has signed']],
  ['application/vnd.dev.cosign.artifact.sig.v1+json', ['signature', null, 'a cosign signature']],
  ['application/vnd.cncf.notary.signature', ['signature', null, 'a Notation signature']],
  ['application/jose+json', ['signature', null, 'a signature in JOSE form']],
  ['application/cose', ['signature', null, 'a signature in COSE form']],
  ['application/spdx+json', ['sbom', null, 'a list of software parts (SPDX, JSON)']],
  ['text/spdx', ['sbom', null, 'a list of software parts (SPDX, text)']],
  ['text/spdx+json', ['sbom', null, 'a list of software parts (SPDX, JSON)']],
  ['text/spdx+xml', ['sbom', null, 'a list of software parts (SPDX, XML)']],
  ['application/vnd.cyclonedx', ['sbom', null, 'a list of software parts (CycloneDX)']],
  ['application/vnd.cyclonedx+json', ['sbom', null, 'a list of software parts (CycloneDX, JSON)']],
  ['application/vnd.cyclonedx+xml', ['sbom', null, 'a list of software parts (CycloneDX, XML)']],
  ['application/vnd.syft+json', ['sbom', null, 'a list of software parts (Syft)']],
  [
    'application/vnd.cncf.oras.artifact.manifest.v1+json',
    ['manifest', null, 'an artifact manifest of early ORAS versions'],
  ],
  ['application/vnd.unknown.config.v1+json', ['artifact-config', null, 'the placeholder config of an ORAS artifact']],
  ['application/vnd.unknown.artifact.v1', ['artifact-config', null, 'an ORAS artifact whose kind was not given']],
  ['application/vnd.cncf.helm.config.v1+json', ['artifact-config', null, 'the description of a Helm chart']],
  ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', ['other', null, 'a Helm chart, a tar packed with gzip']],
  ['application/vnd.cncf.helm.chart.provenance.v1.prov', ['signature', null, 'the signature of a Helm chart']],
  ['application/wasm', ['other', null, 'a WebAssembly program']],
  ['application/vnd.wasm.config.v0+json', ['artifact-config', null, 'the description of a WebAssembly program']],
  ['application/vnd.wasm.config.v1+json', ['artifact-config', null, 'the description of a WebAssembly program']],
  ['application/vnd.sylabs.sif.layer.v1.sif', ['other', null, 'a Singularity image']],
  ['application/vnd.sylabs.sif.config.v1+json', ['artifact-config', null, 'the description of a Singularity image']],
  ['application/vnd.erofs.layer.v1', ['other', null, 'a layer as a ready EROFS file system, no tar']],
  [
    'application/vnd.oci.image.layer.nydus.blob.v1',
    ['other', null, 'a Nydus layer that is loaded piece by piece, no tar'],
  ],
  ['application/vnd.ollama.image.model', ['other', null, 'the weights of a language model (Ollama)']],
]);

/** Families of media types known by how they begin; the first that fits counts. */
export const ARTIFACT_MEDIA_TYPES: readonly (readonly [prefix: string, kind: MediaTypeKind, label: string])[] = [
  ['application/vnd.dev.sigstore.bundle.', 'signature', 'a Sigstore bundle: signature, certificate and log entry'],
  ['application/vnd.dev.cosign.', 'signature', 'a cosign record'],
  ['application/vnd.cncf.notary.', 'signature', 'a Notation record'],
  ['application/vnd.cncf.helm.', 'other', 'a part of a Helm chart'],
  ['application/vnd.wasm.', 'other', 'a WebAssembly part'],
  ['application/vnd.module.wasm.', 'other', 'a WebAssembly part'],
  ['application/vnd.cncf.openpolicyagent.', 'other', 'a policy for Open Policy Agent'],
  ['application/vnd.cncf.flux.', 'other', 'deployment files for Flux'],
  ['application/vnd.cncf.model.', 'other', 'a part of a machine-learning model'],
  ['application/vnd.docker.ai.', 'other', 'a part of a machine-learning model (Docker)'],
  ['application/vnd.ollama.image.', 'other', 'a part of a language model (Ollama)'],
  ['application/vnd.docker.compose.', 'other', 'a part of a Compose application'],
  ['application/vnd.aquasec.trivy.', 'other', 'data for the scanner Trivy'],
  ['application/vnd.bytecodealliance.wasm.', 'other', 'a WebAssembly part'],
  ['application/vnd.cncf.artifacthub.', 'other', 'an entry for Artifact Hub, a catalogue'],
  ['application/vnd.cncf.falco.', 'other', 'rules or a plugin for Falco'],
  ['application/vnd.devcontainers', 'other', 'a part of a development container: a feature or template'],
  ['application/vnd.kitops.modelkit.', 'other', 'a part of a machine-learning model (KitOps)'],
  ['application/vnd.zarf.', 'other', 'a part of a Zarf package'],
  ['application/vnd.gitlab.', 'other', 'a GitLab artifact'],
  [
    'application/vnd.containerd.container.',
    'other',
    'a part of a containerd checkpoint: the saved state of a container',
  ],
  ['application/vnd.amazon.soci.', 'other', 'a SOCI index, which lets layers be loaded piece by piece'],
  ['application/vnd.buildkit.', 'other', 'a BuildKit record'],
];
