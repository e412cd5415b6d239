import AxeBuilder from '@axe-core/playwright';
import { asFolder } from '../support/corpus-forms.ts';
import { expect, test, type TallymanPage } from './tallyman-page.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function expectNoViolations(app: TallymanPage, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: app.page }).withTags(rules).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`);
  expect(found, where).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing on any view, ${theme}`, async ({ app, page }) => {
    test.setTimeout(120_000);
    await page.addInitScript((value) => localStorage.setItem('tallyman-theme', value), theme);
    await app.start();
    await expectNoViolations(app, 'start');
    for (const name of ['docker25-hello-world', 'docker26-containerd-multiplatform.tar']) {
      await app.openFolder(asFolder(name));
      await app.verdict();
      for (const view of ['overview', 'files', 'map', 'findings']) {
        await page.goto(`#/${view}`);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
        await expectNoViolations(app, `${name} ${view}`);
      }
    }
  });
}

test('by keyboard alone: from the start to the explanation of a file', async ({ app, page }) => {
  await app.start();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText(/skip/i);
  await app.openSample();
  await app.verdict();
  await page.keyboard.press('2');
  await expect(page.getByRole('tree').or(page.getByRole('treegrid')).first()).toBeVisible();
});
