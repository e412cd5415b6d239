/**
 * Passes on at most one call per `ms` milliseconds; calls in between are dropped, so a last one is not guaranteed.
 * @param now milliseconds of any steady clock: core reads no clock of its own
 */
export function throttle<A extends unknown[]>(
  ms: number,
  now: () => number,
  fn: (...args: A) => void,
): (...args: A) => void {
  let nextMs = -Infinity;
  return (...args) => {
    const nowMs = now();
    if (nowMs < nextMs) return;
    nextMs = nowMs + ms;
    fn(...args);
  };
}
