import type { Page } from '@playwright/test';

/** What a search of all contents took. */
export interface Searching {
  /** From the press of Enter to the word that all of it was searched. */
  readonly wholeMs: number;
  /** As the page says it: places, files and bytes. */
  readonly said: string;
}

/** Contents of 10 GB are read and unpacked for it. */
const PATIENCE_MS = 10 * 60_000;

/** Looks for a text in the files of all layers, those that layers above hide included. Null: it did not end, or found nothing. */
export async function searchContents(page: Page, text: string): Promise<Searching | null> {
  await page.getByRole('button', { name: 'Look in files' }).click();
  const form = page.getByRole('search', { name: 'Search all layers' });
  await form.getByRole('textbox').fill(text);
  const found = await page.evaluate(untilSearched, PATIENCE_MS);
  await page.getByRole('button', { name: 'All paths' }).click();
  return found !== null && /^[1-9]/.test(found.said) ? found : null;
}

/** Runs in the page and sees nothing of this file: presses Enter and waits for the sentence at the end. */
function untilSearched(patienceMs: number): Promise<Searching | null> {
  const form = document.querySelector<HTMLFormElement>('form[role="search"]');
  if (!form) return Promise.resolve(null);
  return new Promise((resolve) => {
    const started = performance.now();
    form.requestSubmit();
    const look = (): void => {
      const now = performance.now();
      const said = form.parentElement?.querySelector('[role="status"]')?.textContent.trim() ?? '';
      if (said.includes(' searched.')) resolve({ wholeMs: now - started, said });
      else if (now - started > patienceMs) resolve(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
