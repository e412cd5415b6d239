import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../../../tests/support/fixtures.ts';
import { LayoutBuilder, MANIFEST_TYPE, pathOf } from '../testing/layout-builder.ts';
import { archive, memoryFolder, openInput } from '../testing/open-input.ts';
import { testTar } from '../testing/write-tar.ts';
import { planChecks } from './plan-checks.ts';

/** A small seeded generator: a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const small = new Uint8Array(readFileSync(fixturePath('docker26-classic-hello.tar')));
const linked = new Uint8Array(readFileSync(fixturePath('docker20-hello.tar')));

/** Opens, plans, and holds what must be true of any model. */
async function survive(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { model } = await openInput(archive(bytes));
  const paths = model.files.map(({ path }) => path);
  expect(paths).toEqual([...new Set(paths)].sort());
  for (const { size, source } of model.files) expect(size).toBe(source?.size ?? 0);
  for (const { path, present } of model.references) if (present) expect(paths).toContain(path);
  for (const { size, source } of planChecks(model)) expect(size).toBe(source.size);
}

describe.each([
  ['docker26-classic-hello.tar', small],
  ['docker20-hello.tar', linked],
])('%s', (_name, whole) => {
  test('cut off at every block it opens, and says so', { timeout: 20_000 }, async () => {
    for (let end = 0; end < whole.length; end += 512) {
      const bytes = whole.slice(0, end);
      await survive(bytes);
      const { model } = await openInput(archive(bytes));
      const faults = model.archiveFaults.map(({ kind }) => kind);
      if (end > 512 && end < whole.length - 1024)
        expect([end, faults.some((kind) => kind === 'truncated' || kind === 'no-end-mark')]).toEqual([end, true]);
    }
  });

  test('with bytes changed at random', { timeout: 20_000 }, async () => {
    const random = randomFrom(7);
    for (let round = 0; round < 150; round++) {
      const bytes = whole.slice();
      for (let n = random(12); n >= 0; n--) bytes[random(bytes.length)] = random(256);
      await survive(bytes);
    }
  });

  test('packed, and changed or cut off', async () => {
    const random = randomFrom(11);
    const gzip = new Uint8Array(gzipSync(whole));
    for (let round = 0; round < 40; round++) {
      const bytes = gzip.slice(0, round % 2 ? gzip.length : random(gzip.length));
      if (round % 2) bytes[10 + random(bytes.length - 10)] = random(256);
      await survive(bytes);
    }
  });
});

test('JSON with pieces swapped, dropped and doubled at random', { timeout: 20_000 }, async () => {
  const random = randomFrom(23);
  const names = [
    'index.json',
    'manifest.json',
    'repositories',
    'oci-layout',
    'blobs/sha256/8876a860b8c40b280440ed7678ba677f5a3cb972fddde4198a9a5e159184732f',
    'blobs/sha256/d2c94e258dcb3c5ac2798d32e1249e42ef01cba4841c2234249495f87264ac5a',
    'blobs/sha256/b02b598d5d3b77e7c53873d60cb439e05fa547335b5d1a26b66bf0684657d3a8',
  ];
  const texts = names.map((name) => readFileSync(fixturePath(`docker25-hello-world/${name}`), 'utf8'));
  const tokens = texts.join(' ').match(/"[^"]*"|[[\]{},:]|\w+/g) ?? [];
  for (let round = 0; round < 300; round++) {
    const files = Object.fromEntries(
      names.map((name, i) => {
        let text = texts[i] ?? '';
        for (let n = random(3); n > 0; n--) {
          const at = random(text.length);
          const kind = random(3);
          const piece = tokens[random(tokens.length)] ?? '';
          text = text.slice(0, at) + (kind === 0 ? '' : piece) + text.slice(at + (kind === 1 ? 0 : random(20)));
        }
        return [name, text];
      }),
    );
    const { model } = await openInput(memoryFolder(files));
    expect(model.files).toHaveLength(names.length);
    planChecks(model);
  }
});

describe('large and crooked', () => {
  test('names that are keys of every object', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'blobs/sha256/__proto__'];
    const builder = new LayoutBuilder();
    const { files } = builder.index([
      { mediaType: '__proto__', digest: 'constructor', size: 1, annotations: { ['__proto__']: 'x' } },
    ]);
    const entries = [
      ...Object.entries(files).map(([name, content]) => ({ name, content })),
      ...names.map((name) => ({ name })),
    ];
    const { model } = await openInput(archive(testTar(...entries)));
    expect(model.files.map(({ path }) => path)).toEqual(expect.arrayContaining(names));
  });

  test('20,000 names for an index of 20,000 times one manifest', { timeout: 20_000 }, async () => {
    const builder = new LayoutBuilder();
    const image = builder.image(['a']);
    const inner = builder.json(
      { schemaVersion: 2, manifests: Array.from({ length: 20_000 }, () => image) },
      'application/vnd.oci.image.index.v1+json',
    );
    builder.index(
      Array.from({ length: 20_000 }, (_, i) => ({
        ...inner,
        annotations: { 'org.opencontainers.image.ref.name': `t${i}` },
      })),
    );
    const { model } = await openInput(memoryFolder(builder.files));
    expect(model.images).toHaveLength(1);
    expect(model.images[0]?.tags).toHaveLength(20_000);
  });

  test('a manifest of 60,000 layers that are not here', { timeout: 20_000 }, async () => {
    const builder = new LayoutBuilder();
    const layers = Array.from({ length: 60_000 }, (_, i) => ({
      mediaType: 'x',
      digest: `sha256:${i.toString(16).padStart(64, '0')}`,
      size: 1,
    }));
    const manifest = builder.json(
      { schemaVersion: 2, config: builder.json({ rootfs: {} }, 'application/vnd.oci.image.config.v1+json'), layers },
      MANIFEST_TYPE,
    );
    const { model } = await openInput(memoryFolder(builder.index([manifest]).files));
    expect(model.images[0]?.layers).toHaveLength(60_000);
    expect(model.files.find(({ path }) => path === pathOf(manifest.digest))?.role).toBe('image-manifest');
  });

  test(
    '1,000 manifests that share one config of 60,000 diff IDs, and old descriptions beside',
    { timeout: 30_000 },
    async () => {
      const builder = new LayoutBuilder();
      const diff_ids = Array.from({ length: 60_000 }, (_, i) => `sha256:${i.toString(16).padStart(64, '0')}`);
      const config = builder.json(
        { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids } },
        'application/vnd.oci.image.config.v1+json',
      );
      const manifests = Array.from({ length: 1_000 }, (_, i) =>
        builder.json({ schemaVersion: 2, config, layers: [], annotations: { i: String(i) } }, MANIFEST_TYPE),
      );
      for (let i = 0; i < 50; i++) builder.json({ id: i.toString(16).padStart(64, '0'), created: 'x' }, '');
      const { model } = await openInput(memoryFolder(builder.index(manifests).files));
      expect(model.images).toHaveLength(1_000);
      expect(model.legacyProofs.map(({ proof }) => proof)).toEqual(Array.from({ length: 50 }, () => 'shape'));
    },
  );
});
