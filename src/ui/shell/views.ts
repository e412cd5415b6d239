import type { IconName } from '../shared/icon-paths.ts';

export type DumpView = 'overview' | 'files' | 'map' | 'findings';

/** The views of an open dump, in the order of the tabs and of the keys 1 to 4. */
export const views: readonly { readonly view: DumpView; readonly name: string; readonly icon: IconName }[] = [
  { view: 'overview', name: 'Overview', icon: 'overview' },
  { view: 'files', name: 'Files', icon: 'file' },
  { view: 'map', name: 'Map', icon: 'map' },
  { view: 'findings', name: 'Findings', icon: 'flag' },
];
