/** What the page itself saw of one check. */
export interface PageRun {
  readonly wallMs: number;
  readonly state: string;
  readonly verdict: string;
  /** 0: no task was longer than the 50 ms from which browsers tell. */
  readonly longestTaskMs: number;
  /** How the app says it read the layers; null when it says nothing. */
  readonly strategy: string | null;
  /** From the first byte of the page to its first paint. */
  readonly firstPaintMs: number | null;
}

/**
 * Runs in the page and sees nothing of this file: from the event that starts the work (files have arrived, or a button
 * was pressed) to the verdict. The clock is the page's.
 */
export function watchCheck(startEvent: 'change' | 'click'): Promise<PageRun> {
  return new Promise((resolve) => {
    let started = Infinity;
    let tasks: PerformanceEntryList = [];
    const observer = new PerformanceObserver((list) => (tasks = tasks.concat(list.getEntries())));
    observer.observe({ entryTypes: ['longtask'] });
    document.addEventListener(startEvent, (event) => (started = event.timeStamp), { capture: true, once: true });
    const status = document.querySelector('[data-testid="verification-status"]');
    const watcher = new MutationObserver(() => {
      const state = status?.getAttribute('data-state') ?? '';
      if ((state !== 'done' && state !== 'failed') || started === Infinity) return;
      const ended = performance.now();
      watcher.disconnect();
      // The task that shows the result is over, and told of, a little later.
      setTimeout(() => {
        tasks = tasks.concat(observer.takeRecords());
        observer.disconnect();
        const during = tasks.filter(({ startTime, duration }) => startTime < ended && startTime + duration > started);
        resolve({
          wallMs: ended - started,
          state,
          verdict: status?.getAttribute('data-verdict') ?? '',
          // What the browser did in a task before it told of the files is not the page's.
          longestTaskMs: Math.max(
            0,
            ...during.map((task) => task.startTime + task.duration - Math.max(started, task.startTime)),
          ),
          strategy: status?.getAttribute('data-reading') ?? null,
          firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
        });
      }, 300);
    });
    watcher.observe(document.documentElement, {
      subtree: true,
      attributes: true,
      attributeFilter: ['data-state', 'data-verdict'],
    });
  });
}
