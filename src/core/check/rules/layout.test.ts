import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { DumpErrorInfo } from '../../errors.ts';
import { archive, openInput } from '../../testing/open-input.ts';
import { codesOf, findingsOf } from '../../testing/check-input.ts';
import { blobName, hybridOf, layoutOf, sha256, tarOf, type Files } from '../../testing/image-parts.ts';
import { testEntry, END_MARK, bytesOf } from '../../testing/write-tar.ts';
import { checkDump } from '../check-dump.ts';

const marker = (text: string) => layoutOf({ files: (files) => (files['oci-layout'] = text) });
const without = (files: Files, path: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
const prefixed = (files: Files, prefix: string): Files =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [prefix + name, content]));

test('a sound layout has one note: Docker cannot load it', async () => {
  expect(codesOf(await findingsOf(layoutOf()))).toEqual(['docker-manifest-missing']);
  expect(codesOf(await findingsOf(hybridOf()))).toEqual([]);
});

/** Code, a dump that has it, and nearly the same dump that has not. */
const cases: readonly (readonly [code: string, positive: Files, negative: Files])[] = [
  ['nothing-recognised', { 'readme.txt': 'x' }, { 'index.json': '{"manifests":[]}' }],
  // Names of ours on files of another trade, as in the folder of a browser extension.
  ['nothing-recognised', { 'manifest.json': '{"manifest_version":3}', 'page.html': 'x' }, hybridOf()],
  ['nothing-recognised', { 'index.json': '{"name":"x"}' }, { 'oci-layout': '{"imageLayoutVersion":"1.0.0"}' }],
  ['nothing-recognised', { repositories: 'x' }, { 'manifest.json': '[]' }],
  ['wrapped-folder', prefixed(layoutOf(), 'deep/'), layoutOf()],
  ['layout-marker-missing', without(layoutOf(), 'oci-layout'), layoutOf()],
  ['layout-marker-invalid', marker('{"imageLayoutVersion":1}'), marker('{"imageLayoutVersion":"1.0.0","x":1}')],
  ['layout-marker-invalid', marker('{}'), marker('{"imageLayoutVersion": "1.0.0"}')],
  ['layout-marker-invalid', marker('[]'), layoutOf()],
  ['layout-version-unknown', marker('{"imageLayoutVersion":"1.1.0"}'), layoutOf()],
  ['index-missing', without(hybridOf(), 'index.json'), without(without(hybridOf(), 'index.json'), 'oci-layout')],
  ['index-empty', layoutOf({ index: (index) => (index.manifests = []) }), layoutOf()],
  [
    'index-entries-unnamed',
    layoutOf({ index: ({ manifests }) => manifests.push({ ...manifests[0], annotations: {} }) }),
    layoutOf({
      index: ({ manifests }) =>
        manifests.push({ ...manifests[0], annotations: { 'io.containerd.image.name': 'docker.io/library/b:1' } }),
    }),
  ],
  [
    'blobs-dir-missing',
    { 'oci-layout': '{"imageLayoutVersion":"1.0.0"}', 'index.json': '{"schemaVersion":2,"manifests":[]}' },
    layoutOf(),
  ],
  ['docker-manifest-missing', layoutOf(), hybridOf()],
  ['stray-file', { ...hybridOf(), 'notes.txt': 'x' }, hybridOf()],
  ['stray-file', { ...hybridOf(), 'blobs/sha256/.DS_Store': 'x' }, { ...hybridOf(), 'blobs/sha256/notes': 'x' }],
  ['blob-name-invalid', { ...hybridOf(), 'blobs/sha256/notes': 'x' }, { ...hybridOf(), 'blobs/sha256/.DS_Store': 'x' }],
];

describe.each(cases)('%s', (code, positive, negative) => {
  test('fires', async () => expect(codesOf(await findingsOf(positive))).toContain(code));
  test('and does not for nearly the same', async () => expect(codesOf(await findingsOf(negative))).not.toContain(code));
});

