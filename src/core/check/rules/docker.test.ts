import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, findingsOf } from '../../testing/check-input.ts';
import { helloTar, packedHello } from '../../testing/rare-packings.ts';
import { blobName, hybridOf, sha256, tarOf, type Files } from '../../testing/image-parts.ts';

type Json = Record<string, unknown>;
const a = tarOf({ name: 'a' });
const top = sha256(tarOf({ name: 'hello', content: 'hello' }));
const docker = (change: (entries: Json[]) => unknown, more: Parameters<typeof hybridOf>[0] = {}): Files =>
  hybridOf({ ...more, docker: change });
const text = (content: string): Files => ({ ...hybridOf(), 'manifest.json': content });
const tags = (...repoTags: string[]): Files =>
  docker((entries) => entries.forEach((entry) => (entry['RepoTags'] = repoTags)));
const repositories = (value: unknown): Files => hybridOf({ repositories: value });
const sources = (more: Json, key = top): Files =>
  docker((entries) =>
    entries.forEach(
      (e) =>
        (e['LayerSources'] = {
          [key]: { mediaType: 'application/vnd.oci.image.layer.v1.tar', size: 2048, digest: top, ...more },
        }),
    ),
  );
/** A Docker 1.10 archive: config named by its digest, layers in folders. */
const archive = (more: Files = {}, change: (entry: Json) => unknown = () => undefined): Files => {
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: '2024-01-01T00:00:00Z',
    rootfs: { type: 'layers', diff_ids: [sha256(a)] },
  });
  const id = 'f'.repeat(64);
  const entry: Json = { Config: `${sha256(config).slice(7)}.json`, RepoTags: ['a:1'], Layers: [`${id}/layer.tar`] };
  change(entry);
  return {
    'manifest.json': JSON.stringify([entry]),
    [`${sha256(config).slice(7)}.json`]: config,
    [`${id}/layer.tar`]: a,
    [`${id}/VERSION`]: '1.0',
    [`${id}/json`]: JSON.stringify({ id }),
    ...more,
  };
};
const v1 = (parent?: string): Files => ({
  repositories: JSON.stringify({ a: { 1: 'b'.repeat(64) } }),
  [`${'b'.repeat(64)}/json`]: JSON.stringify({ id: 'b'.repeat(64), parent }),
  [`${'b'.repeat(64)}/layer.tar`]: a,
  [`${'b'.repeat(64)}/VERSION`]: '1.0',
  [`${'c'.repeat(64)}/json`]: JSON.stringify({ id: 'c'.repeat(64) }),
  [`${'c'.repeat(64)}/layer.tar`]: a,
});
const configName = (): string =>
  Object.keys(archive()).find((path) => path.endsWith('.json') && path !== 'manifest.json') ?? '';

const cases: readonly (readonly [code: string, positive: Files, negative: Files])[] = [
  ['docker-manifest-invalid', text('[]'), hybridOf()],
  [
    'docker-manifest-invalid',
    docker((entries) => entries.forEach((e) => delete e['Config'])),
    docker((entries) => entries.forEach((e) => (e['Parent'] = null))),
  ],
  ['docker-manifest-many', docker((entries) => entries.push({ ...entries[0], RepoTags: ['b:1'] })), hybridOf()],
  ['docker-file-missing', archive({}, (e) => (e['Layers'] = ['x/layer.tar'])), archive()],
  [
    'docker-path-escapes',
    archive({}, (e) => (e['Layers'] = ['../layer.tar'])),
    archive({}, (e) => (e['Layers'] = [`./${'f'.repeat(64)}/layer.tar`])),
  ],
  ['docker-path-escapes', archive({}, (e) => (e['Config'] = '/etc/passwd')), archive()],
  ['docker-path-unclean', archive({}, (e) => (e['Layers'] = [`./${'f'.repeat(64)}/layer.tar`])), archive()],
  [
    'docker-path-unclean',
    archive({}, (e) => (e['Layers'] = [`x/../${'f'.repeat(64)}//layer.tar`])),
    archive({}, (e) => (e['Layers'] = ['../layer.tar'])),
  ],
  ['docker-config-name-mismatch', archive({ [configName()]: `${String(archive()[configName()])} ` }), archive()],
  ['repo-tag-malformed', tags('a'), tags('a:1')],
  [
    'repo-tag-malformed',
    docker((entries) => entries.forEach((e) => (e['RepoTags'] = ['a:1', null]))),
    docker((entries) => entries.forEach((e) => (e['RepoTags'] = null))),
  ],
  ['repo-tag-malformed', tags('A:1'), tags('localhost:5000/a/b_c--d:1.0-x')],
  ['repo-tag-malformed', tags(`a@${top}`), tags('Registry.example.com/a:1')],
  ['repo-tag-duplicate', docker((entries) => entries.push({ ...entries[0] })), tags('a:1', 'a:1')],
  ['repositories-disagrees', repositories({ a: { 1: 'a'.repeat(64) } }), repositories({ a: { 1: top.slice(7) } })],
  ['repositories-disagrees', repositories({ b: { 1: top.slice(7) } }), repositories({ a: { 1: top.slice(7) } })],
  ['repositories-disagrees', repositories({ a: 1 }), repositories({ 'docker.io/library/a': { 1: top.slice(7) } })],
  ['layer-sources-mismatch', sources({ size: 1 }), sources({})],
  ['layer-sources-mismatch', sources({}, sha256('x')), sources({})],
  ['layer-sources-mismatch', sources({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }), sources({})],
  ['docker-oci-disagree', docker((entries) => entries.forEach((e) => (e['RepoTags'] = ['b:1']))), hybridOf()],
  ['docker-oci-disagree', docker((entries) => entries.forEach((e) => (e['Layers'] = []))), hybridOf()],
  [
    'docker-layer-path-reused',
    docker((entries) => entries.forEach((e) => (e['Layers'] = [blobName(sha256(a)), blobName(sha256(a))])), {
      layers: [a, tarOf({ name: 'b' })],
    }),
    docker(() => undefined, { layers: [a, a] }),
  ],
  ['v1-parent-broken', v1('d'.repeat(64)), v1('c'.repeat(64))],
  ['v1-parent-broken', v1('b'.repeat(64)), v1()],
  ['legacy-v1-only', v1(), archive()],
];

