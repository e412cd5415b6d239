import type { StorageProblemKind } from '../storage/storage-problem.ts';

export const storageProblemText: Readonly<Record<StorageProblemKind, string>> = {
  full: 'The browser has no room left to keep these results. They stay on screen until this page is closed.',
  forbidden:
    'This browser window keeps nothing, as private windows do. Results stay on screen until this page is closed.',
  superseded: 'A newer version of Tallyman is open in another tab. Reload this page to keep results again.',
  failed: 'The results could not be kept in this browser. They stay on screen until this page is closed.',
};
