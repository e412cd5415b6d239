import type { Locator } from '@playwright/test';

/**
 * How many elements a virtual list makes while it is scrolled.
 * @param tops where to, one after the other, in pixels; Infinity: to its end
 */
export function madeRows(list: Locator, tops: readonly number[]): Promise<number> {
  return list.evaluate(async (box, places) => {
    // A set: when a slow machine takes the scrolling for over, elements are put in order, and come in once more.
    const rows = new Set<Node>();
    const known = new Set<Node>(box.querySelectorAll('[data-index]'));
    const watcher = new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node instanceof HTMLElement && node.matches('[data-index]') && !known.has(node)) rows.add(node);
    });
    watcher.observe(box, { childList: true, subtree: true });
    for (const top of places) {
      box.scrollTop = Math.min(top, box.scrollHeight);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
    watcher.disconnect();
    return rows.size;
  }, tops);
}
