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

const layersOf = (count: number): string =>
  imageOf(Array.from({ length: count }, (_, i) => testTar({ name: `of-${i}.tar`, content: `${i}.tar` })));

/** An image of these layers, in the form of Docker's archives. */
function imageOf(tars: readonly Uint8Array[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-hard-'));
  const layers = tars.map((_, i) => `${i}.tar`);
  const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } };
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify([{ Config: 'c.json', RepoTags: ['a:1'], Layers: layers }]),
  );
  writeFileSync(join(folder, 'c.json'), JSON.stringify(config));
  tars.forEach((tar, i) => writeFileSync(join(folder, `${i}.tar`), tar));
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

test('the layer that the address names is in sight, far down a list of two hundred', async ({ app, page }) => {
  await app.start();
  await app.openFolder(layersOf(200));
  await app.verdict();
  for (const layer of [150, 20]) {
    await page.goto('#/history');
    await page.goto(`#/layers?image=0&layer=${layer}`);
    await expect(
      page.getByRole('listitem').getByRole('button', { name: new RegExp(`^Layer ${layer + 1}\\b`) }),
    ).toBeInViewport();
  }
});

test('where a link leads reads alike wherever it is told', async ({ app, page }) => {
  const target = 'a\xe2\x80\xaeb\nc'; // one character per byte
  await app.start();
  await app.openFolder(imageOf([testTar({ name: 'lnk', flag: '2', target })]));
  await app.verdict();
  await page.goto('#/layers/lnk');
  const chosen = page.getByRole('region', { name: 'The chosen path' });
  const shown = 'a⟨U+202E⟩b⟨U+000A⟩c';
  for (const words of [`It leads nowhere: /${shown} is not`, `A symbolic link to ${shown}: it has`])
    await expect(chosen).toContainText(words);
  await expect(chosen.getByRole('button', { name: `Link target ${shown}` })).toBeVisible();
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
