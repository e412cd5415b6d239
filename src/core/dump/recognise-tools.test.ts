import { describe, expect, test } from 'vitest';
import { CONFIG_TYPE, INDEX_TYPE, LayoutBuilder, LAYER_TYPE, MANIFEST_TYPE } from '../testing/layout-builder.ts';
import { memoryFolder, openInput } from '../testing/open-input.ts';

const open = async (files: Record<string, string>) => (await openInput(memoryFolder(files))).model;
const TAG = 'org.opencontainers.image.ref.name';
const NAME = 'io.containerd.image.name';
const CREATED = 'org.opencontainers.image.created';
const CACHE_TYPE = 'application/vnd.buildkit.cacheconfig.v0';

/** A layout with one image, whose entry has these annotations. */
function layout(annotations: Record<string, string>, index: Record<string, unknown> = {}): LayoutBuilder {
  const builder = new LayoutBuilder();
  return builder.index([{ ...builder.image(['a']), annotations }], index);
}

describe('tools by what they write', () => {
  test('go-containerregistry writes oci-layout over three lines, and gives an entry the type of its config', async () => {
    const builder = new LayoutBuilder();
    builder.index([{ ...builder.image(['a']), artifactType: CONFIG_TYPE }]);
    builder.files['oci-layout'] = '{\n    "imageLayoutVersion": "1.0.0"\n}';
    const model = await open(builder.files);
    expect(model).toMatchObject({
      dialect: 'oci-layout',
      producer: expect.stringMatching(/^go-containerregistry/) as unknown,
    });
  });

  test('regctl dates its entries like BuildKit, but gives them a tag alone', async () => {
    const date = '2026-11-30T00:35:56Z';
    const regctl = layout({ [CREATED]: date, [TAG]: '1' });
    expect(await open(regctl.files)).toMatchObject({
      dialect: 'oci-layout',
      producer: 'regctl, or another tool built on regclient',
    });
    const buildkit = layout({ [CREATED]: date, [TAG]: '1', [NAME]: 'docker.io/library/x:1' });
    expect(await open(buildkit.files)).toMatchObject({ dialect: 'buildkit-oci' });
  });

  test('regctl’s export has LayerSources, and is not Docker’s', async () => {
    const builder = layout({ [NAME]: 'docker.io/library/x:1', [TAG]: '1' }, { mediaType: undefined });
    expect(await open(builder.files)).toMatchObject({ dialect: 'oci-layout', producer: 'regctl image export' });
    const layers = Object.keys(builder.files).filter((path) => path.startsWith('blobs/'));
    const sources = { 'sha256:00': { mediaType: LAYER_TYPE } };
    const list = [{ Config: layers[1], RepoTags: ['x:1'], Layers: [layers[0]], LayerSources: sources }];
    const model = await open({ ...builder.files, 'manifest.json': JSON.stringify(list) });
    expect(model).toMatchObject({ dialect: 'docker-oci', producer: 'regctl image export' });
  });

  test('ctr without manifest.json', async () => {
    const model = await open(layout({ [NAME]: 'docker.io/library/x:1', [TAG]: '1' }).files);
    expect(model.producer).toMatch(/^containerd: ctr images export --skip-manifest-json/);
  });

  test('a build cache of BuildKit, as a list of layers and as a manifest, is no image', async () => {
    const list = new LayoutBuilder();
    const parts = [list.blob('a', LAYER_TYPE), list.json({ layers: [] }, CACHE_TYPE)];
    list.index([list.json({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: parts }, INDEX_TYPE)]);
    const manifest = new LayoutBuilder();
    const config = manifest.json({ layers: [] }, CACHE_TYPE);
    manifest.index([
      manifest.json({ schemaVersion: 2, config, layers: [manifest.blob('a', LAYER_TYPE)] }, MANIFEST_TYPE),
    ]);
    for (const { files } of [list, manifest]) {
      const model = await open(files);
      expect(model).toMatchObject({
        dialect: 'artifact',
        producer: expect.stringMatching(/^BuildKit, a build cache/) as unknown,
      });
      expect(model.images).toEqual([]);
    }
  });
});

test('manifest.json of a dir: that holds an artifact is not called an image’s', async () => {
  const builder = new LayoutBuilder();
  const config = builder.json({ name: 'chart' }, 'application/vnd.cncf.helm.config.v1+json');
  const content = builder.blob('chart', 'application/vnd.cncf.helm.chart.content.v1.tar+gzip');
  const bare = Object.entries(builder.files).flatMap(([path, text]): [string, string][] =>
    path.startsWith('blobs/') ? [[path.slice('blobs/sha256/'.length), text]] : [],
  );
  const model = await open({
    ...Object.fromEntries(bare),
    version: 'Directory Transport Version: 1.1\n',
    'manifest.json': JSON.stringify({ schemaVersion: 2, config, layers: [content] }),
  });
  expect(model).toMatchObject({ dialect: 'skopeo-dir', images: [] });
  expect(model.files.find(({ path }) => path === 'manifest.json')?.role).toBe('artifact-manifest');
});
