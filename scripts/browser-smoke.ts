import { join, resolve } from 'node:path';
import { readdirSync } from 'node:fs';

/** What every browser must reach: the handle that carries the verdict, after the sample and after a folder. */
export const statusSelector = '[data-testid="verification-status"]';
export const sampleSelector = '[data-testid="open-sample"]';
export const folderSelector = '[data-testid="open-folder-input"]';

/** A file inside the sample, and what is there once its bytes have been read from the layer. */
export const sampleContentHash = '#/layers/hello';
export const contentSelector = '[data-testid="content-pane"] [role="group"]';

/** A small real folder without an error in it. */
export const smokeFolder = resolve('tests/fixtures/oci');

/** What a dump without an error in it may end with. */
const fineVerdicts = ['sound', 'warnings', 'incomplete'];

export interface SmokeFile {
  path: string;
  /** As the browser's own folder picker would write it: the folder's name first. */
  relativePath: string;
}

/** All files of a folder; drivers cannot hand a folder to these browsers, so its files are handed over one by one. */
export function listSmokeFiles(folder: string, prefix = folder.split('/').pop() ?? ''): SmokeFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const relativePath = `${prefix}/${entry.name}`;
    return entry.isDirectory() ? listSmokeFiles(path, relativePath) : [{ path, relativePath }];
  });
}

/**
 * Runs in the page before files are picked: gives them the folder paths that the browser's picker would have given
 * them, and allows several, which drivers ask for and folder pickers do not need.
 */
export const prepareFolderInput = `(input, paths) => {
  input.multiple = true;
  input.addEventListener('change', () => {
    [...input.files].forEach((file, i) => Object.defineProperty(file, 'webkitRelativePath', { value: paths[i] }));
  }, { capture: true, once: true });
}`;

/** Prints why nothing was tested. A skipped run is no passed run, and says so. */
export function skip(reason: string): void {
  console.log(`SKIPPED: ${reason}`);
}

/** Reports a verdict; the process fails when any is not fine. */
export function reportVerdict(browser: string, step: string, state: string, verdict: string): void {
  reportStep(browser, step, state === 'done' && fineVerdicts.includes(verdict), `${state}, ${verdict || 'no verdict'}`);
}

/** Reports one step; the process fails when any step did. */
export function reportStep(browser: string, step: string, isFine: boolean, found: string): void {
  console.log(`${isFine ? 'ok    ' : 'FAILED'} ${browser}: ${step}: ${found}`);
  if (!isFine) process.exitCode = 1;
}
