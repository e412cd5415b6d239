import type { EntryType } from '../../layer/layer-entries.ts';

export const TYPE_NAMES: Readonly<Record<EntryType, string>> = {
  file: 'file',
  dir: 'folder',
  symlink: 'symbolic link',
  hardlink: 'hard link',
  fifo: 'named pipe',
  char: 'character device',
  block: 'block device',
};

const NOTES: Readonly<Record<EntryType, string | null>> = {
  file: null,
  dir: null,
  symlink: 'It stands for another path, whatever that is at the time.',
  hardlink: 'A second name for a file: both show the same content, which is stored once.',
  fifo: 'What one program writes into it, another one reads.',
  char: 'A way to a driver that reads and writes bytes one by one, such as a terminal.',
  block: 'A way to a driver that reads and writes whole blocks, such as a disk.',
};

export const typeNote = (type: EntryType): string | null => NOTES[type];
