/** `npm run test:firefox`: the main path of the build in a stock Firefox, driven over WebDriver BiDi. */
import { existsSync } from 'node:fs';
import puppeteer, { type ElementHandle, type Page } from 'puppeteer-core';
import {
  folderSelector,
  listSmokeFiles,
  prepareFolderInput,
  reportStep,
  sampleSelector,
  skip,
  smokeFolder,
  statusSelector,
} from './browser-smoke.ts';
import { servePreview } from './serve-preview.ts';

const candidates = [process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr', '/usr/bin/firefox'];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));

if (!executablePath) skip('no Firefox on this machine (set FIREFOX_PATH, or install firefox-esr)');
else if (!existsSync('dist/index.html')) throw new Error('There is no build. Run "npm run build" first.');
else await testIn(executablePath);

async function testIn(firefox: string): Promise<void> {
  const { address, stop } = await servePreview(0);
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await (await page.waitForSelector(sampleSelector))?.click();
    await reportVerdict(page, 'the sample');

    await page.goto(address);
    const files = listSmokeFiles(smokeFolder);
    const input = (await page.waitForSelector(folderSelector)) as ElementHandle<HTMLInputElement>;
    const paths = JSON.stringify(files.map((file) => file.relativePath));
    await page.evaluate(`(${prepareFolderInput})(document.querySelector('${folderSelector}'), ${paths})`);
    await input.uploadFile(...files.map((file) => file.path));
    await reportVerdict(page, 'a folder');
  } finally {
    await browser.close();
    await stop();
  }
}

async function reportVerdict(page: Page, step: string): Promise<void> {
  const reached = await page
    .waitForSelector(`${statusSelector}:is([data-state="done"], [data-state="failed"])`, { timeout: 60_000 })
    .catch(() => null); // a time-out is reported below, as the state that it stands still in
  const handle = reached ?? (await page.$(statusSelector));
  const state = await handle?.evaluate((element) => element.getAttribute('data-state') ?? '');
  const verdict = await handle?.evaluate((element) => element.getAttribute('data-verdict') ?? '');
  reportStep('Firefox', step, state ?? 'no status handle', verdict ?? '');
}
