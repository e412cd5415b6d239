import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './tallyman-page.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const THEMES = ['dark', 'light'] as const;

/**
 * axe finds nothing on what is shown now, in both themes: all its rules in the first one, in the second those about colours,
 * which is all that differs.
 */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  const before = await page.evaluate(() => document.documentElement.dataset['theme']);
  for (const theme of THEMES) {
    await page.evaluate(async (value) => {
      document.documentElement.dataset['theme'] = value;
      // Colours change over a moment, from the next frame on: what axe is to see are those that stay.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    }, theme);
    // Handed over once a page: to hand over half a megabyte again and again is slow, and was seen to get no answer.
    const isThere = await page.evaluate(() => 'axe' in window);
    const { violations } = await analyzed(
      new AxeBuilder(isThere ? { page, axeSource: 'void 0' } : { page })
        .options({
          runOnly: theme === 'dark' ? { type: 'tag', values: RULES } : { type: 'rule', values: ['color-contrast'] },
          // Of what is well only a first place is named: naming all of them took longer than looking.
          resultTypes: ['violations'],
        })
        // There are no frames; a second page to gather their results in is not needed.
        .setLegacyMode(),
      where,
    );
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`);
    expect(found, `${where}, ${theme}`).toEqual([]);
  }
  await page.evaluate((value) => {
    if (value === undefined) delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = value;
  }, before);
}

/** Far longer than axe takes on a busy machine. */
const PATIENCE_MS = 45_000;

/** @throws Error when the browser does not answer, long before the test as a whole gives up */
async function analyzed(axe: AxeBuilder, where: string): Promise<Awaited<ReturnType<AxeBuilder['analyze']>>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`axe did not answer: ${where}`)), PATIENCE_MS);
  });
  return Promise.race([axe.analyze(), late]).finally(() => clearTimeout(timer));
}
