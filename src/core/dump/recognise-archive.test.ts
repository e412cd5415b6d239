import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { archive, memoryFolder, openInput } from '../testing/open-input.ts';
import { testTar } from '../testing/write-tar.ts';
import { planChecks } from './plan-checks.ts';

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const config = (created = '2024-01-01T00:00:00Z', layers = ['a', 'b']): string =>
  JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created,
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map((text) => `sha256:${hex(text)}`) },
  });
const list = (Config: string, Layers: string[], more: Record<string, unknown> = {}): string =>
  JSON.stringify([{ Config, RepoTags: ['index.docker.io/library/x:1'], Layers, ...more }]);
const open = async (files: Record<string, string>) => (await openInput(memoryFolder(files))).model;
const [a, b] = [hex('a'), hex('b')];
const expected = {
  images: [
    { tags: ['x:1'], platform: 'linux/amd64', layers: [{ present: true, diffId: `sha256:${a}` }, { present: true }] },
  ],
};

test('go-containerregistry: a colon in the name, packed layers', async () => {
  const name = `sha256:${hex(config())}`;
  const model = await open({
    [name]: config(),
    [`${a}.tar.gz`]: 'a',
    [`${b}.tar.gz`]: 'b',
    'manifest.json': list(name, [`${a}.tar.gz`, `${b}.tar.gz`]),
  });
  expect(model).toMatchObject({ dialect: 'crane-tarball', ...expected });
  expect(model.images[0]?.configDigest).toBe(name);
  expect(model.files.map(({ role }) => role).sort()).toEqual(['docker-manifest', 'image-config', 'layer', 'layer']);
  expect(planChecks(model).filter(({ layer }) => layer === 'plain')).toHaveLength(2);
});

test('Jib', async () => {
  const files = { 'config.json': config(), [`${a}.tar.gz`]: 'a', [`${b}.tar.gz`]: 'b' };
  const model = await open({ ...files, 'manifest.json': list('config.json', [`${a}.tar.gz`, `${b}.tar.gz`]) });
  expect(model).toMatchObject({ dialect: 'jib', producer: 'Jib (jibBuildTar)', ...expected });
  expect(model.images[0]?.configDigest).toBeNull();
});

test.each([
  ['VERSION', '1970-01-01T00:00:01Z'],
  ['other', '2024-01-01T00:00:00Z'],
])('Nix, with %s, created %s', async (beside, created) => {
  const name = `${hex(config(created))}.json`;
  const files = {
    [`${a}/layer.tar`]: 'a',
    [`${b}/layer.tar`]: 'b',
    [`${a}/${beside}`]: '1.0',
    [name]: config(created),
  };
  const model = await open({ ...files, 'manifest.json': list(name, [`${a}/layer.tar`, `${b}/layer.tar`]) });
  expect(model).toMatchObject({ dialect: 'nix', ...expected });
});

test.each([
  ['0001-01-01T00:00:00Z', 'Docker 1.10 to 1.12'],
  ['1970-01-01T00:00:00Z', 'Docker 17.04 to 24'],
  ['2024-01-01T00:00:00Z', 'Docker 1.10 to 24'],
])('Docker 1.10 to 24: lower layers dated %s', async (created, producer) => {
  const name = `${hex(config())}.json`;
  const folder = (id: string, json: unknown) => ({
    [`${id}/layer.tar`]: 'x',
    [`${id}/VERSION`]: '1.0',
    [`${id}/json`]: JSON.stringify(json),
  });
  const files = {
    ...folder(a, { id: a, created, os: 'linux' }),
    ...folder(b, { id: b, parent: a, created: 'x', config: {} }),
    [name]: config(),
  };
  const model = await open({ ...files, 'manifest.json': list(name, [`${a}/layer.tar`, `${b}/layer.tar`]) });
  expect(model).toMatchObject({ dialect: 'docker-1.10', producer, ...expected });
  expect(model.images[0]?.layers.map(({ v1Id }) => v1Id)).toEqual([a, b]);
  expect(model.legacyProofs.map(({ proof }) => proof)).toEqual(['shape', 'shape']);
  expect(model.references).toContainEqual(
    expect.objectContaining({ from: `${b}/json`, relation: 'parent', path: `${a}/json`, present: true }),
  );
});

test('a manifest.json that cannot be read is judged by its neighbours', async () => {
  const name = `${hex(config())}.json`;
  const model = await open({
    [`${a}/layer.tar`]: 'a',
    [`${a}/VERSION`]: '1.0',
    [`${a}/json`]: `{"id":"${a}"}`,
    [name]: config(),
    'manifest.json': '[{"Config":',
  });
  expect(model).toMatchObject({ dialect: 'docker-1.10', images: [] });
  expect(model.evidence.some(({ supports, path }) => !supports && path === 'manifest.json')).toBe(true);
});

test('paths that lead out or nowhere have no file', async () => {
  const model = await open({
    [`${a}.json`]: '{}',
    'manifest.json': list('../../etc/passwd', ['/abs/layer.tar', `${b}/layer.tar`]),
  });
  const found = model.references.map(({ pointer, path, present }) => [pointer, path, present]);
  expect(found).toEqual([
    ['/0/Config', null, false],
    ['/0/Layers/0', null, false],
    ['/0/Layers/1', `${b}/layer.tar`, false],
  ]);
});

