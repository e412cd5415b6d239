import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlainHost } from './plain-host.ts';
import { expect, test } from './tallyman-page.ts';

const build = (folder: string, version: string): void => {
  execFileSync('node_modules/.bin/vite', ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], {
    env: { ...process.env, TALLYMAN_VERSION: version },
  });
};

test('a new version waits until it is asked in', async ({ app, page }) => {
  test.setTimeout(120_000);
  const folder = join(mkdtempSync(join(tmpdir(), 'tallyman-versions-')), 'dist');
  build(folder, '1.0.0-old');
  const host = await startPlainHost('/', folder);
  try {
    await app.start(host.address);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await expect(page.getByText('Tallyman 1.0.0-old')).toBeVisible();
    build(folder, '2.0.0-new');
    await page.reload();
    const reload = page.getByRole('button', { name: /reload/i });
    await expect(reload).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('Tallyman 1.0.0-old')).toBeVisible(); // nothing changed under anybody's hands
    await reload.click();
    await expect(page.getByText('Tallyman 2.0.0-new')).toBeVisible({ timeout: 30_000 });
  } finally {
    await host.stop();
  }
});

test('the browser finds nothing that would keep it from being installed', async ({ app, page }) => {
  await app.start();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const cdp = await page.context().newCDPSession(page);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // Test browsers are private windows: that alone may stand in the way.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  expect((await cdp.send('Page.getAppManifest')).errors).toEqual([]);
});
