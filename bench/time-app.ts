import { chromium, type Browser } from '@playwright/test';
import { ensureChromium } from '../scripts/browser.ts';
import { servePreview } from '../scripts/serve-preview.ts';

export interface AppRun {
  readonly wallMs: number;
  readonly verdict: string;
  readonly longestTaskMs: number;
}

/** The built app in a real browser, headless; each run is a fresh page with nothing kept. */
export async function startApp(): Promise<{
  check: (folder: string) => Promise<AppRun>;
  version: string;
  stop: () => Promise<void>;
}> {
  const { address, stop } = await servePreview(0);
  const browser: Browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
  return {
    version: browser.version(),
    check: async (folder) => {
      const context = await browser.newContext({ serviceWorkers: 'block' });
      try {
        const page = await context.newPage();
        await page.goto(address);
        const status = page.getByTestId('verification-status');
        await status.waitFor({ state: 'attached' });
        // The clock runs in the page: from the moment the files arrive to the verdict.
        const run = page.evaluate(
          () =>
            new Promise<AppRun>((resolve) => {
              let started = 0;
              let longestTaskMs = 0;
              new PerformanceObserver((list) => {
                for (const task of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, task.duration);
              }).observe({ entryTypes: ['longtask'] });
              document.addEventListener('change', () => (started = performance.now()), { capture: true, once: true });
              const status = document.querySelector('[data-testid="verification-status"]');
              new MutationObserver(() => {
                const state = status?.getAttribute('data-state');
                if (state !== 'done' && state !== 'failed') return;
                resolve({
                  wallMs: performance.now() - started,
                  verdict: status?.getAttribute('data-verdict') ?? '',
                  longestTaskMs,
                });
              }).observe(document.documentElement, {
                subtree: true,
                attributes: true,
                attributeFilter: ['data-state'],
              });
            }),
        );
        await page.getByTestId('open-folder-input').setInputFiles(folder);
        return await run;
      } finally {
        await context.close();
      }
    },
    stop: async () => {
      await browser.close();
      await stop();
    },
  };
}
