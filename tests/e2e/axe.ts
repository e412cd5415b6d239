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
  const before = await answered(() => page.evaluate(() => document.documentElement.dataset['theme']), where);
  for (const theme of THEMES) {
    const show = () =>
      page.evaluate(async (value) => {
        document.documentElement.dataset['theme'] = value;
        // Colours change over a moment, from the next frame on: what axe is to see are those that stay.
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        // Ended, not waited for: what is out of sight ends with a frame that may not come before the next message does.
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
        }
        return 'axe' in window;
      }, theme);
    // Handed over once a page: half a megabyte again and again is slow.
    const isThere = await answered(show, where);
    const axe = new AxeBuilder(isThere ? { page, axeSource: 'void 0' } : { page })
      .options({
        runOnly: theme === 'dark' ? { type: 'tag', values: RULES } : { type: 'rule', values: ['color-contrast'] },
        // Of what is well only a first place is named: naming all of them took longer than looking.
        resultTypes: ['violations'],
      })
      // There are no frames; a second page to gather their results in is not needed.
      .setLegacyMode();
    const { violations } = await answered(() => axe.analyze(), where);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`);
    expect(found, `${where}, ${theme}`).toEqual([]);
  }
  const restore = () =>
    page.evaluate((value) => {
      if (value === undefined) delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = value;
    }, before);
  await answered(restore, where);
}

/** Far longer than a page or axe takes on a busy machine. */
const PATIENCE_MS = 20_000;
const TRIES = 3;

/**
 * The browser's answer to a question that may be asked again: now and then an idle page's answer was seen to wait in the browser
 * until the next message came, while the page itself was well.
 * @throws Error when there is none to several, long before the test as a whole gives up
 */
async function answered<T>(ask: () => Promise<T>, where: string): Promise<T> {
  for (let i = 1; i <= TRIES; i += 1) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    const answer = ask().then((value) => ({ value }));
    answer.catch(() => undefined); // one that is not waited for any more may fail when the page closes
    const first = await Promise.race([answer, late]).finally(() => clearTimeout(timer));
    if (first) return first.value;
    console.log(`no answer from the browser, ${i} of ${TRIES}: ${where}`);
  }
  throw new Error(`the browser did not answer: ${where}`);
}
