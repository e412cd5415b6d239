import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesOf, findingsOf } from '../../testing/check-input.ts';
import { helloTar, packedHello } from '../../testing/rare-packings.ts';
import { layoutOf, sha256, tarOf, type Files } from '../../testing/image-parts.ts';
import { bytesOf, END_MARK, longName, testEntry, type TestEntry } from '../../testing/write-tar.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const image = (...layers: Bytes[]): Files => layoutOf({ layers });
const entries = (...list: (TestEntry | string)[]): Files => image(tarOf(...list));
const raw = (text: string): Files => image(bytesOf(text));
const gzipped = (bytes: Bytes, change: (packed: Bytes) => Bytes = (packed) => packed): Files => {
  const packed = change(Uint8Array.from(gzipSync(bytes)));
  return layoutOf({
    layers: [packed],
    layerType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    config: (c) => (c['rootfs'] = { type: 'layers', diff_ids: [sha256(bytes)] }),
  });
};
const file = testEntry({ name: 'a', content: 'hello' });
const tar = tarOf({ name: 'a', content: 'hello' });
const packed = (kind: keyof typeof packedHello, layerType?: string, ...above: Bytes[]): Files =>
  layoutOf({
    layers: [packedHello[kind], ...above],
    layerType: layerType ?? `application/vnd.oci.image.layer.v1.tar+${kind}`,
    config: (c) => (c['rootfs'] = { type: 'layers', diff_ids: [helloTar, ...above].map(sha256) }),
  });
const link = (name: string, target: string): TestEntry => ({ name, flag: '1', target });

