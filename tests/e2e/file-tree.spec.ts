import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFolder } from '../support/corpus-forms.ts';
import { expectNoViolations } from './axe.ts';
import { madeRows } from './made-rows.ts';
import { expect, test } from './tallyman-page.ts';

const MORE = 120;

/** A real dump with a folder of many files beside it. */
function manyFiles(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'tallyman-many-')), 'dump');
  cpSync(asFolder('docker25-hello-world'), folder, { recursive: true });
  mkdirSync(join(folder, 'more'));
  for (let i = 0; i < MORE; i++) writeFileSync(join(folder, 'more', `file-${String(i).padStart(3, '0')}`), `${i}`);
  return folder;
}

test('scrolling the files hands the same elements to other rows; the focus stays with its row', async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 480 });
  await app.start();
  await app.openFolder(manyFiles());
  await app.verdict();
  await page.goto('#/files');
  const tree = page.getByRole('tree', { name: 'Files of the dump' });
  await tree.getByRole('treeitem').nth(3).focus();
  await page.keyboard.press('Home');
  const first = tree.locator('[data-index="0"]');
  await expect(first).toBeFocused();
  expect(await tree.evaluate((box) => box.scrollHeight)).toBeGreaterThan(MORE * 30);

  // One more than before: the row with the focus, which is out of sight now.
  expect(await madeRows(tree, [100, 700, Infinity, 1500, Infinity])).toBeLessThanOrEqual(1);
  await expect(first).toBeFocused();
  await expect(tree.getByRole('treeitem').last()).toBeInViewport();
  const places = () =>
    tree.evaluate((box) => [...box.querySelectorAll<HTMLElement>('[data-index]')].map((row) => +row.dataset['index']!));
  await expect.poll(async () => (await places()).every((at, i, all) => i === 0 || (all[i - 1] ?? at) < at)).toBe(true);
  await expect(first).toBeFocused();

  await page.keyboard.press('ArrowDown');
  await expect(tree.locator('[data-index="1"]')).toBeFocused();
  await expect(tree.locator('[data-index="1"]')).toBeInViewport();

  // All branches close, and the row with the focus is gone: the focus is on one that is there.
  await page.keyboard.press('End');
  await expect(tree.getByRole('treeitem').last()).toBeFocused();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(tree.locator(`[data-index="${MORE}"]`)).toHaveCount(0);
  await expect(tree.locator('[data-index]:focus')).toHaveCount(1);
  await expectNoViolations(page, 'the files of a dump');
});
