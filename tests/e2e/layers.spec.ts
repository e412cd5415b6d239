import type { Page } from '@playwright/test';
import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { madeRows } from './made-rows.ts';
import { expect, test, type TallymanPage } from './tallyman-page.ts';

async function openKitchen(app: TallymanPage, hash = '#/layers'): Promise<void> {
  await app.start();
  await app.openFolder(asFolder('docker26-classic-kitchen.tar'));
  await app.verdict();
  await app.page.goto(hash);
  await expect(rowOf(app.page, 'app/')).toBeVisible();
}

const tree = (page: Page) => page.getByRole('treegrid');
const rowOf = (page: Page, name: string) =>
  tree(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const shownNames = (page: Page) => tree(page).getByRole('rowheader').allInnerTexts();
const inspector = (page: Page) => page.getByRole('region', { name: 'The chosen path' });
const history = (page: Page) => inspector(page).getByRole('region', { name: 'This path across layers' });

test('by keyboard alone: a layer, a filter, a folder, a file and its history', async ({ app, page }) => {
  await app.start();
  await app.openFolder(asFolder('docker26-classic-kitchen.tar'));
  await app.verdict();
  await page.keyboard.press('5');
  await expect(rowOf(page, 'app/')).toBeVisible();
  await expect(page).toHaveURL(/layer=9/);

  // Down to the layer that deletes the secret; the list, the bar and the address say the same.
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('[');
  await expect(page).toHaveURL(/layer=4/);
  await expect(page.getByRole('slider', { name: 'As of layer' })).toHaveValue('5');
  await expect(page.getByRole('button', { name: /^Layer 5/ })).toHaveAttribute('aria-current', 'true');

  await page.keyboard.press('d');
  await expect.poll(() => shownNames(page)).toEqual(['app/', 'secret.key', 'tmp/', 't1', 't2']);
  await page.keyboard.press('d');

  await page.keyboard.press('/');
  await page.keyboard.type('/secret|a\\.txt$/');
  await expect.poll(() => shownNames(page)).toEqual(['app/', 'a.txt', 'secret.key']);

  // From the field to the tree: Tab passes the buttons between, and the tree is one stop.
  for (let i = 0; i < 12 && !(await tree(page).locator('[data-index]:focus').count()); i += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowLeft');
  await expect(rowOf(page, 'app/')).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(rowOf(page, 'app/')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('End');
  await expect(rowOf(page, 'secret.key')).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(inspector(page).getByRole('heading', { name: '/app/secret.key' })).toBeFocused();
  await expect(page).toHaveURL(/#\/layers\/app\/secret\.key\?/);
  await expect(history(page)).toContainText('added');
  await expect(history(page)).toContainText('deleted');
  await expect(history(page)).toContainText('What it held is still stored in layer 3');

  await page.keyboard.press('Escape');
  await expect(rowOf(page, 'secret.key')).toBeFocused();
  await page.keyboard.press('h');
  await expect(inspector(page).getByRole('heading', { name: 'This path across layers' })).toBeFocused();
});

test('scrolling hands the same elements to other rows, in their order, and the focus stays with its row', async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 480 });
  await openKitchen(app);
  await page.getByRole('searchbox').fill('/./');
  await expect(tree(page)).toHaveAttribute('aria-rowcount', '32');
  await rowOf(page, 'app/').click();
  await page.keyboard.press('Home');
  const first = tree(page).locator('[data-index="0"]');
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute('aria-rowindex', '2');

  // One more than before: the row with the focus, which is out of sight now.
  expect(await madeRows(tree(page), [100, 300, Infinity, 200, Infinity])).toBeLessThanOrEqual(1);
  const shown = (await tree(page).locator('[data-index]').count()) - 1;
  await expect(first).toBeFocused();
  await expect(tree(page).locator('[data-index="30"]')).toBeInViewport();
  await expect
    .poll(() => tree(page).evaluate((box) => [...box.querySelectorAll('[data-index]')].map((row) => row.ariaRowIndex)))
    .toEqual(['2', ...Array.from({ length: 30 }, (_, i) => String(i + 3)).slice(-shown)]);
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(tree(page).locator('[data-index="1"]')).toBeFocused();
  await expect(tree(page).locator('[data-index="1"]')).toBeInViewport();
});

test('columns sort by a press and by keys, and say so', async ({ app, page }) => {
  await openKitchen(app);
  const size = tree(page).getByRole('columnheader', { name: 'Size' });
  await size.getByRole('button').click();
  await expect(size).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(async () => (await shownNames(page))[0]).toBe('odd/');
  await page.keyboard.press('Enter');
  await expect(size).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(async () => (await shownNames(page)).at(-1)).toBe('odd/');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(tree(page).getByRole('columnheader', { name: 'Path' })).toHaveAttribute('aria-sort', 'ascending');
});

test('owner, date and type sort too, from the filters; a wide window has columns for them', async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 1600 }); // room for all rows
  await openKitchen(app, '#/layers/odd/abs');
  await expect(rowOf(page, 'abs leads to /app')).toBeVisible();
  const placeOfLink = async () => (await shownNames(page)).findIndex((name) => name.startsWith('abs'));
  const before = await placeOfLink();
  await page.getByRole('button', { name: /^Filters/ }).click();
  await page.getByLabel('Sorted by').selectOption('Type');
  // Files come before links.
  await expect.poll(placeOfLink).toBeGreaterThan(before);
  await page.getByLabel('Sorted by').selectOption('Modified');
  await expect(page.getByRole('button', { name: /Falling/ })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(tree(page).getByRole('columnheader', { name: 'Owner' })).toBeHidden();
  await page.setViewportSize({ width: 1680, height: 900 });
  await expect(tree(page).getByRole('columnheader', { name: 'Modified' })).toHaveAttribute('aria-sort', 'descending');
  await tree(page).getByRole('columnheader', { name: 'Owner' }).getByRole('button').click();
  await expect(rowOf(page, 'app/')).toContainText('0:0');
  await expectNoViolations(page, 'a wide tree');
});