const cases: readonly (readonly [code: string, positive: Files, negative: Files])[] = [
  ['layer-truncated', raw(file.slice(0, 514)), raw(file + END_MARK)],
  ['layer-truncated', gzipped(tar, (packed) => packed.slice(0, -9)), gzipped(tar)],
  [
    'layer-corrupt',
    gzipped(tar, (packed) => {
      packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 1;
      return packed;
    }),
    gzipped(tar),
  ],
  ['layer-corrupt', raw('this is no tar'.repeat(100)), raw('')],
  [
    'layer-trailing-data',
    gzipped(tar, (packed) => Uint8Array.from([...packed, 1, 2, 3])),
    gzipped(tar, (packed) => Uint8Array.from([...packed, 0, 0, 0])),
  ],
  ['layer-trailing-data', raw(`${file}${END_MARK}junk${'x'.repeat(508)}`), raw(file + END_MARK + END_MARK)],
  ['layer-not-unpacked', packed('xz'), gzipped(helloTar)],
  ['layer-not-unpacked', packed('bzip2'), raw(`BZh91${'x'.repeat(600)}`)],
  ['layer-no-end-mark', raw(file), raw(file + END_MARK)],
  ['layer-no-end-mark', raw(file.slice(0, 600)), raw(file + END_MARK)],
  ['entry-path-escapes', entries({ name: '../a' }), entries({ name: 'b/../a' })],
  ['entry-path-escapes', entries({ name: 'a/../../b' }), entries({ name: '/a' })],
  ['entry-name-too-long', entries(longName('n'.repeat(256)) + testEntry({ name: 'n' })), entries({ name: 'n' })],
  [
    'entry-name-too-long',
    entries(longName('n/'.repeat(2048)) + testEntry({ name: 'n' })),
    entries(longName(`./${'n/'.repeat(2046)}nn`) + testEntry({ name: 'n' })),
  ],
  [
    'entry-name-too-long',
    entries(longName(`d/${'n'.repeat(256)}/x`) + testEntry({ name: 'n' })),
    entries(longName(`${'d'.repeat(255)}/${'n'.repeat(255)}`) + testEntry({ name: 'n' })),
  ],
  ['root-not-directory', entries({ name: '.' }), entries({ name: './', flag: '5' })],
  ['root-not-directory', entries({ name: '' }), entries({ name: 'a' })],
  ['entry-duplicate', entries({ name: 'a' }, { name: './a' }), entries({ name: 'a' }, { name: 'b/a' })],
  [
    'entry-duplicate',
    entries({ name: 'a/', flag: '5' }, { name: 'a', flag: '5' }),
    entries({ name: 'a/', flag: '5' }, { name: 'a/b' }),
  ],
  ['entry-name-not-utf8', entries({ name: 'a\xff' }), entries({ name: 'a\xc3\xbc' })],
  [
    'entry-device',
    entries({ name: 'a', flag: '3', patch: [{ at: 329, text: '0000001\0' }] }),
    entries({ name: 'a', flag: '6' }),
  ],
  [
    'entry-overlay-whiteout',
    entries({ name: 'a', flag: '3' }),
    entries({ name: 'a', flag: '3', patch: [{ at: 329, text: '0000001\0' }] }),
  ],
  ['hardlink-target-missing', entries(link('b', 'a')), entries({ name: 'a' }, link('b', 'a'))],
  [
    'hardlink-target-missing',
    image(tarOf({ name: 'a' }), tarOf({ name: '.wh.a' }, link('b', '.wh.a'))),
    image(tarOf({ name: 'a' }), tarOf({ name: '.wh.b', flag: '1', target: 'gone' })),
  ],
  ['hardlink-target-missing', entries(link('b', 'a'), { name: 'a' }), entries({ name: 'a' }, link('b', './a'))],
  [
    'hardlink-target-missing',
    image(tarOf({ name: 'a' }), tarOf({ name: '.wh.a' }), tarOf(link('b', 'a'))),
    image(tarOf({ name: 'a' }), tarOf({ name: 'c' }), tarOf(link('b', 'a'))),
  ],
  [
    'hardlink-target-missing',
    image(tarOf({ name: 'd/a' }), tarOf({ name: 'd/.wh..wh..opq' }), tarOf(link('b', 'd/a'))),
    image(tarOf({ name: 'd/a' }), tarOf(link('b', 'd/a'))),
  ],
  ['hardlink-target-escapes', entries(link('b', '../a')), entries({ name: 'a' }, link('b', '/a'))],
  [
    'hardlink-across-layers',
    image(tarOf({ name: 'a' }), tarOf(link('b', 'a'))),
    image(tarOf({ name: 'a' }), tarOf({ name: 'a' }, link('b', 'a'))),
  ],
  // Engines unpack in order: a mark behind the link comes too late to take its target away.
  [
    'hardlink-target-missing',
    image(tarOf({ name: 'a' }), tarOf({ name: '.wh.a' }, link('b', 'a'))),
    image(tarOf({ name: 'a' }), tarOf(link('b', 'a'), { name: '.wh.a' })),
  ],
  [
    'hardlink-target-missing',
    image(tarOf({ name: 'd/a' }), tarOf({ name: 'd/.wh..wh..opq' }, link('b', 'd/a'))),
    image(tarOf({ name: 'd/a' }), tarOf(link('b', 'd/a'), { name: 'd/.wh..wh..opq' })),
  ],
  [
    'hardlink-target-escapes',
    entries({ name: 'd/', flag: '5' }, link('b', 'd')),
    entries({ name: 'd' }, link('b', 'd')),
  ],
  ['parent-not-directory', entries({ name: 'z' }, { name: 'z/a/b' }), entries({ name: 'z/a' }, { name: 'z' })],
  [
    'parent-not-directory',
    image(tarOf({ name: 'z' }), tarOf({ name: 'c' }), tarOf({ name: 'z/a' })),
    image(tarOf({ name: 'z' }), tarOf({ name: '.wh.z' }), tarOf({ name: 'z/a' })),
  ],
  [
    'parent-not-directory',
    image(tarOf({ name: 'd/z' }), tarOf({ name: 'd/z/a/b' })),
    image(tarOf({ name: 'd/z' }), tarOf({ name: 'd/z/', flag: '5' }, { name: 'd/z/a/b' })),
  ],
  [
    'parent-not-directory',
    image(tarOf({ name: 'z' }), tarOf({ name: './/z/./a' })),
    image(tarOf({ name: 'y' }, { name: 'z', flag: '2', target: 'y' }), tarOf({ name: 'z/a' })),
  ],
  [
    'parent-not-directory',
    image(tarOf({ name: 'z' }), tarOf({ name: 'z/a' })),
    image(tarOf({ name: 'z' }), tarOf({ name: 'z/.wh.a' })),
  ],
  [
    'secret-deleted-later',
    image(tarOf({ name: 'root/.ssh/id_rsa', content: 'x' }), tarOf({ name: 'root/.ssh/.wh.id_rsa' })),
    image(tarOf({ name: 'root/.ssh/id_rsa', content: 'x' }), tarOf({ name: 'root/.ssh/.wh.known_hosts' })),
  ],
  [
    'secret-deleted-later',
    image(tarOf({ name: './root/.ssh/id_rsa', content: 'x' }), tarOf({ name: 'a' }), tarOf({ name: 'root/.wh..ssh' })),
    image(tarOf({ name: 'root/.ssh/id_rsa.pub', content: 'x' }), tarOf({ name: 'root/.wh..ssh' })),
  ],
  [
    'secret-deleted-later',
    image(tarOf({ name: 'app/.env', content: 'A=1' }), tarOf({ name: 'app/.wh..wh..opq' })),
    image(tarOf({ name: 'app/.env' }), tarOf({ name: 'app/.wh..wh..opq' })),
  ],
  ['whiteout-invalid', entries({ name: 'd/.wh.' }), entries({ name: 'd/.wh.x' })],
  ['whiteout-invalid', entries({ name: 'd/.wh...' }), entries({ name: 'd/.wh....' })],
  [
    'whiteout-after-entry',
    entries({ name: 'd/a' }, { name: 'd/.wh.a' }),
    entries({ name: 'd/.wh.a' }, { name: 'd/a' }),
  ],
];

