/** How the build behaves on hosts: our own with headers, and a plain one below a path, then with no network at all. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { securityHeaders } from '../../src/sw/security-headers.ts';
import { startPlainHost } from './plain-host.ts';

test.use({ serviceWorkers: 'allow' });

const builtFiles = (): string[] =>
  readdirSync('dist', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative('dist', join(entry.parentPath, entry.name)));

/** The app registers its service worker itself; here it is done by hand, so that nothing but the worker is tested. */
async function registerServiceWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    await navigator.serviceWorker.register('service-worker.js');
    if (!navigator.serviceWorker.controller) await controlled;
  });
}

const headerOf = (page: Page, path: string, name: string): Promise<string | null> =>
  page.evaluate(async ([url, header]) => (await fetch(url)).headers.get(header), [path, name] as const);

test('every file is served with the security headers', async ({ request }) => {
  const files = builtFiles();
  expect(files).toContain('index.html');
  expect(files).toContain('service-worker.js');
  for (const file of files) {
    const headers = (await request.get(file)).headers();
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(headers[name.toLowerCase()], `${name} of ${file}`).toBe(value);
    }
  }
});

test('no file imports the script of a worker, which WebKit would run again', () => {
  const scripts = builtFiles().filter((file) => file.endsWith('.js'));
  const workers = scripts.filter((file) => /\.worker-[^/]+$/.test(file)).map((file) => basename(file));
  expect(workers).not.toEqual([]);
  const importers = scripts.filter((file) => {
    const code = readFileSync(join('dist', file), 'utf8');
    return workers.some((worker) => new RegExp(`(from|import)\\s*["'\`]\\./${worker}`).test(code));
  });
  expect(importers).toEqual([]);
});

test('an address that is no file of the app is not found', async ({ request }) => {
  expect((await request.get('no/such/page')).status()).toBe(404);
});

test('below any path, on a host without headers, the service worker adds them and keeps the app', async ({ page }) => {
  const host = await startPlainHost('/some/path/');
  try {
    await page.goto(host.address);
    expect(await headerOf(page, 'theme.js', 'Content-Security-Policy')).toBeNull();
    await registerServiceWorker(page);
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(await headerOf(page, 'theme.js', name)).toBe(value);
    }
  } finally {
    await host.stop();
  }
  // The host is gone now.
  await page.goto(`${host.address}?from=bookmark`);
  await expect(page).toHaveTitle(/Tallyman/);
  await expect(page.getByRole('heading').first()).toBeVisible();
  for (const file of builtFiles().filter((name) => name !== 'service-worker.js')) {
    expect(await headerOf(page, file, 'Content-Security-Policy'), file).not.toBeNull();
  }
});

test('the page breaks no rule of its own policy', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('');
  await expect(page.getByRole('heading').first()).toBeVisible();
  expect(complaints).toEqual([]);
});
