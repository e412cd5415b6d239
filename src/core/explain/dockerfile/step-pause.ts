import type { HistoryEntry } from '../../oci/config.ts';

/** What waits longer than this was not built in one go. */
export const PAUSE_MS = 3_600_000;

/** Between two entries; 0 where a date is missing. */
export function pauseMs(last: HistoryEntry | undefined, next: HistoryEntry | undefined): number {
  const pause = Date.parse(next?.created ?? '') - Date.parse(last?.created ?? '');
  return Number.isNaN(pause) ? 0 : pause;
}