describe.each(cases)('%s', (code, positive, negative) => {
  test('fires', async () => expect(codesOf(await findingsOf(positive))).toContain(code));
  test('and does not for nearly the same', async () => expect(codesOf(await findingsOf(negative))).not.toContain(code));
});

test('an entry is named with its layer, counted from 1, and its file', async () => {
  const found = await findingsOf(image(tarOf({ name: 'a' }), tarOf({ name: 'x' }, { name: '../evil' })));
  const finding = found.find(({ code }) => code === 'entry-path-escapes');
  expect(finding).toMatchObject({ severity: 'error', entry: '../evil', args: { index: 2, path: '../evil' } });
  expect(finding?.path).toMatch(/^blobs\/sha256\//);
});

test('a hard link through a symlinked folder is not judged', async () => {
  const files = image(
    tarOf({ name: 'lib', flag: '2', target: 'usr/lib' }, { name: 'usr/lib/a' }),
    tarOf(link('b', 'lib/a')),
  );
  expect(codesOf(await findingsOf(files))).not.toContain('hardlink-target-missing');
});

test('a layer that grows more than two hundred times, above 100 MiB, is named', async () => {
  const big = bytesOf(testEntry({ name: 'zeros', size: 101 * 2 ** 20 }).slice(0, 512));
  const bytes = new Uint8Array(512 + 101 * 2 ** 20 + 1024);
  bytes.set(big);
  const found = (await findingsOf(gzipped(bytes))).find(({ code }) => code === 'decompression-ratio-extreme');
  expect(found).toMatchObject({ severity: 'warning', args: { index: 1, size: bytes.length } });
});

const encrypted = (annotations: Record<string, string>): Files =>
  layoutOf({
    manifest: ({ layers }) =>
      layers.forEach((l) =>
        Object.assign(l, { mediaType: 'application/vnd.oci.image.layer.v1.tar+encrypted', annotations }),
      ),
  });

test('an encrypted layer is a note with its keys, an error without', async () => {
  const severityOf = async (annotations: Record<string, string>) =>
    (await findingsOf(encrypted(annotations))).find(({ code }) => code === 'layer-encrypted')?.severity;
  const keys = { 'org.opencontainers.image.enc.keys.jwe': 'x', 'org.opencontainers.image.enc.pubopts': 'y' };
  expect(await severityOf(keys)).toBe('note');
  expect(await severityOf({ 'org.opencontainers.image.enc.keys.jwe': 'x' })).toBe('error');
});

describe.each(['xz', 'bzip2'] as const)('a layer packed with %s', (kind) => {
  test('is no damage: its contents and its diff ID are not counted, and no more is said', async () => {
    const findings = (await findingsOf(packed(kind))).filter(({ code }) => code !== 'docker-manifest-missing');
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['media-type-unknown', 'note'],
      ['layer-not-unpacked', 'note'],
    ]);
    expect(findings[1]?.args).toEqual({ index: 1, kind });
  });

  test('is told where it is announced as packed otherwise', async () => {
    const found = await findingsOf(packed(kind, 'application/vnd.oci.image.layer.v1.tar+gzip'));
    expect(found.find(({ code }) => code === 'media-type-compression-mismatch')?.args).toMatchObject({ found: kind });
  });

  test('may hold what a layer above links to', async () => {
    const above = tarOf(link('b', 'hello'), { name: 'hello/x' });
    const codes = codesOf(await findingsOf(packed(kind, undefined, above)));
    expect(codes).not.toContain('hardlink-target-missing');
  });
});

test('what no engine unpacks is named as no tar and no known packing', async () => {
  const lz4 = bytesOf(`\x04\x22\x4d\x18${'x'.repeat(600)}`);
  const found = (await findingsOf(image(lz4))).find(({ code }) => code === 'layer-corrupt');
  expect(found?.args).toMatchObject({
    offset: 0,
    reason: 'it is no tar, and not packed with gzip, zstd, bzip2 or xz either',
  });
});

test('an empty layer is sound', async () => {
  const found = codesOf(await findingsOf(raw(END_MARK)));
  expect(found.filter((code) => code.startsWith('layer-'))).toEqual([]);
});
