import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { asFolder } from '../support/corpus-forms.ts';
import { expect, test } from './tallyman-page.ts';

const filesOf = (folder: string): [path: string, base64: string][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path), readFileSync(path, 'base64')];
    });

test('a folder from the picker is kept and reopens with one click', async ({ app, page }) => {
  await app.start();
  // A real directory handle in the place of the system's dialog, which no test can answer.
  await page.evaluate(
    async (files) => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('picked', { create: true });
      for (const [path, base64] of files) {
        const parts = path.split('/');
        const name = parts.pop() ?? '';
        let folder = root;
        for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
        const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writer.write(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
        await writer.close();
      }
    },
    filesOf(asFolder('docker26-classic-hello.tar')),
  );
  await page.evaluate(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => (await navigator.storage.getDirectory()).getDirectoryHandle('picked'),
    });
  });
  await page
    .getByRole('button', { name: /open folder/i })
    .first()
    .click();
  await app.expectVerdict('sound');
  await page.reload();
  await page.getByRole('button', { name: 'Reopen picked' }).click();
  await app.expectVerdict('sound');
  const { report } = await app.exportReport();
  expect(report.dump.container).toBe('folder');
  expect(report.dump.dialect).toBe('docker-25');
  expect(report.images[0]?.rootfs?.paths).toBe(1);
});

test('what is kept can be forgotten', async ({ app, page }) => {
  await app.start();
  await app.openSample();
  await app.verdict();
  await page.reload();
  const recent = page.getByRole('button', { name: /^Forget hello/ });
  await expect(recent).toBeVisible();
  await recent.click();
  await expect(recent).toBeHidden();
});
