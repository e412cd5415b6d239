/** `npm run test:firefox`: the main path of the build in a stock Firefox, driven over WebDriver BiDi. */
import { existsSync } from 'node:fs';
import puppeteer, { type ElementHandle, type Page } from 'puppeteer-core';
import {
  contentSelector,
  folderSelector,
  listSmokeFiles,
  prepareFolderInput,
  reportStep,
  reportVerdict,
  sampleContentHash,
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
    await awaitVerdict(page, 'the sample');
    await page.evaluate(`location.hash = '${sampleContentHash}'`);
    const content = await page.waitForSelector(contentSelector, { timeout: 20_000 }).catch(() => null); // told below
    reportStep('Firefox', 'a file in a layer', content !== null, content ? 'shown' : 'not shown');

    await page.goto(address);
    const files = listSmokeFiles(smokeFolder);
    const input = (await page.waitForSelector(folderSelector)) as ElementHandle<HTMLInputElement>;
    const paths = JSON.stringify(files.map((file) => file.relativePath));
    await page.evaluate(`(${prepareFolderInput})(document.querySelector('${folderSelector}'), ${paths})`);
    await input.uploadFile(...files.map((file) => file.path));
    await awaitVerdict(page, 'a folder');
  } finally {
    await browser.close();
    await stop();
  }
}

async function awaitVerdict(page: Page, step: string): Promise<void> {
  const reached = await page
    .waitForSelector(`${statusSelector}:is([data-state="done"], [data-state="failed"])`, { timeout: 60_000 })
    .catch(() => null); // a time-out is reported below, as the state that it stands still in
  const handle = reached ?? (await page.$(statusSelector));
  const state = await handle?.evaluate((element) => element.getAttribute('data-state') ?? '');
  const verdict = await handle?.evaluate((element) => element.getAttribute('data-verdict') ?? '');
  reportVerdict('Firefox', step, state ?? 'no status handle', verdict ?? '');
}
