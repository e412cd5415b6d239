import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../json/parse-json.ts';
import { computeChainIds } from './chain-id.ts';
import { commandOf, readConfig } from './config.ts';
import { readDescriptor } from './descriptor.ts';
import { readDockerManifest } from './docker-manifest.ts';
import { kindOfDocument } from './document-kind.ts';
import { readIndex } from './image-index.ts';
import { isLegacyV1Shape, readLegacyV1 } from './legacy-v1.ts';
import { readManifest } from './manifest.ts';
import { normalisePlatform, platformText, readPlatform } from './platform.ts';
import { familiarName, splitReference } from './reference-name.ts';
import { readRepositories } from './repositories.ts';

const hello = new URL('../../../tests/fixtures/docker25-hello-world/', import.meta.url);
const fixture = (path: string) => parseJson(path, readFileSync(new URL(path, hello)));
const blob = (digits: string) => fixture(`blobs/sha256/${digits}`);
const manifest = blob('8876a860b8c40b280440ed7678ba677f5a3cb972fddde4198a9a5e159184732f');
const config = blob('d2c94e258dcb3c5ac2798d32e1249e42ef01cba4841c2234249495f87264ac5a');
const legacy = blob('b02b598d5d3b77e7c53873d60cb439e05fa547335b5d1a26b66bf0684657d3a8');
const layer = 'ac28800ec8bb38d5c35b49d45a6ac4777544941199075dff8c4eb63e093aa81e';
const text = (source: string) => parseJson('x', new TextEncoder().encode(source));

describe('the real hello-world dump', () => {
  test('kinds', () => {
    expect(
      [
        manifest,
        config,
        legacy,
        fixture('index.json'),
        fixture('manifest.json'),
        fixture('repositories'),
        fixture('oci-layout'),
      ].map(kindOfDocument),
    ).toEqual(['manifest', 'config', 'legacy-v1', 'index', 'docker-manifest', 'repositories', 'oci-layout']);
  });
  test('manifest and index', () => {
    const { config: named, layers, wrong } = readManifest(manifest);
    expect([named?.size, named?.pointer, layers[0]?.digest, layers[0]?.pointer, wrong]).toEqual([
      581,
      '/config',
      `sha256:${layer}`,
      '/layers/0',
      [],
    ]);
    const [entry] = readIndex(fixture('index.json')).manifests;
    expect([entry?.size, entry?.annotations.get('org.opencontainers.image.ref.name'), entry?.platform]).toEqual([
      398,
      'latest',
      null,
    ]);
  });
  test('config', () => {
    const view = readConfig(config);
    expect([view.os, view.architecture, view.diffIds, commandOf(view.run), view.wrong]).toEqual([
      'linux',
      'amd64',
      [{ value: `sha256:${layer}`, pointer: '/rootfs/diff_ids/0' }],
      ['/hello'],
      [],
    ]);
    expect(view.history?.map(({ emptyLayer }) => emptyLayer)).toEqual([false, true]);
  });
  test('Docker files and the legacy description', () => {
    const [entry] = readDockerManifest(fixture('manifest.json')).entries;
    expect(entry?.layers).toEqual([{ value: `blobs/sha256/${layer}`, pointer: '/0/Layers/0' }]);
    expect(entry?.layerSources[0]?.descriptor.size).toBe(14848);
    expect(readRepositories(fixture('repositories')).entries).toEqual([
      { name: 'hello-world', tag: 'latest', id: layer, pointer: '/hello-world/latest' },
    ]);
    expect(isLegacyV1Shape(legacy)).toBe(true);
    expect(isLegacyV1Shape(config)).toBe(false);
    expect([readLegacyV1(legacy).parent, readLegacyV1(legacy).run.cmd]).toEqual([null, ['/hello']]);
  });
});

