import { expect, test } from 'vitest';
import {
  CONFIG_TYPE,
  INDEX_TYPE,
  LayoutBuilder,
  LAYER_TYPE,
  MANIFEST_TYPE,
  pathOf,
} from '../../testing/layout-builder.ts';
import type { TestDescriptor } from '../../testing/layout-builder.ts';
import { memoryFolder, openInput } from '../../testing/open-input.ts';
import { explainFile } from '../explain-file.ts';

const TAG = 'org.opencontainers.image.ref.name';
async function explain(builder: LayoutBuilder, path: string) {
  const { model, documents } = await openInput(memoryFolder(builder.files));
  return explainFile(model, path, documents);
}
const tagged = (descriptor: TestDescriptor, tag: string) => ({ ...descriptor, annotations: { [TAG]: tag } });

/** A signature as cosign 2 attaches it: an image config, and a tag that names the image. */
function signed(tag: (image: TestDescriptor) => string) {
  const builder = new LayoutBuilder();
  const image = builder.image(['a']);
  const config = builder.json({ os: '', architecture: '', rootfs: { type: 'layers', diff_ids: [] } }, CONFIG_TYPE);
  const layers = [builder.json({ critical: {} }, 'application/vnd.dev.cosign.simplesigning.v1+json')];
  const signature = builder.json({ schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers }, MANIFEST_TYPE);
  builder.index([tagged(image, '1'), tagged(signature, tag(image))]);
  return { builder, config: pathOf(config.digest), signature: pathOf(signature.digest) };
}

test('a signature of cosign says what it is by its parts, and what it belongs to by its tag', async () => {
  const { builder, config, signature } = signed(({ digest }) => `${digest.replace(':', '-')}.sig`);
  const { notes, sentence } = await explain(builder, signature);
  expect(sentence).toContain('attached to an image');
  expect(notes).toContain('Its kind: what cosign has signed. Its parts say so.');
  expect(notes).toContain('Its tag names the manifest it belongs to, as cosign does it; that one is in this dump.');
  expect((await explain(builder, config)).title).toBe('Config of an artifact');
  const other = signed(() => `sha256-${'0'.repeat(64)}.sig`);
  expect((await explain(other.builder, other.signature)).notes).toContain(
    'Its tag names the manifest it belongs to, as cosign does it; that one is not in this dump.',
  );
});

test('an artifact that does not say what it is', async () => {
  const builder = new LayoutBuilder();
  const config = builder.blob('{}', 'application/vnd.oci.empty.v1+json');
  const layers = [builder.blob('x', 'text/plain; charset=utf-8')];
  const artifact = builder.json({ schemaVersion: 2, config, layers }, MANIFEST_TYPE);
  builder.index([artifact]);
  expect((await explain(builder, pathOf(artifact.digest))).notes).toContain('It does not say of what kind it is.');
  const [note] = (await explain(builder, pathOf(layers[0]?.digest ?? ''))).notes;
  expect(note).toContain('plain text. Behind the semicolon stands a parameter');
});

test('the list of referrers under its fallback tag is no list of platforms', async () => {
  const builder = new LayoutBuilder();
  const image = builder.image(['a']);
  const list = builder.json({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [] }, INDEX_TYPE);
  builder.index([tagged(image, '1'), tagged(list, image.digest.replace(':', '-'))]);
  expect(await explain(builder, pathOf(list.digest))).toMatchObject({
    title: 'List of what is attached to an image',
    notes: ['That manifest is in this dump.'],
  });
});

test('the list of a build cache', async () => {
  const builder = new LayoutBuilder();
  const parts = [
    builder.blob('a', LAYER_TYPE),
    builder.json({ layers: [] }, 'application/vnd.buildkit.cacheconfig.v0'),
  ];
  const list = builder.json({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: parts }, INDEX_TYPE);
  builder.index([list]);
  const { title, sentence } = await explain(builder, pathOf(list.digest));
  expect(`${title}: ${sentence}`).toMatch(/^List of a build cache: Names 1 layer /);
});

