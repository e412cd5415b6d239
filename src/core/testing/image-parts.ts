import { createHash } from 'node:crypto';
import { CONFIG_TYPE, INDEX_TYPE, LAYER_TYPE, MANIFEST_TYPE } from './layout-builder.ts';
import { testTar, type TestEntry } from './write-tar.ts';

type Json = Record<string, unknown>;
export type Files = Record<string, string | Uint8Array<ArrayBuffer>>;

export const sha256 = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;
export const blobName = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** What a test may change of an otherwise sound image; each function gets the part before its digest is taken. */
export interface ImageChanges {
  /** Tars of the layers, base first. One with one file when absent. */
  readonly layers?: readonly Uint8Array<ArrayBuffer>[];
  readonly layerType?: string;
  readonly config?: (config: Json) => unknown;
  readonly manifest?: (manifest: Json & { config: Json; layers: Json[] }) => unknown;
  readonly index?: (index: Json & { manifests: Json[] }) => unknown;
  /** Files of the finished dump. */
  readonly files?: (files: Files) => unknown;
}

export const tarOf = (...entries: readonly (TestEntry | string)[]): Uint8Array<ArrayBuffer> => testTar(...entries);

const descriptor = (mediaType: string, content: string | Uint8Array): Json => ({
  mediaType,
  digest: sha256(content),
  size: Buffer.byteLength(content),
});

/** A sound OCI layout of one image, with one change. Every function may change what it gets in place. */
export function layoutOf(changes: ImageChanges = {}): Files {
  const layers = changes.layers ?? [tarOf({ name: 'hello', content: 'hello' })];
  const config: Json = {
    created: '2024-01-01T00:00:00Z',
    architecture: 'amd64',
    os: 'linux',
    config: { Env: ['A=b'] },
    rootfs: { type: 'layers', diff_ids: layers.map(sha256) },
    history: layers.map(() => ({ created_by: 'COPY' })),
  };
  changes.config?.(config);
  const configText = JSON.stringify(config);
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: descriptor(CONFIG_TYPE, configText),
    layers: layers.map((layer) => descriptor(changes.layerType ?? LAYER_TYPE, layer)),
  };
  changes.manifest?.(manifest);
  const manifestText = JSON.stringify(manifest);
  const index = {
    schemaVersion: 2,
    mediaType: INDEX_TYPE,
    manifests: [
      { ...descriptor(MANIFEST_TYPE, manifestText), annotations: { 'org.opencontainers.image.ref.name': 'a' } },
    ],
  };
  changes.index?.(index);
  const files: Files = {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify(index),
    [blobName(sha256(manifestText))]: manifestText,
    [blobName(sha256(configText))]: configText,
  };
  for (const layer of layers) files[blobName(sha256(layer))] = layer;
  changes.files?.(files);
  return files;
}

/** Docker's manifest.json beside the layout of `layoutOf`, with one change. */
export function hybridOf(
  changes: ImageChanges & { readonly docker?: (entries: Json[]) => unknown; readonly repositories?: unknown } = {},
): Files {
  const files = layoutOf(changes);
  const index = JSON.parse(String(files['index.json'])) as { manifests: { digest: string; annotations: Json }[] };
  const manifest = JSON.parse(String(files[blobName(index.manifests[0]?.digest ?? '')])) as {
    config: { digest: string };
    layers: { digest: string }[];
  };
  const entries: Json[] = [
    {
      Config: blobName(manifest.config.digest),
      RepoTags: ['a:1'],
      Layers: manifest.layers.map(({ digest }) => blobName(digest)),
    },
  ];
  changes.docker?.(entries);
  files['manifest.json'] = JSON.stringify(entries);
  if (changes.repositories !== undefined) files['repositories'] = JSON.stringify(changes.repositories);
  for (const entry of index.manifests)
    entry.annotations = {
      'io.containerd.image.name': 'docker.io/library/a:1',
      'org.opencontainers.image.ref.name': '1',
    };
  files['index.json'] = JSON.stringify({ ...JSON.parse(String(files['index.json'])), manifests: index.manifests });
  return files;
}