describe.each(cases)('%s', (code, positive, negative) => {
  test('fires', async () => expect(codesOf(await findingsOf(positive))).toContain(code));
  test('and does not for nearly the same', async () => expect(codesOf(await findingsOf(negative))).not.toContain(code));
});

test('a Docker archive of the old kind has no findings at all', async () =>
  expect(codesOf(await findingsOf(archive()))).toEqual([]));

test('the version file of a dir: copy', async () => {
  const dir = (version: string): Files => ({
    version,
    'manifest.json': JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256('{}'), size: 2 },
      layers: [],
    }),
    [sha256('{}').slice(7)]: '{}',
  });
  expect(codesOf(await findingsOf(dir('Directory Transport Version: 1.1\n')))).not.toContain('dir-version-unknown');
  expect(codesOf(await findingsOf(dir('Directory Transport Version: 1.2\n')))).toContain('dir-version-unknown');
});

describe('a layer in an archive that is named by its diff ID', () => {
  const named = (stored: Uint8Array<ArrayBuffer>, diffId: string): Files => {
    const config = JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: [diffId] },
    });
    const [configPath, path] = [`${sha256(config).slice(7)}.json`, `${diffId.slice(7)}.tar`];
    return {
      'manifest.json': JSON.stringify([{ Config: configPath, RepoTags: ['a:1'], Layers: [path] }]),
      [configPath]: config,
      [path]: stored,
    };
  };
  const codes = async (stored: Uint8Array<ArrayBuffer>, of = helloTar) =>
    codesOf(await findingsOf(named(stored, sha256(of))));

  test('may be packed: Docker and skopeo go by the diff ID', async () => {
    expect(await codes(helloTar)).toEqual([]);
    expect(await codes(Uint8Array.from(gzipSync(helloTar)))).toEqual([]);
    expect(await codes(packedHello.xz)).toEqual(['layer-not-unpacked']);
  });

  test('and is not the one that is named, packed or not', async () => {
    expect(await codes(a)).toEqual(['blob-digest-mismatch', 'diff-id-mismatch']);
    expect(await codes(Uint8Array.from(gzipSync(a)))).toEqual(['blob-digest-mismatch', 'diff-id-mismatch']);
  });
});

test('LayerSources by the digests of packed layers, as regctl writes them, contradict nothing', async () => {
  const packed = Uint8Array.from(gzipSync(helloTar));
  const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const source = { mediaType: layerType, size: packed.length, digest: sha256(packed) };
  const files = (key: string): Files =>
    hybridOf({
      layers: [packed],
      layerType,
      config: (config) => (config['rootfs'] = { type: 'layers', diff_ids: [sha256(helloTar)] }),
      docker: (entries) => entries.forEach((e) => (e['LayerSources'] = { [key]: source })),
    });
  expect(codesOf(await findingsOf(files(source.digest)))).not.toContain('layer-sources-mismatch');
  expect(codesOf(await findingsOf(files(sha256('other'))))).toContain('layer-sources-mismatch');
});
