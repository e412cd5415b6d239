import { describe, expect, test } from 'vitest';
import { codesOf, findingsOf } from '../../testing/check-input.ts';
import { blobName, layoutOf, sha256, tarOf, type Files, type ImageChanges } from '../../testing/image-parts.ts';

type Json = Record<string, unknown>;
const layer = (change: (layer: Json) => unknown, more: ImageChanges = {}): Files =>
  layoutOf({ ...more, manifest: ({ layers }) => layers.forEach(change) });
const entry = (change: (entry: Json) => unknown): Files =>
  layoutOf({ index: ({ manifests }) => manifests.forEach(change) });
const file = (name: (files: Files) => string, change: (files: Files, path: string) => unknown): Files =>
  layoutOf({ files: (files) => change(files, name(files)) });
/** Takes a file away. */
const drop = (files: Files, path: string): boolean => Reflect.deleteProperty(files, path);
const tar = tarOf({ name: 'hello', content: 'hello' });
const layerPath = (): string => blobName(sha256(tar));
const LAYER = 'application/vnd.oci.image.layer.v1.tar';
const FOREIGN = 'application/vnd.oci.image.layer.nondistributable.v1.tar';
const emptyConfig = (more: Json): Files =>
  layoutOf({
    manifest: (manifest) => {
      manifest.config = {
        mediaType: 'application/vnd.oci.empty.v1+json',
        digest: sha256('{}'),
        size: 2,
        data: 'e30=',
        ...more,
      };
      manifest['artifactType'] = 'application/spdx+json';
    },
    files: (files) => (files[blobName(sha256('{}'))] = '{}'),
  });