test('Windows: a foreign layer lies under its diff ID, its source names what the vendor has', async () => {
  const foreign = {
    mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    size: 9,
    digest: `sha256:${hex('packed')}`,
    urls: ['https://example.com'],
  };
  const own = { mediaType: 'application/vnd.oci.image.layer.v1.tar', size: 1, digest: `sha256:${b}` };
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${hex(config())}`,
      size: config().length,
    },
    layers: [foreign, own],
  });
  const blobs = Object.fromEntries([config(), manifest, 'a', 'b'].map((text) => [`blobs/sha256/${hex(text)}`, text]));
  const index = {
    schemaVersion: 2,
    manifests: [
      {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest: `sha256:${hex(manifest)}`,
        size: manifest.length,
      },
    ],
  };
  const layers = [`blobs/sha256/${a}`, `blobs/sha256/${b}`];
  const docker = list(`blobs/sha256/${hex(config())}`, layers, {
    LayerSources: { [`sha256:${a}`]: foreign, [`sha256:${b}`]: own },
  });
  const model = await open({
    ...blobs,
    'oci-layout': '{"imageLayoutVersion": "1.0.0"}',
    'index.json': JSON.stringify(index),
    'manifest.json': docker,
  });
  expect(model).toMatchObject({ dialect: 'docker-25', images: [{ entryPoints: ['index.json', 'manifest.json'] }] });
  expect(model.references.filter(({ present, optional }) => !present && !optional)).toEqual([]);
  expect(model.files.filter(({ role }) => role === 'unreferenced' || role === 'foreign')).toEqual([]);
});

test('an index as a dir:, its children and signatures', async () => {
  const type = 'application/vnd.oci.image.';
  const child = JSON.stringify({
    schemaVersion: 2,
    config: { mediaType: `${type}config.v1+json`, digest: `sha256:${hex(config())}`, size: 1 },
    layers: [{ mediaType: `${type}layer.v1.tar`, digest: `sha256:${a}`, size: 1 }],
  });
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: `${type}index.v1+json`,
    manifests: [
      {
        mediaType: `${type}manifest.v1+json`,
        digest: `sha256:${hex(child)}`,
        size: child.length,
        platform: { os: 'linux', architecture: 'arm64' },
      },
    ],
  });
  const model = await open({
    version: 'Directory Transport Version: 1.1\n',
    'manifest.json': index,
    [`${hex(child)}.manifest.json`]: child,
    [hex(config())]: config(),
    [a]: 'a',
    [`${hex(child)}.signature-1`]: 'x',
    'signature-1': 'x',
  });
  expect(model).toMatchObject({
    dialect: 'skopeo-dir',
    images: [
      {
        platform: 'linux/arm64',
        manifestDigest: `sha256:${hex(child)}`,
        entryPoints: ['manifest.json'],
        layers: [{ present: true }],
      },
    ],
  });
  expect(model.files.map(({ role }) => role).sort()).toEqual([
    'artifact-blob',
    'artifact-blob',
    'image-config',
    'image-index',
    'image-manifest',
    'layer',
    'skopeo-version',
  ]);
});

test('a layer that comes twice is read once, under its own name', async () => {
  const name = `${hex(config())}.json`;
  const tar = testTar(
    { name: `${a}/layer.tar`, content: 'layer' },
    { name: `${b}/layer.tar`, flag: '2', target: `../${a}/layer.tar` },
    { name, content: config() },
    { name: 'manifest.json', content: list(name, [`${a}/layer.tar`, `${b}/layer.tar`]) },
  );
  const { model } = await openInput(archive(tar));
  expect(planChecks(model).map(({ path, layer }) => [path, layer])).toEqual(
    [
      [name, null],
      [`${a}/layer.tar`, 'plain'],
      ['manifest.json', null],
    ].sort(),
  );
  expect(model.files.find(({ path }) => path === `${b}/layer.tar`)).toMatchObject({
    size: 5,
    resolvesTo: `${a}/layer.tar`,
    role: 'layer',
  });
});

test('a dump from before 1.10: a missing parent ends the chain, a circle too', async () => {
  const folder = (id: string, parent: string) => ({
    [`${id}/json`]: JSON.stringify({ id, parent, created: 'x', container_config: { Cmd: ['/bin/sh', '-c', 'x y'] } }),
    [`${id}/layer.tar`]: 'x',
  });
  const model = await open({
    ...folder(a, b),
    ...folder(b, a),
    repositories: JSON.stringify({ 'docker.io/library/x': { 1: a } }),
  });
  expect(model).toMatchObject({ dialect: 'docker-1', images: [{ tags: ['x:1'], entryPoints: ['repositories'] }] });
  expect(model.images[0]?.layers.map(({ v1Id, createdBy }) => [v1Id, createdBy])).toEqual([
    [b, '/bin/sh -c x y'],
    [a, '/bin/sh -c x y'],
  ]);
  const lost = await open({ ...folder(a, b), repositories: JSON.stringify({ x: { 1: a } }) });
  expect(lost.references.filter(({ present }) => !present)).toMatchObject([{ relation: 'parent', path: `${b}/json` }]);
});
