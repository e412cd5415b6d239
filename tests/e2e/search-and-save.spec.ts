import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Page } from '@playwright/test';
import { extract } from 'tar-stream';
import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test, type TallymanPage } from './tallyman-page.ts';

async function openKitchen(app: TallymanPage, hash = '#/layers'): Promise<void> {
  await app.start();
  await app.openFolder(asFolder('docker26-classic-kitchen.tar'));
  await app.verdict();
  await app.page.goto(hash);
  await expect(app.page.getByRole('treegrid')).toBeVisible();
}

async function openSearch(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /look in files|search/i })
    .first()
    .click();
  await expect(page.getByRole('search')).toBeVisible();
}

const field = (page: Page) => page.getByRole('textbox', { name: 'What to find in all layers' });
const found = (page: Page) => page.getByRole('region', { name: 'What was found' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Save' });

/** As in a browser without pickers, which no test could answer. */
const withoutPickers = (page: Page) =>
  page.addInitScript(() => {
    Object.assign(window, { showSaveFilePicker: undefined, showDirectoryPicker: undefined });
  });

test('by keyboard alone: a secret that a later layer deletes is found, and its file shown', async ({ app, page }) => {
  await openKitchen(app);
  await openSearch(page);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('BEGIN [A-Z ]*PRIVATE|AKIA\\w+');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.getByRole('button', { name: 'Regex' }).focus();
  await page.keyboard.press('Enter');
  await field(page).focus();
  await page.keyboard.press('Enter');
  await expect(found(page).getByText('hidden by a layer above').first()).toBeVisible();
  await expect(found(page).locator('mark').first()).toContainText('AKIA');
  await found(page)
    .getByRole('button', { name: /secret/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/layers\/app\/secret\.key/);
});

test('a pattern that is none is said to be, beside the field', async ({ app, page }) => {
  await openKitchen(app);
  await openSearch(page);
  await page.getByRole('button', { name: 'Hex' }).click();
  await field(page).fill('de a');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('search').getByRole('alert')).toContainText('a byte has two hex digits');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
});

test('axe finds nothing, and nothing scrolls sideways', async ({ app, page }) => {
  await withoutPickers(page);
  await openKitchen(app);
  await openSearch(page);
  await expectNoViolations(page, 'before a search');
  await field(page).fill('e');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/\d+ places? in \d+ files?\./)).toBeVisible();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoViolations(page, `with hits, ${width} wide`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});

test('the merged tree is downloaded as a tar that others read', async ({ app, page }) => {
  await withoutPickers(page);
  await openKitchen(app);
  await page.getByRole('button', { name: 'Save…' }).click();
  await expectNoViolations(page, 'the choice');
  const download = page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: /^The whole file system/ })
    .click();
  const file = await download;
  await expect(dialog(page).getByText(/^\s*Saved as/)).toBeVisible();
  await expectNoViolations(page, 'what came of it');
  expect(file.suggestedFilename()).toMatch(/-as-of-layer-10\.tar$/);
  const names: string[] = [];
  for await (const entry of Readable.from([await readFile(await file.path())]).pipe(extract())) {
    names.push(entry.header.name.replace(/\/$/, ''));
    entry.resume();
  }
  expect(names.length).toBe(31); // as the truth of this dump has it
});

test('a folder is written as plain files where there is a picker, and what it cannot hold is listed', async ({
  app,
  page,
}) => {
  await openKitchen(app);
  // A real directory handle in the place of the system's dialog, which no test can answer.
  await page.evaluate(() => {
    Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await page.getByRole('button', { name: 'Save…' }).click();
  await dialog(page)
    .getByRole('button', { name: /as plain files/ })
    .last()
    .click();
  await expect(dialog(page).getByText(/could not be saved as they are/)).toBeVisible();
  await expect(dialog(page).getByRole('region', { name: 'What could not be saved' })).toContainText('a symbolic link');
  const saved = await page.evaluate(async () => {
    const found: Record<string, number> = {};
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>) {
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle, `${path}${name}/`);
        else found[path + name] = (await (handle as FileSystemFileHandle).getFile()).size;
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return found;
  });
  const files = Object.entries(saved).filter(([path]) => /-as-of-layer-10\//.test(path));
  expect(files.length).toBeGreaterThan(8);
  expect(files.reduce((sum, [, size]) => sum + size, 0)).toBeGreaterThan(200_000);
});

test('by keyboard, paths are added to a selection, and saved as one tar', async ({ app, page }) => {
  await withoutPickers(page);
  await openKitchen(app, '#/layers/bin/hello');
  const open = page.getByRole('button', { name: 'Save…' });
  for (const path of ['bin/hello', 'app']) {
    await page.goto(`#/layers/${path}`);
    await expect(page.getByRole('heading', { name: `/${path}`, exact: true })).toBeVisible();
    await open.press('Enter');
    await dialog(page)
      .getByRole('button', { name: `Add /${path} to the selection` })
      .press('Enter');
    await expect(dialog(page).getByRole('button', { name: `Remove /${path} from the selection` })).toBeVisible();
    if (path === 'app') await expectNoViolations(page, 'the selection');
    await page.keyboard.press('Escape');
  }
  await open.press('Enter');
  const download = page.waitForEvent('download');
  await dialog(page)
    .getByRole('button', { name: /^The selection, 2 paths, as a .tar/ })
    .press('Enter');
  const names: string[] = [];
  for await (const entry of Readable.from([await readFile(await (await download).path())]).pipe(extract())) {
    names.push(entry.header.name.replace(/\/$/, ''));
    entry.resume();
  }
  expect(names.sort()).toEqual(['app', 'app/a.txt', 'app/b.sh', 'app/bin.dat', 'app/dir', 'app/dir/new', 'bin/hello']);
});
