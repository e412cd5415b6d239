/** What is done in the page, and what it must then show. */
export interface Step {
  /** The part of the address after `#`; null: stay. */
  readonly address: string | null;
  /** For the filter of the list; null: leave it. */
  readonly filter: string | null;
  /** Somewhere on the page; empty: any. */
  readonly text: string;
  /** That the list has at least this many, shown or not; 0: any. */
  readonly rows: number;
  readonly patienceMs: number;
}

/**
 * Runs in the page and sees nothing of this file: milliseconds from the action to the first frame that can show what was
 * waited for; null when it did not come in time, or the page has no such list or filter.
 */
export function timeUntil({ address, filter, text, rows, patienceMs }: Step): Promise<number | null> {
  const rowCount = (): number => {
    const list = document.querySelector('[role="treegrid"], main [role="tree"], main [role="grid"]');
    if (!list?.querySelector('[role="row"] [role="rowheader"], [role="treeitem"]')) return 0;
    const said = Number(list.getAttribute('aria-rowcount') ?? 0);
    const setSizes = [...list.querySelectorAll('[aria-setsize]')].map((row) =>
      Number(row.getAttribute('aria-setsize')),
    );
    return Math.max(1, said, ...setSizes);
  };
  const isThere = (): boolean =>
    rowCount() >= Math.max(1, rows) && (text === '' || document.body.textContent.includes(text));
  const input = document.querySelector<HTMLInputElement>('main input[type="search"], main input[type="text"]');
  if (filter !== null && !input) return Promise.resolve(null);
  return new Promise((resolve) => {
    const started = performance.now();
    if (address !== null) location.hash = address;
    if (filter !== null && input) {
      input.focus();
      input.value = filter;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const look = (): void => {
      const now = performance.now();
      if (isThere()) resolve(now - started);
      else if (now - started > patienceMs) resolve(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
