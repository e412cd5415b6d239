/** Screens at their limits: names that deceive, ten thousand findings, windows of a few lines. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testTar } from '../../src/core/testing/write-tar.ts';
import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './tallyman-page.ts';

const OVERRIDE = '\u202e';

/** An image layout whose index names manifests that are not there. */
function layoutWithout(names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-hard-'));
  const manifests = names.map((name, i) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: `sha256:${i.toString(16).padStart(64, '0')}`,
    size: 500,
    annotations: { 'org.opencontainers.image.ref.name': name },
  }));
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  return folder;
}

/** An image of so many small layers, in the form of Docker's archives. */
function layersOf(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-hard-'));
  const layers = Array.from({ length: count }, (_, i) => `${i}.tar`);
  const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } };
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify([{ Config: 'c.json', RepoTags: ['a:1'], Layers: layers }]),
  );
  writeFileSync(join(folder, 'c.json'), JSON.stringify(config));
  for (const layer of layers) writeFileSync(join(folder, layer), testTar({ name: `of-${layer}`, content: layer }));
  return folder;
}

test('a tag cannot turn the sentences about it round', async ({ app, page }) => {
  await app.start();
  await app.openFolder(layoutWithout([`odd${OVERRIDE}gnp`]));
  await app.verdict();
  for (const view of ['overview', 'files', 'map', 'findings']) {
    await page.goto(`#/${view}`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
    if (view === 'map') await expect(page.getByText('odd⟨U+202E⟩gnp').first()).toBeVisible();
    expect(await page.locator('body').innerText(), view).not.toContain(OVERRIDE);
  }
});

test('a map of ten thousand arrows is drawn, and can be walked', async ({ app, page }) => {
  await app.start();
  await app.openFolder(layoutWithout(Array.from({ length: 10_000 }, (_, i) => `tag-${i}`)));
  await app.verdict();
  await page.goto('#/map');
  await page.locator('[data-node]').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-node][aria-pressed="true"]')).toBeFocused();
});

test('the bar of two hundred layers fits a phone', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.start();
  await app.openFolder(layersOf(200));
  await app.verdict();
  await page.goto('#/layers');
  const last = page.locator('[data-layer="199"]');
  await expect(last).toBeVisible();
  const box = await last.boundingBox();
  expect((box?.x ?? 391) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
});

test('in colours of the system, what is chosen is told by an outline', async ({ app, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await app.start();
  await app.openFolder(asFolder('docker26-classic-kitchen.tar'));
  await app.verdict();
  await page.goto('#/layers/app/a.txt');
  for (const chosen of [page.getByRole('row', { selected: true }), page.locator('.layer[aria-current="true"]')])
    await expect(chosen).toHaveCSS('outline-style', 'solid');
});

test('magnified four times, every view has room for its list', async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await app.start();
  await app.openFolder(asFolder('docker26-classic-kitchen.tar'));
  await app.verdict();
  for (const [view, list] of [
    ['files', page.getByRole('tree')],
    ['map', page.getByRole('tree')],
    ['layers', page.getByRole('treegrid')],
  ] as const) {
    await page.goto(`#/${view}`);
    await expect(list.locator('[data-index]').nth(1), view).toBeVisible();
    expect((await list.boundingBox())?.height, view).toBeGreaterThan(100);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(320);
    await expectNoViolations(page, `${view} at 320 by 256`);
  }
});
