import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { ensureChromium } from './scripts/browser.ts';
import { packageVersion } from './scripts/package-version.ts';

// A new object for each project: vitest empties the one it is given.
const define = () => ({ __TALLYMAN_VERSION__: JSON.stringify(packageVersion) });

// Nothing is timed by a test: what hangs ends, what is slow on a busy machine does not fail.
const testTimeout = 60_000;
const expect = { poll: { timeout: 30_000 } };

const NODE = {
  environment: 'node',
  // A thread starts faster than a process.
  pool: 'threads',
  testTimeout,
  expect,
  globalSetup: 'scripts/build-kernel-first.ts',
} as const;

const inNode = () => ({
  // Runes in state classes are compiled as for the browser, or $effect and $derived would not be the real ones.
  plugins: [svelte({ dynamicCompileOptions: () => ({ generate: 'client' as const }) })],
  resolve: { conditions: ['browser'] },
  ssr: { resolve: { conditions: ['browser'], externalConditions: ['browser'] } },
  define: define(),
});

export default defineConfig({
  test: {
    // All cores: the process that runs the tests waits for most of the time.
    maxWorkers: '100%',
    projects: [
      {
        ...inNode(),
        test: {
          ...NODE,
          name: 'core',
          // Pure code without a state of its own: files share one world, and what they import is read once.
          isolate: false,
          include: ['src/{core,kernel}/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts'],
        },
      },
      {
        ...inNode(),
        test: {
          ...NODE,
          name: 'node',
          include: ['{src,scripts,tests}/**/*.test.ts', 'src/**/*.test.svelte.ts'],
          exclude: ['src/{core,kernel}/**', 'tests/e2e/**', '**/*.browser.test.ts'],
        },
      },
      {
        define: define(),
        test: {
          name: 'browser',
          testTimeout,
          expect,
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
