import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test, type TallymanPage } from './tallyman-page.ts';

const KITCHEN = 'docker26-classic-kitchen.tar';

async function openBytes(app: TallymanPage, name = KITCHEN): Promise<void> {
  await app.start();
  await app.openFolder(asFolder(name));
  await app.verdict();
  await app.page.goto('#/bytes');
  await expect(app.page.getByRole('heading', { name: 'How large it is' })).toBeVisible();
}

/** Bytes as the tooltips say them, exactly. */
const exact = (title: string | null): number => Number((title ?? '').replace(/[^0-9]/g, ''));

test('the sums add up to the byte, and the table says the same', async ({ app, page }) => {
  await openBytes(app);
  const size = async (name: string): Promise<number> => {
    const row = page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
    return exact(await row.locator('dd').first().getAttribute('title'));
  };
  expect((await size('Final tree')) + (await size('Never seen'))).toBe(await size('Files in layers'));
  expect(await size('Final tree')).toBe(208_865);
  const table = page.getByRole('table', { name: 'Bytes of each layer' });
  const columns = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('td')].map((cell) =>
        Number(
          cell
            .querySelector('[title]')
            ?.getAttribute('title')
            ?.replace(/[^0-9]/g, '') ?? 0,
        ),
      ),
    ),
  );
  const sum = (column: number): number => columns.reduce((total, row) => total + (row[column] ?? 0), 0);
  expect([sum(2), sum(3), sum(4)]).toEqual([await size('Files in layers'), 208_865, await size('Never seen')]);
});

test('by keyboard: into a folder and back, by layer, by ending', async ({ app, page }) => {
  await openBytes(app);
  const list = page.getByRole('table', { name: 'What is in it, largest first' });
  const way = page.getByRole('navigation', { name: 'Place in the tree' });
  await list.getByRole('button', { name: 'odd/', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(way.locator('[aria-current]')).toHaveText('odd');
  await expect(list.getByRole('button', { name: 'sparse' })).toBeVisible();
  await expect(page).toHaveURL(/#\/bytes\/odd$/);
  await page.goBack();
  await expect(way.locator('[aria-current]')).toHaveText('/');
  await page.getByRole('button', { name: 'Layer', exact: true }).press('Enter');
  await list
    .getByRole('button', { name: /^Layer / })
    .first()
    .press('Enter');
  await expect(way.locator('[aria-current]')).toHaveText(/^Layer \d+$/);
  await page.getByRole('button', { name: 'Ending', exact: true }).press('Enter');
  await expect(list.getByRole('button', { name: '.txt' })).toBeVisible();
  await list.getByRole('button', { name: '.txt' }).press('Enter');
  await list.getByRole('button', { name: 'app/' }).press('Enter');
  await list.getByRole('button', { name: 'a.txt' }).press('Enter');
  await expect(page).toHaveURL(/#\/layers\/app\/a\.txt\?image=0&layer=\d+$/);
});

test('what if: layers as one, and a path that had never been', async ({ app, page }) => {
  await openBytes(app);
  const stored = exact(await page.locator('dl > div').nth(2).locator('dd').first().getAttribute('title'));
  const merged = page.getByTestId('what-if-merge');
  await expect(merged).toContainText('would');
  await page.getByLabel('Layers to').selectOption('2');
  await expect(merged).toContainText(/gives back|nothing to give back/);
  const path = page.getByLabel('This path had never been, in any layer');
  await path.fill('/odd/sparse');
  const dropped = page.getByTestId('what-if-drop');
  await expect(dropped).toContainText('gives back');
  const sizes = await dropped.locator('[title]').evaluateAll((found) => found.map((one) => one.getAttribute('title')));
  expect(exact(sizes[0] ?? '') + exact(sizes[1] ?? '')).toBe(stored);
  expect(exact(sizes[1] ?? '')).toBe(200_001);
  await path.fill('no/such/path');
  await expect(dropped).toHaveText('No layer has no/such/path.');
  await path.fill('');
  await expect(dropped).toContainText('A file or a folder');
});

test('layers that say nothing are named, and no sum is made of them', async ({ app, page }) => {
  await openBytes(app, 'skopeo-oci-encrypted');
  await expect(page.locator('.callout').first()).toContainText('are encrypted');
  const sums = page.getByRole('region', { name: 'How large it is' });
  await expect(sums.getByText('not known')).toHaveCount(4);
  await expect(page.getByRole('heading', { name: 'Efficiency' })).toHaveCount(0);
  await expectNoViolations(page, 'encrypted');
});

test('of several images one is chosen', async ({ app, page }) => {
  await openBytes(app, 'docker26-classic-multi.tar');
  await expectNoViolations(page, 'several images');
  const images = page.getByLabel('Image', { exact: true });
  const links = page.getByRole('table', { name: 'Bytes of each layer' }).getByRole('link');
  await expect(links.first()).toHaveAttribute('href', /image=0/);
  await images.selectOption('1');
  await expect(page).toHaveURL(/image=1/);
  await expect(links.first()).toHaveAttribute('href', /image=1/);
  await expect(page.getByText(/Several images use|No two images share/)).toBeVisible();
});

test('axe finds nothing, and nothing scrolls sideways', async ({ app, page }) => {
  await openBytes(app);
  for (const summary of await page.locator('main summary').all()) await summary.click();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoViolations(page, String(width));
    const { scroll, client } = await page
      .locator('.page')
      .evaluate(({ scrollWidth, clientWidth }) => ({ scroll: scrollWidth, client: clientWidth }));
    expect(scroll).toBeLessThanOrEqual(client);
  }
});
