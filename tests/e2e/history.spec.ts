import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test, type TallymanPage } from './tallyman-page.ts';

const KITCHEN = 'docker26-classic-kitchen.tar';

async function openHistory(app: TallymanPage, name: string, path = ''): Promise<void> {
  await app.start();
  await app.openFolder(asFolder(name));
  await app.verdict();
  await app.page.goto(`#/history${path}`);
}
const steps = (page: Page) => page.getByRole('listbox', { name: 'Steps' });
const selected = (page: Page) => steps(page).getByRole('option', { selected: true });
const panel = (page: Page) => page.getByRole('region', { name: 'The step' });

test('the kitchen as a Dockerfile: each step with its layer, its size and what it did', async ({ app, page }) => {
  await openHistory(app, KITCHEN);
  await expect(page.getByText('19 steps, 10 made a layer')).toBeVisible();
  await expect(selected(page)).toContainText('COPY hello /bin/hello');
  await expect(selected(page)).toContainText(/1 file\s*8,736 B/);
  await expect(steps(page).getByRole('option', { name: /secret\.key/ })).toContainText(/2 deletions\s*0 B/);
  await expect(panel(page)).toContainText('2 paths added, 8,736 B');
  await expect(panel(page).getByRole('link', { name: '/bin/hello' })).toBeVisible();
  await steps(page)
    .getByRole('option', { name: /secret\.key/ })
    .click();
  await expect(panel(page).getByRole('heading', { name: 'Step 7 of 19' })).toBeVisible();
  await expect(panel(page)).toContainText('app/secret.key');
  await expect(panel(page)).toContainText('Counted again: equal');
  await panel(page).getByRole('link', { name: 'Open layer 5' }).click();
  await expect(page).toHaveURL(/#\/layers\?image=0&layer=4/);
});

test('a link to a layer selects the step that made it', async ({ app, page }) => {
  await openHistory(app, KITCHEN, '?image=0&layer=8');
  await expect(selected(page)).toContainText('/odd/big');
});

test('by keyboard alone', async ({ app, page }) => {
  await openHistory(app, KITCHEN);
  await steps(page).focus();
  await page.keyboard.press('End');
  await expect(selected(page)).toContainText('CMD');
  await page.keyboard.press('ArrowUp');
  await expect(selected(page)).toContainText('ENTRYPOINT');
  await page.keyboard.press('Home');
  await expect(selected(page)).toContainText('FROM scratch');
  await page.keyboard.press('ArrowDown');
  await expect(panel(page).getByRole('heading', { name: 'Step 1 of 19' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.locator('#step-title')).toBeFocused();
});

test('secrets are covered until asked for, also in a copy and in a file', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openHistory(app, KITCHEN);
  await expect(steps(page)).not.toContainText('not-a-real-token');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain('API_TOKEN=<covered>');
  await page.getByRole('button', { name: 'Show secrets' }).click();
  await expect(steps(page)).toContainText('not-a-real-token');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('kitchen-1.Dockerfile');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('ENV GREETING="hello world" API_TOKEN=not-a-real-token\n');
  // Lines on screen are those of the file.
  const lines = text.trimEnd().split('\n');
  await expect(steps(page).getByRole('option').last()).toContainText(String(lines.length));
});

test('raw history and config', async ({ app, page }) => {
  await openHistory(app, KITCHEN);
  await page.getByRole('button', { name: 'Raw history' }).click();
  await expect(page.getByRole('row')).toHaveCount(20);
  await expect(page.getByRole('table')).not.toContainText('not-a-real-token');
  await page.getByRole('button', { name: 'Config' }).click();
  await expect(page.getByRole('region', { name: 'What runs' })).toContainText("/bin/hello -c 'echo $GREETING'");
  const environment = page.getByRole('region', { name: 'Environment' });
  await expect(environment).toContainText('GREETING');
  await expect(environment).not.toContainText('not-a-real-token');
  await environment.getByRole('button', { name: 'Show' }).click();
  await expect(environment).toContainText('not-a-real-token');
  await page.goBack();
  await expect(page.getByRole('table')).toBeVisible();
});

test('a secret of several words is covered whole in the history as it is', async ({ app, page }) => {
  const folder = join(await mkdtemp(join(tmpdir(), 'tallyman-history-')), 'dump');
  await cp(asFolder(KITCHEN), folder, { recursive: true });
  const blobs = join(folder, 'blobs', 'sha256');
  for (const name of await readdir(blobs)) {
    const text = await readFile(join(blobs, name), 'latin1');
    // Builders leave the quotes out.
    await writeFile(join(blobs, name), text.replaceAll('not-a-real-token', 'not a real token'), 'latin1');
  }
  await app.start();
  await app.openFolder(folder);
  await app.verdict();
  await page.goto('#/history');
  await steps(page)
    .getByRole('option', { name: /API_TOKEN/ })
    .click();
  await expect(panel(page).locator('pre')).toHaveText(/"created_by":.*API_TOKEN=covered$/);
  await page.getByRole('button', { name: 'Raw history' }).click();
  await expect(page.getByRole('table')).toContainText('API_TOKEN=covered');
  await expect(page.getByRole('table')).not.toContainText('real token');
  await page.getByRole('button', { name: 'Show secrets' }).click();
  await expect(page.getByRole('table')).toContainText('API_TOKEN=not a real token');
});

test('several images: each has a story of its own; an artifact has none', async ({ app, page }) => {
  await openHistory(app, 'docker26-classic-multi.tar');
  const chooser = page.getByRole('combobox', { name: 'Image' });
  const texts = new Set<string>();
  for (const option of await chooser.locator('option').all()) {
    await chooser.selectOption((await option.getAttribute('value')) ?? '');
    await expect(steps(page)).toBeVisible();
    await expect(selected(page)).toHaveCount(1);
    texts.add(await steps(page).innerText());
  }
  expect(texts.size).toBeGreaterThan(1);
  await app.openFolder(asFolder('oras-artifact'));
  await app.verdict();
  await page.goto('#/history');
  await expect(page.getByText(/no image in this dump|no config that can be read/)).toBeVisible();
});

test('a phone: the list, then the step', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openHistory(app, KITCHEN);
  await expect(panel(page)).toBeHidden();
  await steps(page)
    .getByRole('option', { name: /os-release/ })
    .click();
  await expect(panel(page)).toContainText('/etc/os-release');
  await expect(steps(page)).toBeHidden();
  await expect(page.locator('#step-title')).toBeFocused();
  await page.getByRole('link', { name: 'All steps' }).click();
  await expect(selected(page)).toContainText('os-release');
  for (const path of ['', '/step', '/raw', '/config']) {
    await page.goto(`#/history${path}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(390);
  }
});

test('axe finds nothing', async ({ app, page }) => {
  await openHistory(app, KITCHEN);
  for (const path of ['', '/raw', '/config']) {
    await page.goto(`#/history${path}`);
    await expect(page.getByText('19 steps, 10 made a layer')).toBeVisible();
    await expectNoViolations(page, path);
  }
});
