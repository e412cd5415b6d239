import type { Report } from '../core/report/report.ts';

/** What the page makes of so many takes some 30 ms, as drawing the verdict does: each is to have a turn of its own. */
const MANY_FILES = 2_000;

export const hasManyFiles = ({ files }: Report): boolean => files.length > MANY_FILES;

/** What has been shown is drawn up, and whatever waits for this thread gets it. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