test('a link leads to the path, in the layer it names, and Back returns', async ({ app, page }) => {
  await openKitchen(app);
  await page.goto('#/layers/app/bin.dat?image=0&layer=2');
  await expect(rowOf(page, 'bin.dat')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('slider', { name: 'As of layer' })).toHaveValue('3');
  await expect(inspector(page).getByRole('heading', { name: '/app/bin.dat' })).toBeVisible();
  await page.goto('#/overview');
  await page.getByRole('link', { name: /^Layer 4.*look inside/ }).click();
  await expect(page.getByRole('slider', { name: 'As of layer' })).toHaveValue('4');
  await page.goBack();
  await expect(page).toHaveURL(/#\/overview/);
});

test('a link is followed, names with control characters are one safe line, and nothing matches says so', async ({
  app,
  page,
}) => {
  await openKitchen(app);
  await page.getByRole('searchbox').fill('abs');
  await rowOf(page, 'abs leads to /app').click();
  await inspector(page).getByRole('button', { name: '/app', exact: true }).first().click();
  await expect(inspector(page).getByRole('heading', { level: 2, name: '/app' })).toBeVisible();

  await page.getByRole('searchbox').fill('new');
  await expect(rowOf(page, 'new⟨U+000A⟩line')).toBeVisible();

  await page.getByRole('searchbox').fill('nothing-has-this-name');
  await expect(page.getByRole('heading', { name: 'No path matches “nothing-has-this-name”' })).toBeVisible();
  await expect(page.getByText('31 paths searched')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(rowOf(page, 'app/')).toBeVisible();

  await page.getByRole('searchbox').fill('/(/');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveAttribute('aria-invalid', 'true');
});

test('a hit opens its file at its line, or at its bytes, and so does the address', async ({ app, page }) => {
  await openKitchen(app);
  await page.getByRole('button', { name: 'Look in files' }).click();
  const panel = page.getByRole('region', { name: 'Look in files' });
  await panel.getByRole('searchbox').or(panel.getByRole('textbox')).first().fill('akiaiosf');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: /^line 1 / }).click();
  await expect(page).toHaveURL(/#\/layers\/app\/secret\.key\?image=0&layer=2&bytes=\d+-\d+$/);
  const found = inspector(page).getByRole('region', { name: 'The text of the file' }).locator('mark');
  await expect(found).toHaveText('AKIAIOSF');
  await expect(found).toBeInViewport();

  await page.goto('#/layers/bin/hello?image=0&layer=9&bytes=8192-8196');
  const bytes = inspector(page).getByRole('region', { name: 'Bytes of the file' });
  await expect(bytes.getByTestId('marked-bytes')).toContainText('00002000');
  await expect(bytes.getByTestId('marked-bytes')).toBeInViewport();

  await page.setViewportSize({ width: 390, height: 844 });
  // The inspector scrolls, the page does not.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
  await page.goto('#/layers/bin/hello?image=0&layer=9&bytes=4096-4100');
  await expect(bytes.getByTestId('marked-bytes')).toContainText('00001000');
  await expect(bytes.getByTestId('marked-bytes')).toBeInViewport();

  // Another path is shown from its start.
  await page.goto('#/layers/etc/os-release?image=0&layer=9');
  await expect(inspector(page).getByRole('heading', { name: '/etc/os-release' })).toBeVisible();
  await expect(page).not.toHaveURL(/bytes=/);
});

test('a hit in the files of a hidden layer leads to its path; saving is offered there', async ({ app, page }) => {
  await openKitchen(app);
  await page.getByRole('button', { name: 'Look in files' }).click();
  const panel = page.getByRole('region', { name: 'Look in files' });
  await panel.getByRole('searchbox').or(panel.getByRole('textbox')).first().fill('akiaiosf');
  await page.keyboard.press('Enter');
  await panel.getByText('secret.key').first().click();
  await expect(inspector(page).getByRole('heading', { name: '/app/secret.key' })).toBeVisible();
  await expect(page).toHaveURL(/#\/layers\/app\/secret\.key\?image=0&layer=2/);
  await inspector(page).getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'All paths' }).first().click();
  await expect(rowOf(page, 'secret.key')).toBeVisible();
});

test('axe finds nothing on the layers', async ({ app, page }) => {
  await openKitchen(app, '#/layers/app/secret.key?layer=4');
  await expectNoViolations(page, 'a deleted file');
  await page.getByRole('button', { name: /^Filters/ }).click();
  await expectNoViolations(page, 'more filters');
  await page.keyboard.press('Escape');
  await page.goto('#/layers/odd?layer=9');
  await page.getByRole('button', { name: 'This layer' }).click();
  await expectNoViolations(page, 'one layer alone');
});

test('on a phone: one pane at a time, nothing beside the edge', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openKitchen(app);
  await expect(inspector(page)).toBeHidden();
  await page.getByRole('button', { name: 'Layers', exact: true }).click();
  await page.getByRole('button', { name: /^Layer 5/ }).click();
  await expect(rowOf(page, 'app/')).toBeVisible();
  await rowOf(page, 'app/').click();
  await rowOf(page, 'secret.key').click();
  await page.getByRole('button', { name: /secret\.key.*deleted/ }).click();
  await expect(history(page)).toContainText('deleted');
  await expectNoViolations(page, 'the path on a phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: 'All paths' }).click();
  await expect(rowOf(page, 'secret.key')).toBeFocused();
  await expectNoViolations(page, 'the tree on a phone');
});
