import { readFile } from 'node:fs/promises';
import { expect, test as base, type Page } from '@playwright/test';
import type { Report, Verdict } from '../../src/core/report/report.ts';

/** What a person does with the app, through the handles of docs/report.md. */
export class TallymanPage {
  readonly page: Page;
  /** Requests that left the page's own origin; must stay empty. */
  readonly foreignRequests: string[] = [];
  /** Uncaught errors and policy violations; must stay empty. */
  readonly troubles: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.context().on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') this.foreignRequests.push(request.url());
    });
    page.on('pageerror', (error) => this.troubles.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) this.troubles.push(message.text());
    });
  }

  get status() {
    return this.page.getByTestId('verification-status');
  }

  async start(path = './'): Promise<void> {
    await this.page.goto(path);
    await expect(this.status).toHaveAttribute('data-state', 'idle');
  }

  async openFolder(path: string): Promise<void> {
    await this.page.getByTestId('open-folder-input').setInputFiles(path);
  }

  async openArchive(path: string): Promise<void> {
    await this.page.getByTestId('open-archive-input').setInputFiles(path);
  }

  async openSample(): Promise<void> {
    await this.page.getByTestId('open-sample').first().click();
  }

  /** Waits for the end of the work, whatever it says. */
  async verdict(): Promise<Verdict> {
    await expect(this.status).toHaveAttribute('data-state', /done|failed/, { timeout: 30_000 });
    return (await this.status.getAttribute('data-verdict')) as Verdict;
  }

  async expectVerdict(verdict: Verdict): Promise<void> {
    expect(await this.verdict()).toBe(verdict);
  }

  async exportReport(): Promise<{ name: string; report: Report; text: string }> {
    const download = this.page.waitForEvent('download');
    await this.page.getByTestId('export-report').first().click();
    const file = await download;
    const text = await readFile(await file.path(), 'utf8');
    return { name: file.suggestedFilename(), report: JSON.parse(text) as Report, text };
  }
}

/** Every test gets an app, and fails when a request leaves the origin, a policy is violated or an error goes uncaught. */
export const test = base.extend<{ app: TallymanPage }>({
  app: async ({ page }, use) => {
    const app = new TallymanPage(page);
    await use(app);
    expect(app.foreignRequests, 'requests to other origins').toEqual([]);
    expect(app.troubles, 'errors and policy violations').toEqual([]);
  },
});
export { expect };
