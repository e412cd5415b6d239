/**
 * `node scripts/run.mjs take-screens [folder]`: pictures of the built app on dumps of the corpus, for README and for looking at.
 * Every view in both themes, 1440 and 390 wide.
 */
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { asFolder } from '../tests/support/corpus-forms.ts';
import { ensureChromium } from './browser.ts';
import { servePreview } from './serve-preview.ts';

const folder = process.argv[2] ?? 'test-results/screens';
mkdirSync(folder, { recursive: true });
const { address, stop } = await servePreview(0);
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
const legacy = 'blobs/sha256/b02b598d5d3b77e7c53873d60cb439e05fa547335b5d1a26b66bf0684657d3a8';
const manifest = 'blobs/sha256/8876a860b8c40b280440ed7678ba677f5a3cb972fddde4198a9a5e159184732f';
const shots: readonly (readonly [name: string, dump: string | null, route: string])[] = [
  ['start', null, '#/'],
  ['overview', 'docker26-classic-kitchen.tar', '#/overview'],
  ['overview-broken', 'docker25-hello-world', '#/overview'],
  ['files-manifest', 'docker25-hello-world', `#/files/${manifest}`],
  ['files-legacy', 'docker25-hello-world', `#/files/${legacy}`],
  ['map', 'docker26-containerd-kitchen.tar', '#/map'],
  ['map-broken', 'docker25-hello-world', '#/map'],
  ['findings', 'docker25-hello-world', '#/findings/blob-missing'],
  ['layers', 'docker26-classic-kitchen.tar', '#/layers/app/secret.key?layer=4'],
  ['bytes', 'docker26-classic-kitchen.tar', '#/bytes'],
  ['history', 'docker26-classic-kitchen.tar', '#/history'],
];
for (const theme of ['dark', 'light'] as const) {
  for (const width of [1440, 390]) {
    const context = await browser.newContext({ viewport: { width, height: width === 390 ? 844 : 900 } });
    await context.addInitScript((value) => localStorage.setItem('tallyman-theme', value), theme);
    const page = await context.newPage();
    await page.goto(address);
    let open: string | null = null;
    for (const [name, dump, route] of shots) {
      if (dump !== null && dump !== open) {
        await page.getByTestId('open-folder-input').setInputFiles(asFolder(dump));
        await page.waitForTimeout(100);
        await page.locator('[data-testid=verification-status][data-state=done]').waitFor({ state: 'attached' });
        open = dump;
      }
      await page.evaluate((hash) => (location.hash = hash), route);
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${folder}/${name}-${theme}-${String(width)}.png` });
    }
    await context.close();
  }
}
await browser.close();
await stop();