const codesOfArchive = async (...parts: string[]): Promise<string[]> => {
  const { model, documents } = await openInput(archive(bytesOf(parts.join(''))));
  return codesOf(checkDump({ model, documents, checks: new Map() }));
};
const index = testEntry({ name: 'index.json', content: '{"schemaVersion":2,"manifests":[]}' });
const oci = testEntry({ name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' });

describe('archives', () => {
  test('a sound one has none of the archive findings', async () => {
    expect((await codesOfArchive(oci, index, END_MARK)).filter((code) => code.startsWith('archive'))).toEqual([]);
  });
  test('archive-duplicate-entry', async () =>
    expect(await codesOfArchive(oci, index, index, END_MARK)).toContain('archive-duplicate-entry'));
  test('archive-entry-escapes', async () =>
    expect(await codesOfArchive(oci, index, testEntry({ name: '../x' }), END_MARK)).toContain('archive-entry-escapes'));
  test('archive-no-end-mark', async () => expect(await codesOfArchive(oci, index)).toContain('archive-no-end-mark'));
  test('archive-truncated', async () => {
    const big = testEntry({ name: 'blobs/sha256/x', content: 'y'.repeat(2000) });
    expect(await codesOfArchive(oci, index, big.slice(0, 1024))).toContain('archive-truncated');
  });
  test('entry-point-not-file', async () => {
    const link = testEntry({ name: 'oci-layout', flag: '2', target: 'real' });
    expect(
      await codesOfArchive(
        testEntry({ name: 'real', content: '{"imageLayoutVersion":"1.0.0"}' }),
        link,
        index,
        END_MARK,
      ),
    ).toContain('entry-point-not-file');
  });
  test.each([
    ['to another layer', '../b/layer.tar', false],
    ['from the root', '/b/layer.tar', true],
    ['to a file that is no layer', '../real.tar', true],
  ])('a layer that is a link %s', async (_, target, isFound) => {
    const image = { Config: 'config.json', RepoTags: ['a:1'], Layers: ['a/layer.tar', 'b/layer.tar'] };
    const codes = await codesOfArchive(
      testEntry({ name: 'manifest.json', content: JSON.stringify([image]) }),
      testEntry({ name: 'config.json', content: '{"os":"linux","rootfs":{"type":"layers","diff_ids":["x","x"]}}' }),
      testEntry({ name: 'b/layer.tar', content: END_MARK }),
      testEntry({ name: 'real.tar', content: END_MARK }),
      testEntry({ name: 'a/layer.tar', flag: '2', target }),
      END_MARK,
    );
    expect(codes.includes('entry-point-not-file')).toBe(isFound);
  });
  test('a folder in place of a blob is no other letter case of it', async () => {
    const layer = blobName(sha256(tarOf({ name: 'hello', content: 'hello' })));
    const parts = Object.entries(layoutOf()).map(([name, content]) =>
      name === layer
        ? testEntry({ name: `${name}/`, flag: '5' })
        : testEntry({ name, content: Buffer.from(content).toString('latin1') }),
    );
    const codes = await codesOfArchive(...parts, END_MARK);
    expect(codes).toContain('blob-missing');
    expect(codes).not.toContain('name-case-differs');
  });
});

/** A frame of one block that is not packed. @see RFC 8878, 3.1.1 */
const zstdFrame = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const header = Buffer.alloc(12);
  header.writeUInt32BE(0x28b52ffd, 0);
  header.writeUInt8(0xa0, 4); // one segment, its size in four bytes
  header.writeUInt32LE(bytes.length, 5);
  header.writeUIntLE(bytes.length * 8 + 1, 9, 3); // the last block, raw
  return Uint8Array.from([...header, ...bytes]);
};

describe.each([
  ['gzip', (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes))],
  ['zstd', zstdFrame],
] as const)('an archive packed with %s', (kind, pack) => {
  const whole = bytesOf(oci + index + END_MARK);
  const trailing = async (...parts: BlobPart[]) => {
    const { model, documents } = await openInput(archive(...parts));
    const findings = checkDump({ model, documents, checks: new Map() });
    return findings.filter(({ code }) => code === 'archive-trailing-data');
  };
  const found = (bytes: number) => [
    { code: 'archive-trailing-data', severity: 'warning', path: null, args: { kind, bytes } },
  ];
  test('may have further parts behind the first', async () => {
    expect(await trailing(pack(whole))).toEqual([]);
    expect(await trailing(pack(whole.subarray(0, 700)), pack(whole.subarray(700)))).toEqual([]);
  });
  test('and nothing else: skopeo refuses it, even when it is zeros', async () => {
    expect(await trailing(pack(whole), 'garbage')).toEqual(found(7));
    expect(await trailing(pack(whole), new Uint8Array(512))).toEqual(found(512));
  });
});

/** index.json → index → … → image, with this many indexes in between. */
const nested = (depth: number): Files => {
  const files = layoutOf();
  for (let i = 0; i < depth; i += 1) {
    const inner = String(files['index.json']);
    files[blobName(sha256(inner))] = inner;
    const entry = {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      digest: sha256(inner),
      size: inner.length,
      annotations: { 'org.opencontainers.image.ref.name': 'a' },
    };
    files['index.json'] = JSON.stringify({ schemaVersion: 2, manifests: [entry] });
  }
  return files;
};

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [3, 2],
])('with %i indexes below index.json, %i of them lead to a further one, which skopeo refuses', async (depth, notes) => {
  const found = (await findingsOf(nested(depth))).filter(({ code }) => code.startsWith('index-'));
  expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
    Array.from({ length: notes }, () => 'note index-nested-deep'),
  );
});

test('a file that cannot be read is an error, one that was given up a note', async () => {
  const { model, documents } = await openInput(archive(bytesOf(oci + index + END_MARK)));
  const check = (error: Parameters<typeof checksOf>[0]) => checkDump({ model, documents, checks: checksOf(error) });
  expect(check({ code: 'file-unreadable', data: { path: 'index.json', reason: 'gone' } })).toContainEqual(
    expect.objectContaining({ code: 'file-unreadable', severity: 'error', path: 'index.json' }),
  );
  expect(check({ code: 'worker-died', data: { path: 'index.json' } })).toContainEqual(
    expect.objectContaining({ code: 'file-not-checked', severity: 'note' }),
  );
});

const checksOf = (error: DumpErrorInfo) =>
  new Map([['index.json', { path: 'index.json', size: 0, digests: {}, layer: null, error }]]);
