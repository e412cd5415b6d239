import type { Page } from '@playwright/test';
import { asFolder } from '../support/corpus-forms.ts';
import { expect, test, type TallymanPage } from './tallyman-page.ts';

async function openKitchen(app: TallymanPage, hash: string): Promise<void> {
  await app.start();
  await app.openFolder(asFolder('docker26-classic-kitchen.tar'));
  await app.verdict();
  await app.page.goto(hash);
}

/** Presses a button as a keyboard does. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
}

test('a button that goes when it is pressed leaves the focus with its neighbour', async ({ app, page }) => {
  await openKitchen(app, '#/layers/app/a.txt');
  const content = page.getByTestId('content-pane');
  await press(page, 'Compute it');
  await expect(content.getByRole('button', { name: /Copy/ })).toBeFocused();
});

test('a pager at its end, and a removed row, leave it nearby', async ({ app, page }) => {
  await openKitchen(app, '#/layers/app/a.txt');
  await press(page, 'Save…');
  const dialog = page.getByRole('dialog', { name: 'Save' });
  await press(page, /to the selection/);
  await expect(dialog.getByRole('button', { name: /^Remove/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: /to the selection/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Save…' })).toBeFocused();

  await page.goto('#/bytes');
  const pages = page.getByRole('navigation', { name: /^Pages of/ }).first();
  await pages.getByRole('button', { name: 'Last' }).focus();
  await page.keyboard.press('Enter');
  await expect(pages.getByRole('button', { name: 'Before' })).toBeFocused();
});

test('what opens large gives the focus back to its button', async ({ app, page }) => {
  await openKitchen(app, '#/layers/app/a.txt');
  await press(page, 'Open large');
  await expect(page.getByRole('dialog', { name: '/app/a.txt' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Open large' })).toBeFocused();
});

test('a filter that is cleared gives the focus to the tree it hid', async ({ app, page }) => {
  await openKitchen(app, '#/layers');
  await page.getByRole('searchbox').fill('no such path');
  await press(page, 'Clear the filter');
  await expect(page.getByRole('treegrid').locator('[data-index="0"]')).toBeFocused();
});

test('on a phone the focus goes to the list of layers and back to the tree', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openKitchen(app, '#/layers');
  await expect(page.getByRole('treegrid')).toBeVisible();
  await page.getByRole('region', { name: 'Files of the image' }).getByRole('button', { name: 'Layers' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.layer[aria-current="true"]')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('treegrid').locator('[tabindex="0"][data-index]')).toBeFocused();
});

test('a key that is held down presses one button, not the one that takes its place', async ({ app, page }) => {
  await openKitchen(app, '#/layers/app/a.txt');
  await press(page, 'Save…');
  const dialog = page.getByRole('dialog', { name: 'Save' });
  await dialog.getByRole('button', { name: /to the selection/ }).focus();
  await page.keyboard.down('Enter');
  const remove = dialog.getByRole('button', { name: /^Remove/ });
  await expect(remove).toBeFocused();
  await page.keyboard.down('Enter'); // goes on, as a repeated key
  await page.keyboard.up('Enter');
  await expect(remove).toBeFocused();
});

test('counting again leaves the focus on the heading that tells of it', async ({ app, page }) => {
  await openKitchen(app, '#/overview');
  await press(page, /Count again|Verify again/);
  await expect(page.locator('#verdict-title')).toBeFocused();
  await app.verdict();
  await expect(page.locator('#verdict-title')).toBeFocused();
});
