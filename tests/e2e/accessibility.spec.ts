import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { expect, test } from './tallyman-page.ts';

test('axe finds nothing on any view', async ({ app, page }) => {
  await app.start();
  await expectNoViolations(page, 'start');
  for (const [name, views] of [
    ['docker25-hello-world', ['overview', 'files', 'findings']],
    ['docker26-containerd-multiplatform.tar', ['overview', 'map']],
  ] as const) {
    await app.openFolder(asFolder(name));
    await app.verdict();
    for (const view of views) {
      await page.goto(`#/${view}`);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
      await expectNoViolations(page, `${name} ${view}`);
    }
  }
});

test('by keyboard alone: from the start to the explanation of a file', async ({ app, page }) => {
  await app.start();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText(/skip/i);
  await app.openSample();
  await app.verdict();
  await page.keyboard.press('2');
  await expect(page.getByRole('tree').or(page.getByRole('treegrid')).first()).toBeVisible();
});

test('the focus stays on the heading of the verdict while it is counted', async ({ app, page }) => {
  await app.start();
  await app.openSample();
  await app.verdict();
  await expect(page.locator('#verdict-title')).toBeFocused();
  await expect(page.locator('#verdict-title')).not.toHaveText(/counting|Looking/);
});