test('absent is not wrong, and wrong is named', () => {
  const node = (source: string) => text(source).root ?? undefined;
  expect(readDescriptor(node('{"size":null}'), '/x')).toMatchObject({ size: null, digest: null, wrong: [] });
  expect(readDescriptor(node('{"size":"1","digest":7,"annotations":{"a":1,"b":"x"},"urls":"u"}'), '/x')).toMatchObject({
    size: null,
    digest: null,
    urls: ['u'],
    wrong: ['/x/digest', '/x/size', '/x/annotations/a', '/x/urls'],
  });
  for (const size of ['-1', '1.0', '1e3', '9007199254740993', '-0'])
    expect(readDescriptor(node(`{"size":${size}}`), '/x').wrong).toEqual(['/x/size']);
  expect(readDescriptor(node('[]'), '/x').wrong).toEqual(['/x']);
  expect(readConfig(text('{"config":{"Cmd":"run me"},"rootfs":[]}'))).toMatchObject({
    hasRootfs: false,
    wrong: ['/rootfs', '/config/Cmd'],
  });
  expect(readDescriptor(node('{"annotations":{"__proto__":"x"}}'), '').annotations.get('__proto__')).toBe('x');
});

test('no reader throws on any JSON', () => {
  const keys = fc.constantFrom(
    'config',
    'layers',
    'manifests',
    'rootfs',
    'diff_ids',
    'history',
    'annotations',
    'platform',
    'Layers',
    'id',
    'created',
    '_type',
    'os',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.nat(),
      fc.string(),
      fc.boolean(),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const document = text(JSON.stringify(value));
      const kind = kindOfDocument(document);
      expect(kind).not.toBeNull();
      for (const read of [readManifest, readIndex, readConfig, readDockerManifest, readRepositories, readLegacyV1])
        expect(Array.isArray(read(document).wrong)).toBe(true);
    }),
    { seed: 21, numRuns: 1000 },
  );
});

test.each([
  ['{"manifests":[],"layers":[]}', 'ambiguous'],
  ['{"manifests":[],"fsLayers":[]}', 'ambiguous'],
  ['{"fsLayers":[],"schemaVersion":1}', 'schema1'],
  ['{"_type":"https://in-toto.io/Statement/v0.1"}', 'statement'],
  ['{"payloadType":"x","payload":"eyJ9"}', 'statement'],
  ['{"blobs":[]}', 'manifest'],
  ['{"architecture":"unknown","os":"unknown","config":{},"rootfs":{}}', 'config'],
  ['{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json"}', 'index'],
  ['[]', 'other'],
  ['{}', 'other'],
  ['7', 'other'],
  ['{', null],
])('%s is %s', (source, kind) => expect(kindOfDocument(text(source))).toBe(kind));

test('chain IDs as the worked example', () => {
  const sha = (value: string) => `sha256:${createHash('sha256').update(value).digest('hex')}`;
  const createHasher = () => {
    const hash = createHash('sha256');
    return { update: (bytes: Uint8Array) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
  };
  expect(computeChainIds([sha('a'), sha('b'), sha('c')], createHasher)).toEqual([
    'sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
    'sha256:51c0c8ace48498d6f5fee6b0592cc06f2da0f3cbe09c5a34a97dce85c3889676',
    'sha256:2fce7f8ce91bcf0a1428b36e1024639fdbd9469eea762dba98aa749631885106',
  ]);
});

test('platforms', () => {
  const platform = (os: string, architecture: string, variant: string | null = null) => ({
    os,
    architecture,
    variant,
    osVersion: null,
    osFeatures: [],
  });
  const normal = (...args: Parameters<typeof platform>) => platformText(normalisePlatform(platform(...args)));
  expect([
    normal('linux', 'arm64', 'v8'),
    normal('linux', 'arm'),
    normal('Linux', 'x86_64'),
    normal('macos', 'aarch64'),
    normal('linux', 'arm', '6'),
  ]).toEqual(['linux/arm64', 'linux/arm/v7', 'linux/amd64', 'darwin/arm64', 'linux/arm/v6']);
  expect(readPlatform(text('{"os":1,"os.version":"10.0"}').root ?? undefined)).toMatchObject({
    os: null,
    osVersion: '10.0',
  });
  expect(readPlatform(undefined)).toBeNull();
});

test('names as people type them', () => {
  expect(
    ['docker.io/library/x:1', 'docker.io/user/x', 'quay.io/library/x', 'index.docker.io/library/x@sha256:0', 'x'].map(
      familiarName,
    ),
  ).toEqual(['x:1', 'user/x', 'quay.io/library/x', 'x@sha256:0', 'x']);
  expect(splitReference('host:5000/a/b')).toEqual({ name: 'host:5000/a/b', tag: null, digest: null });
  expect(splitReference('host:5000/a:1@sha256:00')).toEqual({ name: 'host:5000/a', tag: '1', digest: 'sha256:00' });
});
