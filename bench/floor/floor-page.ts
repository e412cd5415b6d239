import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { build } from 'vite';

const PATH = 'floor.html';
const PAGE = '<!doctype html><title>Floor</title><input type="file" webkitdirectory data-testid="files">';

/** The worker as one script. */
export async function buildFloorWorker(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'esnext', rolldownOptions: { input: 'bench/floor/floor.worker.ts' } },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const script = outputs.find((part) => part.type === 'chunk');
  if (!script) throw new Error('The worker of the floor was not built.');
  return script.code;
}

export interface FloorRun {
  readonly worker: string;
  readonly folder: string;
  readonly idleMs: number;
  /** Layers are listed and their files hashed too, by the app's own code. */
  readonly lists: boolean;
}

/**
 * The least that a page can do for the same answer: a page with nothing on it, two workers (as many as the app takes), each
 * file read whole, hashed, unpacked, hashed. Nothing is linked, merged, kept or drawn.
 * @param run.idleMs before the files arrive, in which the browser settles, as it may before the app's turn
 * @returns milliseconds from the arrival of the files to the end of the last worker
 */
export async function runFloor(
  browser: Browser,
  address: string,
  { worker, folder, idleMs, lists }: FloorRun,
): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    await page.route(`**/${PATH}`, (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
    await page.goto(`${address}${PATH}`);
    await page.evaluate(startFloor, { script: worker, lists });
    await pause(idleMs);
    await page.getByTestId('files').setInputFiles(folder);
    return await page.evaluate(() => (globalThis as unknown as { took: Promise<number> }).took);
  } finally {
    await context.close();
  }
}

/** Runs in the page and sees nothing of this file. Resolves when the workers are ready. */
async function startFloor({ script, lists }: { readonly script: string; readonly lists: boolean }): Promise<void> {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const workers = Array.from(
    { length: Math.min(4, navigator.hardwareConcurrency) },
    () => new Worker(url, { type: 'module' }),
  );
  const answerOf = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  await Promise.all(workers.map(answerOf));
  const took = new Promise<number>((resolve, reject) => {
    document.addEventListener('change', ({ target, timeStamp }) => {
      const files = [...((target as HTMLInputElement).files ?? [])].sort((a, b) => b.size - a.size);
      // Largest first, whoever is free: as the app.
      const run = async (worker: Worker): Promise<void> => {
        for (let file = files.shift(); file; file = files.shift()) {
          const answer = answerOf(worker);
          worker.postMessage({ file, lists });
          await answer;
        }
      };
      Promise.all(workers.map(run)).then(() => resolve(performance.now() - timeStamp), reject);
    });
  });
  Object.assign(globalThis, { took });
}