const cases: readonly (readonly [code: string, positive: Files, negative: Files])[] = [
  ['descriptor-field-missing', layer((l) => delete l['size']), layoutOf()],
  ['descriptor-field-missing', layer((l) => delete l['digest']), layoutOf()],
  [
    'descriptor-field-missing',
    entry((e) => (e['platform'] = { os: 'linux' })),
    entry((e) => (e['platform'] = { os: 'linux', architecture: 'amd64' })),
  ],
  ['media-type-missing', layer((l) => delete l['mediaType']), layoutOf()],
  ['media-type-syntax', layer((l) => (l['mediaType'] = 'layer')), layer((l) => (l['mediaType'] = 'a/layer'))],
  ['media-type-unknown', layer((l) => (l['mediaType'] = 'a/layer')), layoutOf()],
  ['media-type-mismatch', entry((e) => (e['mediaType'] = 'application/vnd.oci.image.index.v1+json')), layoutOf()],
  [
    'media-type-mixed',
    layoutOf({ manifest: ({ config }) => (config['mediaType'] = 'application/vnd.docker.container.image.v1+json') }),
    layoutOf({
      manifest: (manifest) => {
        manifest['mediaType'] = 'application/vnd.docker.distribution.manifest.v2+json';
        manifest.config['mediaType'] = 'application/vnd.docker.container.image.v1+json';
        for (const each of manifest.layers) each['mediaType'] = 'application/vnd.docker.image.rootfs.diff.tar';
      },
    }),
  ],
  [
    'media-type-mixed',
    layer((l) => (l['mediaType'] = 'application/vnd.docker.image.rootfs.diff.tar')),
    layer((l) => (l['mediaType'] = 'a/layer')),
  ],
  [
    'media-type-mixed',
    layoutOf({
      manifest: (manifest) => (manifest['mediaType'] = 'application/vnd.docker.distribution.manifest.v2+json'),
    }),
    layoutOf(),
  ],
  ['foreign-layer', layer((l) => (l['urls'] = ['https://example.org/a'])), layer((l) => (l['urls'] = []))],
  // The manifest calls itself one.
  ['media-type-mismatch', entry((e) => (e['mediaType'] = 'text/plain')), layer((l) => (l['mediaType'] = 'text/plain'))],
  ...['application/vnd.docker.distribution.manifest.v1+prettyjws', 'application/vnd.oci.image.config.v1+json'].map(
    (type) => ['media-type-mismatch', entry((e) => (e['mediaType'] = type)), layoutOf()] as const,
  ),
  [
    'media-type-flavour',
    entry((e) => (e['mediaType'] = 'application/vnd.docker.distribution.manifest.v2+json')),
    layoutOf(),
  ],
  [
    'media-type-compression-mismatch',
    layer((l) => (l['mediaType'] = `${LAYER}+gzip`)),
    layer((l) => (l['mediaType'] = 'application/vnd.docker.image.rootfs.diff.tar')),
  ],
  ['manifest-ambiguous', layoutOf({ manifest: (m) => (m['manifests'] = null) }), layoutOf()],
  [
    'manifest-ambiguous',
    layoutOf({ manifest: (m) => (m['history'] = []) }),
    layoutOf({ manifest: (m) => (m['history'] = null) }),
  ],
  [
    'part-type-wrong',
    layer((l) => (l['mediaType'] = 'application/vnd.oci.image.config.v1+json')),
    layer((l) => (l['mediaType'] = 'a/layer')), // what nobody knows is only noted
  ],
  [
    'part-type-wrong',
    layoutOf({ manifest: ({ config }) => (config['mediaType'] = LAYER) }),
    layoutOf({ manifest: ({ config }) => (config['mediaType'] = 'application/octet-stream') }),
  ],
  [
    'manifest-ambiguous',
    layoutOf({ manifest: (m) => (m['manifests'] = []) }),
    layoutOf({ index: (index) => Object.assign(index, { layers: null }) }),
  ],
  ['digest-malformed', layer((l) => (l['digest'] = String(l['digest']).slice(0, -1))), layoutOf()],
  ['digest-malformed', layoutOf({ config: (c) => (c['rootfs'] = { type: 'layers', diff_ids: ['abc'] }) }), layoutOf()],
  ['digest-algorithm-unsupported', layer((l) => (l['digest'] = `sha512:${'a'.repeat(128)}`)), layoutOf()],
  ['size-invalid', layer((l) => (l['size'] = -1)), layer((l) => (l['size'] = 0))],
  ['size-invalid', layer((l) => (l['size'] = '12')), layoutOf()],
  ['size-invalid', layer((l) => (l['size'] = 2 ** 60)), layer((l) => (l['size'] = 2 ** 53 - 1))],
  ['size-mismatch', layer((l) => (l['size'] = 7)), layoutOf()],
  ['size-mismatch', layer((l) => (l['size'] = 7)), file(layerPath, (files, path) => (files[path] = tar.slice(0, 100)))],
  ['descriptor-data-mismatch', emptyConfig({ data: 'e34=' }), emptyConfig({})],
  ['descriptor-data-mismatch', emptyConfig({ data: 'e30' }), emptyConfig({ data: 'e30=\n' })],
  ['empty-descriptor-wrong', emptyConfig({ size: 3 }), emptyConfig({})],
  ['blob-missing', file(layerPath, (files, path) => drop(files, path)), layoutOf()],
  [
    'blob-renamed',
    file(layerPath, (files, path) => {
      files['layer.tar'] = tar;
      drop(files, path);
    }),
    file(layerPath, (files) => (files['layer.tar'] = tar)),
  ],
  [
    'name-case-differs',
    file(layerPath, (files, path) => {
      files[path.toUpperCase().replace('BLOBS/SHA256', 'blobs/sha256')] = tar;
      drop(files, path);
    }),
    layoutOf(),
  ],
  [
    'blob-digest-mismatch',
    file(layerPath, (files, path) => (files[path] = tarOf({ name: 'hullo', content: 'hello' }))),
    layoutOf(),
  ],
  ['blob-unreferenced', layoutOf({ files: (files) => (files[blobName(sha256('lost'))] = 'lost') }), layoutOf()],
  ['foreign-layer', layer((l) => (l['mediaType'] = FOREIGN)), layoutOf()],
  [
    'artifact-type-missing',
    layoutOf({
      manifest: (m) => (m.config = { mediaType: 'application/vnd.oci.empty.v1+json', digest: sha256('{}'), size: 2 }),
    }),
    emptyConfig({}),
  ],
];

