/** What a known field must hold. Keys that are not listed may hold anything: unknown keys are legal everywhere. */
export type JsonShape =
  | { readonly kind: 'string' | 'boolean' | 'integer' | 'date' | 'any' }
  | { readonly kind: 'array'; readonly items: JsonShape }
  | { readonly kind: 'map'; readonly values: JsonShape }
  | {
      readonly kind: 'object';
      readonly members: ReadonlyMap<string, JsonShape>;
      /** Must be there and not null. */
      readonly required: ReadonlySet<string>;
    };

const any: JsonShape = { kind: 'any' };
const string: JsonShape = { kind: 'string' };
const boolean: JsonShape = { kind: 'boolean' };
const integer: JsonShape = { kind: 'integer' };
const date: JsonShape = { kind: 'date' };
const listOf = (items: JsonShape): JsonShape => ({ kind: 'array', items });
const mapOf = (values: JsonShape): JsonShape => ({ kind: 'map', values });
const objectOf = (members: Readonly<Record<string, JsonShape>>, required: readonly string[] = []): JsonShape => ({
  kind: 'object',
  members: new Map(Object.entries(members)),
  required: new Set(required),
});
const strings = listOf(string);
const stringMap = mapOf(string);
const emptyObjects = mapOf(objectOf({}));

const platform = objectOf({
  architecture: string,
  os: string,
  'os.version': string,
  'os.features': strings,
  variant: string,
  features: strings,
});

// `size` is left to the rule size-invalid, which says more than its type.
const descriptor = objectOf({
  mediaType: string,
  digest: string,
  size: any,
  urls: strings,
  annotations: stringMap,
  data: string,
  artifactType: string,
  platform,
});

const healthcheck = objectOf({
  Test: strings,
  Interval: integer,
  Timeout: integer,
  StartPeriod: integer,
  StartInterval: integer,
  Retries: integer,
});

const runConfig = objectOf({
  User: string,
  ExposedPorts: emptyObjects,
  Env: strings,
  Entrypoint: strings,
  Cmd: strings,
  Volumes: emptyObjects,
  WorkingDir: string,
  Labels: stringMap,
  StopSignal: string,
  StopTimeout: integer,
  ArgsEscaped: boolean,
  Healthcheck: healthcheck,
  OnBuild: strings,
  Shell: strings,
  Hostname: string,
  Domainname: string,
  AttachStdin: boolean,
  AttachStdout: boolean,
  AttachStderr: boolean,
  Tty: boolean,
  OpenStdin: boolean,
  StdinOnce: boolean,
  Image: string,
  NetworkDisabled: boolean,
  MacAddress: string,
});

const historyEntry = objectOf({
  created: date,
  created_by: string,
  author: string,
  comment: string,
  empty_layer: boolean,
});

/** @see OCI image-spec, image-index.md, "Image Index Property Descriptions" */
export const indexShape = objectOf(
  {
    schemaVersion: integer,
    mediaType: string,
    artifactType: string,
    manifests: listOf(descriptor),
    subject: descriptor,
    annotations: stringMap,
  },
  ['manifests'],
);

/** @see OCI image-spec, manifest.md, "Image Manifest Property Descriptions" */
export const manifestShape = objectOf(
  {
    schemaVersion: integer,
    mediaType: string,
    artifactType: string,
    config: descriptor,
    layers: listOf(descriptor),
    subject: descriptor,
    annotations: stringMap,
  },
  ['config', 'layers'],
);

/** The manifest of artifacts in the release candidates of OCI 1.1, and that of ORAS before it. @see image-spec v1.1.0-rc2, artifact.md */
export const artifactManifestShape = objectOf({
  mediaType: string,
  artifactType: string,
  blobs: listOf(descriptor),
  subject: descriptor,
  annotations: stringMap,
});

/** OCI fields, and those that Docker adds. `rootfs` itself is left to the rule config-invalid. @see OCI image-spec, config.md */
export const configShape = objectOf({
  created: date,
  author: string,
  architecture: string,
  variant: string,
  os: string,
  'os.version': string,
  'os.features': strings,
  config: runConfig,
  rootfs: objectOf({ type: string, diff_ids: strings }),
  history: listOf(historyEntry),
  container: string,
  container_config: runConfig,
  docker_version: string,
  parent: string,
  id: string,
  comment: string,
  // Docker's own, which its classic store reads as a number.
  Size: integer,
});

/** @see moby/moby, daemon/internal/image/tarexport/tarexport.go, manifestItem */
export const dockerManifestShape = listOf(
  objectOf({
    Config: string,
    RepoTags: strings,
    Layers: strings,
    Parent: string,
    LayerSources: mapOf(descriptor),
  }),
);

export const layoutShape = objectOf({ imageLayoutVersion: any });