/** The notes on the only layer of an image. */
async function layerNotes(annotations: Record<string, string>, createdBy: string): Promise<string> {
  const builder = new LayoutBuilder();
  const layer = { ...builder.blob('a layer', `${LAYER_TYPE}+zstd`), annotations };
  const history = [{ created_by: createdBy }];
  const image = builder.image(['a layer'], { config: { history }, manifest: { layers: [layer] } });
  builder.index([image]);
  return (await explain(builder, pathOf(layer.digest))).notes.join(' ');
}

test('layers that can be loaded piece by piece: what tools that do not know them show', async () => {
  const toc = { 'containerd.io/snapshot/stargz/toc.digest': 'sha256:00' };
  const stargz = await layerNotes(toc, 'x');
  expect(stargz).toContain('eStargz layer: gzip');
  expect(stargz).toContain('.no.prefetch.landmark');
  expect(stargz).toContain('stargz.index.json');
  const chunked = await layerNotes({ ...toc, 'io.containers.zstd-chunked.manifest-checksum': 'sha256:00' }, 'x');
  expect(chunked).toContain('zstd:chunked layer');
  expect(chunked).not.toContain('gzip');
  expect(chunked).not.toContain('stargz.index.json');
});

test('a layer noted with a step that changes no files holds those of all steps', async () => {
  expect(await layerNotes({}, '/bin/sh -c #(nop) CMD ["/x"]')).toContain('put what all steps changed into one layer');
  expect(await layerNotes({}, '/bin/sh -c #(nop) COPY file:0 in /')).not.toContain('all steps');
});

test('oci-layout: 31 bytes are not Docker’s alone, 37 are go-containerregistry’s', async () => {
  const noteOf = async (marker: string): Promise<string> => {
    const builder = new LayoutBuilder();
    builder.index([builder.image(['a'])]);
    builder.files['oci-layout'] = marker;
    return (await explain(builder, 'oci-layout')).notes.join(' ');
  };
  expect(await noteOf('{"imageLayoutVersion": "1.0.0"}')).toContain('so wrote skopeo, podman, buildah and umoci');
  expect(await noteOf('{\n    "imageLayoutVersion": "1.0.0"\n}')).toContain('crane, ko and others');
});

test('Nydus: a layer that is no tar is not called one, and the bootstrap is named', async () => {
  const builder = new LayoutBuilder();
  const blob = builder.blob('pieces', 'application/vnd.oci.image.layer.nydus.blob.v1');
  builder.index([builder.image(['pieces'], { manifest: { layers: [blob] } })]);
  expect((await explain(builder, pathOf(blob.digest))).sentence).toContain('Exactly: a Nydus layer');
  expect(await layerNotes({ 'containerd.io/snapshot/nydus-bootstrap': 'true' }, 'x')).toContain('bootstrap of a Nydus');
});

test('SOCI: a table of contents is named by the annotation of its reference', async () => {
  const builder = new LayoutBuilder();
  const annotations = { 'com.amazon.soci.image-layer-digest': 'sha256:00' };
  const ztoc = { ...builder.blob('ztoc', 'application/octet-stream'), annotations };
  const config = builder.blob('{}', 'application/vnd.amazon.soci.index.v1+json');
  builder.index([builder.json({ schemaVersion: 2, config, layers: [ztoc] }, MANIFEST_TYPE)]);
  expect((await explain(builder, pathOf(ztoc.digest))).notes.join(' ')).toContain('It is a ztoc');
});

test('a manifest of Docker’s first format has no config', async () => {
  const layer = 'a'.repeat(64);
  const files = {
    [layer]: 'x',
    'manifest.json': JSON.stringify({
      ...{ schemaVersion: 1, name: 'a/b', tag: '1', architecture: 'amd64', history: [], signatures: [] },
      fsLayers: [{ blobSum: `sha256:${layer}` }],
    }),
  };
  const { model, documents } = await openInput(memoryFolder(files));
  const { title, sentence } = explainFile(model, 'manifest.json', documents);
  expect(`${title}: ${sentence}`).toMatch(/first format: .* names 1 layer, the topmost first/);
});
