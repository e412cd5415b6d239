import { cpSync, mkdtempSync, readdirSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asArchive } from '../support/corpus-forms.ts';
import { fixturePath } from '../support/fixtures.ts';
import { expect, test } from './tallyman-page.ts';

test('the same dump again shows its results at once and says so', async ({ app, page }) => {
  await app.start();
  await app.openArchive(asArchive('docker26-classic-kitchen.tar'));
  await app.expectVerdict('sound');
  const first = await app.exportReport();
  await page.reload();
  await expect(page.getByText('docker26-classic-kitchen').first()).toBeVisible(); // the list of recent dumps
  await app.openArchive(asArchive('docker26-classic-kitchen.tar'));
  await app.expectVerdict('sound');
  await expect(page.getByText(/checked .*unchanged since/i).first()).toBeVisible();
  const second = await app.exportReport();
  expect({ ...second.report, took: null }).toEqual({ ...first.report, took: null });
});

test('a file that changed since is read again', async ({ app, page }) => {
  const copy = join(mkdtempSync(join(tmpdir(), 'tallyman-keep-')), 'dump');
  cpSync(fixturePath('oci'), copy, { recursive: true });
  await app.start();
  await app.openFolder(copy);
  await app.expectVerdict('sound');
  const blobs = join(copy, 'blobs/sha256');
  const layer = readdirSync(blobs).find(
    (name) => readFileSync(join(blobs, name))[0] === 0x1f && statSync(join(blobs, name)).size > 100,
  );
  const bytes = readFileSync(join(blobs, layer ?? ''));
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  writeFileSync(join(blobs, layer ?? ''), bytes);
  await page.reload();
  await app.openFolder(copy);
  await app.expectVerdict('broken');
  expect((await app.exportReport()).report.findings.map(({ code }) => code)).toContain('blob-digest-mismatch');
});

test('a private window without storage: said, and the work goes on', async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await app.start();
  await expect(page.getByText(/keeps nothing/)).toBeVisible();
  await app.openSample();
  await app.expectVerdict('sound');
});
