import { describe, expect, test } from 'vitest';
import {
  CONFIG_TYPE,
  INDEX_TYPE,
  LayoutBuilder,
  LAYER_TYPE,
  MANIFEST_TYPE,
  pathOf,
  type TestDescriptor,
} from '../testing/layout-builder.ts';
import { memoryFolder, openInput } from '../testing/open-input.ts';
import { planChecks } from './plan-checks.ts';

const open = async (files: Record<string, string>) => (await openInput(memoryFolder(files))).model;
const named = (descriptor: TestDescriptor, name = 'docker.io/library/x:1') => ({
  ...descriptor,
  annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': '1' },
});
const dockerManifest = (
  builder: LayoutBuilder,
  manifest: TestDescriptor,
  more: Record<string, unknown> = {},
): string => {
  const { config, layers } = JSON.parse(builder.files[pathOf(manifest.digest)] ?? '') as {
    config: TestDescriptor;
    layers: TestDescriptor[];
  };
  return JSON.stringify([
    { Config: pathOf(config.digest), RepoTags: ['x:1'], Layers: layers.map(({ digest }) => pathOf(digest)), ...more },
  ]);
};

describe('layouts', () => {
  test('without its marker it is judged as if it were there', async () => {
    const builder = new LayoutBuilder();
    const { files } = builder.index([named(builder.image(['a']))]);
    delete files['oci-layout'];
    const model = await open(files);
    expect(model).toMatchObject({ dialect: 'oci-layout', images: [{ tags: ['x:1'] }] });
    expect(model.evidence.some(({ supports, path }) => !supports && path === 'oci-layout')).toBe(true);
  });

  test.each([
    ['umoci leaves the media types of its manifests out', null, /^umoci, or an older tool/],
    ['skopeo writes them', MANIFEST_TYPE, /^skopeo, or another tool/],
  ])('%s', async (_name, mediaType, producer) => {
    const builder = new LayoutBuilder();
    const image = builder.image(['a'], { manifest: { mediaType: mediaType ?? undefined } });
    const entry = { ...image, annotations: { 'org.opencontainers.image.ref.name': '1' } };
    const index = JSON.stringify({ schemaVersion: 2, manifests: [entry] });
    const model = await open({ ...builder.index([entry]).files, 'index.json': index });
    expect(model.producer).toMatch(producer);
  });

  test('a hybrid of unknown writer', async () => {
    const builder = new LayoutBuilder();
    const image = builder.image(['a']);
    const files = builder.index([{ ...image, annotations: { 'org.opencontainers.image.ref.name': 'x' } }]).files;
    expect(await open({ ...files, 'manifest.json': dockerManifest(builder, image) })).toMatchObject({
      dialect: 'docker-oci',
      producer: null,
    });
  });

  test.each([
    [
      'with the platform',
      { platform: { os: 'linux', architecture: 'amd64' } },
      'Docker 25.0 to 26.0, classic (graph-driver) store',
    ],
    ['without', {}, 'Docker 26.1 or later, classic (graph-driver) store'],
  ])('Docker’s classic store, %s in the manifest', async (_name, config, producer) => {
    const builder = new LayoutBuilder();
    const image = builder.image(['a'], {
      manifest: { config: { ...builder.json({ os: 'linux', rootfs: {} }, CONFIG_TYPE), ...config } },
    });
    const files = builder.index([named(image)]).files;
    const sources = { LayerSources: { 'sha256:00': { mediaType: LAYER_TYPE } } };
    const model = await open({
      ...files,
      'oci-layout': '{"imageLayoutVersion": "1.0.0"}',
      'manifest.json': dockerManifest(builder, image, sources),
    });
    expect(model).toMatchObject({ dialect: 'docker-25', producer });
  });

  test('only manifest.json is left of a dump of Docker 25', async () => {
    const builder = new LayoutBuilder();
    const image = builder.image(['a']);
    const manifest = dockerManifest(builder, image, { LayerSources: { 'sha256:00': { mediaType: LAYER_TYPE } } });
    const files = { ...builder.without(image).files, 'manifest.json': manifest };
    expect(await open({ ...files, 'oci-layout': '' })).toMatchObject({
      dialect: 'docker-25',
      images: [{ tags: ['x:1'], manifestPath: null, layers: [{ present: true }] }],
    });
  });

  test('a digest of 63 digits keeps its arrow, without a place', async () => {
    const builder = new LayoutBuilder();
    const image = builder.image(['a']);
    const model = await open(builder.index([{ ...image, digest: image.digest.slice(0, -1) }]).files);
    expect(model.references).toContainEqual(
      expect.objectContaining({
        from: 'index.json',
        pointer: '/manifests/0/digest',
        digest: image.digest.slice(0, -1),
        path: null,
        present: false,
      }),
    );
    expect(model.files.find(({ path }) => path === pathOf(image.digest))?.role).toBe('unreferenced');
  });

  test('a manifest nothing names is left over, what it names is not', async () => {
    const builder = new LayoutBuilder();
    const lost = builder.image(['lost'], { config: { os: 'windows' } });
    const model = await open(builder.index([builder.image(['a'])]).files);
    const roles = new Map(model.files.map(({ path, role }) => [path, role]));
    expect(roles.get(pathOf(lost.digest))).toBe('unreferenced');
    expect([...roles.values()].filter((role) => role === 'layer')).toHaveLength(2);
    expect(model.images).toHaveLength(1);
  });

  test('indexes that lead in a circle, and one deeper than any tool writes, end', async () => {
    const builder = new LayoutBuilder();
    let nested = builder.image(['a']);
    for (let depth = 0; depth < 40; depth++)
      nested = builder.json({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [nested] }, INDEX_TYPE);
    builder.index([nested]);
    const circle = 'sha256:' + '1'.repeat(64);
    builder.files[pathOf(circle)] = JSON.stringify({
      schemaVersion: 2,
      manifests: [{ mediaType: INDEX_TYPE, digest: circle, size: 1 }],
    });
    expect(await open(builder.files)).toMatchObject({ dialect: 'oci-layout', images: [] });
    builder.index([{ mediaType: INDEX_TYPE, digest: circle, size: 1 }]);
    expect((await open(builder.files)).files.find(({ path }) => path === pathOf(circle))?.role).toBe('image-index');
  });
});

