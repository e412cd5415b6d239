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
  // The manifest calls itself one.
  ['media-type-mismatch', entry((e) => (e['mediaType'] = 'text/plain')), layer((l) => (l['mediaType'] = 'text/plain'))],
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
  [
    'manifest-ambiguous',
    layoutOf({ manifest: (m) => (m['manifests'] = []) }),
    layoutOf({ manifest: (m) => (m['manifests'] = null) }),
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
