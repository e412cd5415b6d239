import type { SaveSkip } from '../../state/saving.svelte.ts';

/** Why something could not be saved, for the list of what was left out. */
export const skipWords: Readonly<Record<SaveSkip['reason'], string>> = {
  'dangling-hard-link': 'a hard link to something that is not there when it comes',
  'hard-link-to-folder': 'a hard link to a folder, which no system takes',
  'below-a-file': 'lies below something that is no folder',
  'not-there': 'is not there as of this layer',
  'content-cut': 'its layer breaks off inside it: saved as far as it goes, or filled up with zeros',
  'content-absent': 'its content cannot be read: its layer is damaged',
  symlink: 'a symbolic link: browsers cannot write one into a folder',
  device: 'a device or pipe: browsers cannot write one into a folder',
  'name-not-utf8': 'its name is no UTF-8 text',
  'name-too-long': 'its name is longer than 255 bytes',
  'name-reserved': 'Windows does not take this name',
  'name-refused': 'the browser does not take this name',
  'name-collides': 'differs from another name only in ways this system does not see',
};
