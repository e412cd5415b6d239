/** Reads in flight at once: enough to hide a disk's or the platform's latency, few enough for open-file limits. */
export const READS_IN_FLIGHT = 32;

/**
 * Does one job per item, `atOnce` at a time, and gives the results in the items' order.
 * @throws what a job throws, or `signal.reason`; jobs that are under way end unheard
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  job: (item: Item) => Promise<Result>,
  signal?: AbortSignal,
  atOnce = READS_IN_FLIGHT,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      signal?.throwIfAborted();
      results[i] = await job(items[i] as Item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  signal?.throwIfAborted();
  return results;
}
