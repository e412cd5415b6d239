import { defineConfig } from '@playwright/test';
import { ensureChromium } from './scripts/browser.ts';

// Workers inherit the environment, so the search, and an installation, happens once.
const executablePath = (process.env['TALLYMAN_CHROMIUM'] ??= ensureChromium());
const port = Number(process.env['PORT'] ?? 4173);

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: !!process.env['CI'],
  timeout: 180_000,
  // Nothing is timed by a test: a busy machine may take its time.
  expect: { timeout: 30_000 },
  retries: 0,
  reporter: [['list'], ['json', { outputFile: '.reports/playwright.json' }]],
  snapshotPathTemplate: '{testDir}/__screens__/{arg}{ext}',
  // Each test is a first visit: the service worker would keep the whole app anew. Those about it, or about being offline, let it.
  use: { baseURL: `http://127.0.0.1:${port}/`, serviceWorkers: 'block' },
  webServer: {
    command: 'npm run preview',
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: !process.env['CI'],
  },
  projects: [
    {
      name: 'chromium',
      use: { browserName: 'chromium', launchOptions: { executablePath, args: ['--no-sandbox'] } },
    },
  ],
});
