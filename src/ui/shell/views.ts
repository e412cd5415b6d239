import type { IconName } from '../shared/icon-paths.ts';

export type DumpView = 'overview' | 'files' | 'map' | 'findings' | 'layers' | 'bytes' | 'history';

/** The views of an open dump, in the order of the tabs and of the keys 1 to 7; `dock`: at the foot of a phone. */
export const views: readonly {
  readonly view: DumpView;
  readonly name: string;
  readonly icon: IconName;
  readonly dock: boolean;
}[] = [
  { view: 'overview', name: 'Overview', icon: 'overview', dock: true },
  { view: 'files', name: 'Files', icon: 'file', dock: true },
  { view: 'map', name: 'Map', icon: 'map', dock: false },
  { view: 'findings', name: 'Findings', icon: 'flag', dock: true },
  { view: 'layers', name: 'Layers', icon: 'layers', dock: true },
  { view: 'bytes', name: 'Bytes', icon: 'bytes', dock: false },
  { view: 'history', name: 'History', icon: 'history', dock: false },
];
