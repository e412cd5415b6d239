import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageVersion } from '../../scripts/package-version.ts';
import { startPlainHost } from './plain-host.ts';
import { expect, test } from './tallyman-page.ts';

test.use({ serviceWorkers: 'allow' });

const buildNext = (folder: string): void => {
  execFileSync('node_modules/.bin/vite', ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], {
    env: { ...process.env, TALLYMAN_VERSION: '2.0.0-new' },
  });
};

test('a new version waits until it is asked in', async ({ app, page }) => {
  test.setTimeout(120_000);
  const folder = join(mkdtempSync(join(tmpdir(), 'tallyman-versions-')), 'dist');
  cpSync('dist', folder, { recursive: true });
  const host = await startPlainHost('/', folder);
  try {
    await app.start(host.address);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await expect(page.getByText(`Tallyman ${packageVersion}`)).toBeVisible();
    buildNext(folder);
    await page.reload();
    const reload = page.getByRole('button', { name: /reload/i });
    await expect(reload).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(`Tallyman ${packageVersion}`)).toBeVisible(); // nothing changed under anybody's hands
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