describe('artifacts and layers', () => {
  test('a signature under an ordinary config is no image', async () => {
    const builder = new LayoutBuilder();
    const signature = builder.image(['{"critical":{}}'], {
      layerType: 'application/vnd.dev.cosign.simplesigning.v1+json',
    });
    const model = await open(
      builder.index([{ ...signature, annotations: { 'org.opencontainers.image.ref.name': 'sha256-00.sig' } }]).files,
    );
    expect(model).toMatchObject({ dialect: 'artifact', images: [] });
    expect(model.files.map(({ role }) => role).sort()).toEqual([
      'artifact-blob',
      'artifact-blob',
      'artifact-manifest',
      'index',
      'oci-layout',
    ]);
  });

  test('a foreign layer may be absent; an encrypted one is only hashed; no tar is not read as one', async () => {
    const builder = new LayoutBuilder();
    const types = [
      'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      `${LAYER_TYPE}+gzip+encrypted`,
      'application/vnd.erofs.layer.v1',
      LAYER_TYPE,
    ];
    const layers = types.map((mediaType, i) => builder.blob(`layer ${i}`, mediaType));
    const image = builder.image([], {
      manifest: { layers },
      config: { rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) } },
    });
    const model = await open(builder.index([image]).without(layers[0] as TestDescriptor).files);
    expect(model.images[0]?.layers.map(({ foreign, encrypted, present }) => [foreign, encrypted, present])).toEqual([
      [true, false, false],
      [false, true, true],
      [false, false, true],
      [false, false, true],
    ]);
    expect(model.references.filter(({ present, optional }) => !present && !optional)).toEqual([]);
    const readings = new Map(planChecks(model).map(({ path, layer }) => [path, layer]));
    expect(layers.slice(1).map(({ digest }) => readings.get(pathOf(digest)))).toEqual(['encrypted', null, 'plain']);
  });

  test('SHA-512 is asked for where a name or a reference has it', async () => {
    const builder = new LayoutBuilder();
    const path = `blobs/sha512/${'a'.repeat(128)}`;
    builder.files[path] = '{}';
    const model = await open(
      builder.index([{ mediaType: MANIFEST_TYPE, digest: `sha512:${'a'.repeat(128)}`, size: 2 }]).files,
    );
    expect(planChecks(model).find((task) => task.path === path)?.algorithms).toEqual(['sha256', 'sha512']);
    expect(model.files.find((file) => file.path === path)?.role).toBe('image-manifest');
  });

  test('history tells of layers, empty steps passed over', async () => {
    const builder = new LayoutBuilder();
    const history = [{ created_by: 'one' }, { created_by: 'ENV', empty_layer: true }, { created_by: 'two' }];
    const model = await open(builder.index([builder.image(['a', 'b', 'c'], { config: { history } })]).files);
    expect(model.images[0]?.layers.map(({ createdBy }) => createdBy)).toEqual(['one', 'two', null]);
    expect(model.images[0]).toMatchObject({ command: "'/a b'", created: '2024-01-01T00:00:00Z' });
  });
});
