import { mkdtempSync, mkdirSync, readFileSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { asArchive, asFolder, packed } from '../support/corpus-forms.ts';
import { fixturePath } from '../support/fixtures.ts';
import { expect, test } from './tallyman-page.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'tallyman-e2e-'));
const lone = (name: string, content: string | Uint8Array): string => {
  const path = join(folder(), name);
  writeFileSync(path, content);
  return path;
};

test('the sample: explained, proved, and the report saved', async ({ app }) => {
  await app.start();
  await app.openSample();
  await app.expectVerdict('sound');
  const { report } = await app.exportReport();
  expect(report.dump.dialect).toBe('docker-25');
  expect(report.files.every(({ role }) => role !== 'unreferenced' && role !== 'foreign')).toBe(true);
});

test('the public hello-world without its layer: 7 of 8 files, the old description proved, the layer missing', async ({
  app,
}) => {
  await app.start();
  await app.openFolder(asFolder('docker25-hello-world'));
  await app.expectVerdict('broken');
  const { report } = await app.exportReport();
  expect(report.files).toHaveLength(7);
  expect(report.files.every(({ sha256 }) => sha256 !== null)).toBe(true);
  expect(report.checked.blobs).toEqual([3, 4]);
  const missing = report.findings.find(({ code }) => code === 'blob-missing');
  expect(missing?.path).toMatch(/ac28800e/);
  expect(report.findings.find(({ code }) => code === 'blob-legacy-v1')?.path).toMatch(/b02b598d/);

  await app.page.goto('#/files/blobs/sha256/b02b598d5d3b77e7c53873d60cb439e05fa547335b5d1a26b66bf0684657d3a8');
  await expect(app.page.getByRole('main')).toContainText('df1c22f7c9ab');
  await app.page.goto('#/findings');
  await expect(app.page.getByRole('main')).toContainText(/14,848 B/);
});

for (const tool of ['gzip', 'zstd'] as const) {
  test(`an archive packed with ${tool}`, async ({ app }) => {
    await app.start();
    await app.openArchive(packed('docker26-classic-kitchen.tar', tool));
    await app.expectVerdict('sound');
    const { report } = await app.exportReport();
    expect(report.dump.container).toBe(`tar+${tool === 'gzip' ? 'gzip' : 'zstd'}`);
    expect(report.images[0]?.rootfs?.paths).toBe(31);
  });
}

const strangers: readonly (readonly [name: string, content: string | Uint8Array, says: RegExp])[] = [
  ['archive.zip', new Uint8Array([0x50, 0x4b, 3, 4, ...new Uint8Array(200)]), /zip/i],
  ['dump.tar.xz', new Uint8Array([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, ...new Uint8Array(200)]), /xz/i],
  ['dump.tar.bz2', new TextEncoder().encode('BZh91AY&SY' + 'x'.repeat(200)), /bzip2/i],
  ['dump.7z', new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, ...new Uint8Array(200)]), /7z|7-Zip/i],
  ['manifest.json', '{"schemaVersion":2}', /JSON/],
  ['image.tar', '<!DOCTYPE html><html><body>Sign in</body></html>', /web page|HTML/i],
  ['layer.tar', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', /LFS/],
  ['empty.tar', '', /empty/i],
  ['noise.tar', gzipSync('nothing of use'), /./],
];
test('what is no dump is named, with what to do, and the way on is open', async ({ app }) => {
  await app.start();
  for (const [name, content, says] of strangers) {
    await test.step(name, async () => {
      await app.openArchive(lone(name, content));
      await expect(app.status).toHaveAttribute('data-state', 'failed');
      await app.expectVerdict('unreadable');
      await expect(app.page.getByRole('alert').first()).toContainText(says);
      expect((await app.exportReport()).report.verdict).toBe('unreadable');
      await app.openArchive(asArchive('oci'));
      await expect(app.status).toHaveAttribute('data-state', 'done');
      await app.expectVerdict('sound');
    });
  }
});

test('a dump some folders down, beside litter', async ({ app }) => {
  const top = folder();
  mkdirSync(join(top, 'a/b'), { recursive: true });
  cpSync(fixturePath('oci'), join(top, 'a/b/oci'), { recursive: true });
  writeFileSync(join(top, '.DS_Store'), 'x');
  await app.start();
  await app.openFolder(top);
  await app.expectVerdict('sound');
  expect((await app.exportReport()).report.dump.root).toBe('a/b/oci/');
});

test('a folder without an image says what was found and what was looked for', async ({ app }) => {
  const top = folder();
  writeFileSync(join(top, 'notes.txt'), 'hello');
  await app.start();
  await app.openFolder(top);
  await app.expectVerdict('unreadable');
  await expect(app.page.getByRole('alert').first()).toContainText('index.json');
});

test('a folder that only has names of ours is no dump, and nothing in it tallies', async ({ app }) => {
  const top = folder();
  writeFileSync(join(top, 'manifest.json'), '{"manifest_version":3,"name":"an extension"}');
  writeFileSync(join(top, 'page.html'), '<p>hello</p>');
  await app.start();
  await app.openFolder(top);
  await expect(app.status).toHaveAttribute('data-state', 'failed');
  await app.expectVerdict('unreadable');
  await expect(app.page.getByRole('alert').first()).toContainText('This folder holds no image');
  await expect(app.page.getByRole('alert').first()).toContainText('manifest.json is here, but holds something else.');
});

test('an archive that breaks off before its lists is said to do that', async ({ app }) => {
  const whole = readFileSync(asArchive('docker26-classic-kitchen.tar'));
  await app.start();
  await app.openArchive(lone('half.tar', whole.subarray(0, whole.length / 2)));
  await app.expectVerdict('unreadable');
  const alert = app.page.getByRole('alert').first();
  await expect(alert).toContainText('breaks off before it says what it holds');
  await expect(alert).not.toContainText('holds no image');
});

test('another dump while one is being read: the first is left cleanly', async ({ app }) => {
  await app.start();
  await app.openArchive(asArchive('docker20-multi.tar'));
  await app.openArchive(asArchive('skopeo-oci-archive.tar'));
  await expect(app.page.getByTestId('dump-name')).toHaveAttribute('title', /^skopeo-oci-archive/);
  await app.expectVerdict('sound');
  expect((await app.exportReport()).report.dump.name).toMatch(/^skopeo-oci-archive/);
});

test('a real folder dropped on the window', async ({ app, page }) => {
  await app.start();
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [fixturePath('oci')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
  await app.expectVerdict('sound');
  expect((await app.exportReport()).report.dump.container).toBe('folder');
});
