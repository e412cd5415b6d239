/**
 * Finds a Chromium for the tests: CHROMIUM_PATH, then Playwright's own build, then a system browser;
 * as root on a Debian system without any of them, it installs one.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const isRunnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not executable: the next candidate is tried
  }
};

const playwrightBuild = (): string | undefined => {
  try {
    return chromium.executablePath();
  } catch {
    return undefined; // Playwright throws where it has no build for this system
  }
};

/** The path of a Chromium on this machine, or undefined. Throws when CHROMIUM_PATH names something that cannot run. */
export function findChromium(): string | undefined {
  const fromEnvironment = process.env['CHROMIUM_PATH'];
  if (fromEnvironment) {
    if (isRunnable(fromEnvironment)) return fromEnvironment;
    throw new Error(`CHROMIUM_PATH=${fromEnvironment} is not an executable file`);
  }
  return [playwrightBuild(), ...systemBrowsers].find((path) => path !== undefined && isRunnable(path));
}

/** As `findChromium`, but installs one with apt-get where that is possible, and throws with advice where it is not. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall && !process.env['NO_APT']) {
    console.error('No Chromium found: running apt-get install chromium (about 80 MB, once)');
    aptGet('update');
    aptGet('install', '--no-install-recommends', 'chromium');
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium for the browser tests. Do one of: set CHROMIUM_PATH=/path/to/chrome; ' +
      '"npx playwright install --with-deps chromium"; "sudo apt-get install chromium".',
  );
}

function aptGet(...args: string[]): void {
  spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-y', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ensureChromium());