const WITHDRAWN = 'application/vnd.oci.artifact.manifest.v1+json';
/** An artifact of two files in the form of the release candidates of OCI 1.1, beside an image. */
const withdrawn = (
  change: (manifest: Json, files: Files) => unknown = () => undefined,
  mediaType = WITHDRAWN,
): Files => {
  const parts = ['one', 'two'];
  const manifest: Json = {
    mediaType,
    artifactType: 'application/spdx+json',
    blobs: parts.map((part) => ({ mediaType: 'application/spdx+json', digest: sha256(part), size: part.length })),
  };
  return layoutOf({
    files: (files) => {
      for (const part of parts) files[blobName(sha256(part))] = part;
      const index = JSON.parse(String(files['index.json'])) as { manifests: Json[] };
      const { digest, size, mediaType: type } = index.manifests[0] as { [key: string]: unknown };
      manifest['subject'] = { mediaType: type, digest, size };
      change(manifest, files);
      const text = JSON.stringify(manifest);
      files[blobName(sha256(text))] = text;
      index.manifests.push({ mediaType, digest: sha256(text), size: text.length });
      files['index.json'] = JSON.stringify(index);
    },
  });
};
const ofWithdrawn = async (files: Files) =>
  (await findingsOf(files))
    .filter(({ code }) => code !== 'docker-manifest-missing' && code !== 'index-entries-unnamed')
    .map(({ code, severity }) => `${severity} ${code}`);

describe('an artifact manifest of the release candidates of OCI 1.1', () => {
  test.each([WITHDRAWN, 'application/vnd.cncf.oras.artifact.manifest.v1+json'])(
    '%s is known, and a note',
    async (type) => expect(await ofWithdrawn(withdrawn(undefined, type))).toEqual(['note artifact-manifest-withdrawn']),
  );

  test('its files are proved like any others', async () => {
    const damaged = withdrawn((_, files) => (files[blobName(sha256('two'))] = 'tow'));
    expect(await ofWithdrawn(damaged)).toContain('error blob-digest-mismatch');
    const missing = withdrawn((_, files) => drop(files, blobName(sha256('two'))));
    expect(await ofWithdrawn(missing)).toContain('error blob-missing');
    const typeless = withdrawn((manifest) => (manifest['blobs'] as Json[]).forEach((blob) => delete blob['size']));
    expect(await ofWithdrawn(typeless)).toContain('error descriptor-field-missing');
  });

  test('one with config and layers is a manifest, and judged as one', async () => {
    const mixed = withdrawn((manifest) => Object.assign(manifest, { config: {}, layers: [] }));
    expect(await ofWithdrawn(mixed)).toContain('error schema-version-wrong');
  });
});

describe.each(cases)('%s', (code, positive, negative) => {
  test('fires', async () => expect(codesOf(await findingsOf(positive))).toContain(code));
  test('and does not for nearly the same', async () => expect(codesOf(await findingsOf(negative))).not.toContain(code));
});

test('a mistyped digest offers the one that was meant, and marks the place', async () => {
  const found = await findingsOf(layer((l) => (l['digest'] = String(l['digest']).slice(0, -1))));
  const finding = found.find(({ code }) => code === 'digest-malformed');
  expect(finding).toMatchObject({
    severity: 'error',
    args: { nearest: sha256(tar), place: 70, pointer: '/layers/0/digest' },
  });
});

test('a missing layer is reported once, with its size and who needs it', async () => {
  const found = (await findingsOf(file(layerPath, (files, path) => drop(files, path)))).filter(
    ({ severity }) => severity === 'error',
  );
  expect(found).toEqual([
    expect.objectContaining({
      code: 'blob-missing',
      path: layerPath(),
      digest: sha256(tar),
      args: expect.objectContaining({ role: 'layer', size: tar.length }) as unknown,
    }),
  ]);
});

test('an absent foreign layer is a note with an address, a warning without', async () => {
  const foreign = (urls: string[]) =>
    layer((l) => Object.assign(l, { mediaType: FOREIGN, urls }), { files: (files) => drop(files, layerPath()) });
  const severityOf = async (urls: string[]) =>
    (await findingsOf(foreign(urls))).find(({ code }) => code === 'foreign-layer')?.severity;
  expect(await severityOf(['https://example.org/layer'])).toBe('note');
  expect(await severityOf([])).toBe('warning');
  expect(codesOf(await findingsOf(foreign([])))).not.toContain('blob-missing');
});

test('a cut-off blob says how much of it is there', async () => {
  const found = await findingsOf(file(layerPath, (files, path) => (files[path] = tar.slice(0, 514))));
  expect(found.find(({ code }) => code === 'blob-digest-mismatch')?.args).toMatchObject({
    want: tar.length,
    have: 514,
  });
  expect(codesOf(found)).toContain('layer-truncated');
});
