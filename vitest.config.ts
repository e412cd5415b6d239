import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { ensureChromium } from './scripts/browser.ts';
import { packageVersion } from './scripts/package-version.ts';

// A new object for each project: vitest empties the one it is given.
const define = () => ({ __TALLYMAN_VERSION__: JSON.stringify(packageVersion) });

// Nothing is timed by a test: what hangs ends, what is slow on a busy machine does not fail.
const testTimeout = 60_000;

export default defineConfig({
  test: {
    // All cores: the process that runs the tests waits for most of the time.
    maxWorkers: '100%',
    projects: [
      {
        // Runes in state classes are compiled as for the browser, or $effect and $derived would not be the real ones.
        plugins: [svelte({ dynamicCompileOptions: () => ({ generate: 'client' }) })],
        resolve: { conditions: ['browser'] },
        ssr: { resolve: { conditions: ['browser'], externalConditions: ['browser'] } },
        define: define(),
        test: {
          name: 'node',
          environment: 'node',
          // A thread starts faster than a process; each file still has one to itself.
          pool: 'threads',
          testTimeout,
          globalSetup: 'scripts/build-kernel-first.ts',
          include: ['{src,scripts,tests,bench}/**/*.test.ts', 'src/**/*.test.svelte.ts'],
          exclude: ['tests/e2e/**', '**/*.browser.test.ts', '**/node_modules/**'],
        },
      },
      {
        define: define(),
        test: {
          name: 'browser',
          testTimeout,
          include: ['src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: ensureChromium(), args: ['--no-sandbox'] } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
