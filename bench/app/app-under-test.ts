import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, type BrowserContext, type CDPSession, type Page, chromium } from '@playwright/test';
import { ensureChromium } from '../../scripts/browser.ts';
import { servePreview } from '../../scripts/serve-preview.ts';
import { type IdleMemory, idleMemory, type MemoryPeak, startMemorySampler } from './memory-sampler.ts';
import { type PageRun, watchCheck } from './watch-check.ts';
import { buildFloorWorker, runFloor } from '../floor/floor-page.ts';

export interface AppRun extends PageRun {
  readonly memory: MemoryPeak | null;
}

/** The page settles: fonts, first collection of garbage, workers that are started ahead. */
const IDLE_MS = 500;
/** A check that takes longer has failed. */
const PATIENCE_MS = 20 * 60_000;

/** The built app in a real browser without a window. */
export class AppUnderTest {
  readonly #browser: Browser;
  readonly #session: CDPSession;
  readonly #address: string;
  readonly #stopServer: () => Promise<void>;
  #floorWorker: Promise<string> | undefined;

  private constructor(browser: Browser, session: CDPSession, address: string, stopServer: () => Promise<void>) {
    this.#browser = browser;
    this.#session = session;
    this.#address = address;
    this.#stopServer = stopServer;
  }

  /** @param build folder of the built app */
  static async start(build: string): Promise<AppUnderTest> {
    const { address, stop } = await servePreview(0, build);
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
    return new AppUnderTest(browser, await browser.newBrowserCDPSession(), address, stop);
  }

  get version(): string {
    return this.#browser.version();
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#stopServer();
  }

  /** One visit with nothing kept from earlier ones. */
  async visit<Result>(work: (visit: AppVisit) => Promise<Result>): Promise<Result> {
    const context = await this.#browser.newContext({ serviceWorkers: 'block', viewport: { width: 1440, height: 900 } });
    try {
      return await work(await AppVisit.begin(context, this.#session, this.#address));
    } finally {
      await context.close();
    }
  }

  checkFolder(folder: string): Promise<AppRun> {
    return this.visit((visit) => visit.checkFolder(folder));
  }

  checkSample(): Promise<AppRun> {
    return this.visit((visit) => visit.checkSample());
  }

  /** Milliseconds that a page without anything takes in the same browser: see `runFloor`. */
  async floor(folder: string, { lists }: { readonly lists: boolean }): Promise<number> {
    this.#floorWorker ??= buildFloorWorker();
    const worker = await this.#floorWorker;
    return runFloor(this.#browser, this.#address, { worker, folder, idleMs: IDLE_MS, lists });
  }
}

/** One page of the app. What it keeps, it keeps until the visit ends. */
export class AppVisit {
  readonly page: Page;
  readonly #session: CDPSession;
  readonly #address: string;
  #idle: IdleMemory = [];

  private constructor(page: Page, session: CDPSession, address: string) {
    this.page = page;
    this.#session = session;
    this.#address = address;
  }

  static async begin(context: BrowserContext, session: CDPSession, address: string): Promise<AppVisit> {
    const visit = new AppVisit(await context.newPage(), session, address);
    await visit.load();
    return visit;
  }

  /** Loads the app anew, as after closing and opening the tab. */
  async load(): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.goto(this.#address);
    await this.page.getByTestId('verification-status').waitFor({ state: 'attached' });
    await pause(IDLE_MS);
    this.#idle = await idleMemory(this.#session);
  }

  /** Watches memory from now on; what it finds is over what the app took before anything was opened. */
  watchMemory(): { stop(): MemoryPeak | null } {
    return startMemorySampler(this.#idle);
  }

  checkFolder(folder: string): Promise<AppRun> {
    return this.#run('change', () => this.page.getByTestId('open-folder-input').setInputFiles(folder));
  }

  checkSample(): Promise<AppRun> {
    return this.#run('click', () => this.page.getByTestId('open-sample').first().click());
  }

  async #run(startEvent: 'change' | 'click', start: () => Promise<void>): Promise<AppRun> {
    let fail = (): void => undefined;
    let timer: NodeJS.Timeout | undefined;
    const trouble = new Promise<never>((_resolve, reject) => {
      fail = () => reject(new Error('The page crashed.'));
      timer = setTimeout(() => reject(new Error('The check did not end in time.')), PATIENCE_MS);
    });
    this.page.once('crash', fail);
    const sampler = this.watchMemory();
    try {
      const run = this.page.evaluate(watchCheck, startEvent);
      await Promise.race([start(), trouble]);
      const result = await Promise.race([run, trouble]);
      return { ...result, memory: sampler.stop() };
    } finally {
      sampler.stop();
      clearTimeout(timer);
      this.page.off('crash', fail);
    }
  }
}
