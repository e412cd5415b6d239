import type { EntryType } from './shown-types.ts';

export const typeWords: Readonly<Record<EntryType, string>> = {
  file: 'File',
  dir: 'Folder',
  symlink: 'Symlink',
  hardlink: 'Hard link',
  fifo: 'Pipe',
  char: 'Character device',
  block: 'Block device',
};

export const entryTypes = Object.keys(typeWords) as readonly EntryType[];
