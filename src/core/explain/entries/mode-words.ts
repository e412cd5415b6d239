import type { EntryType } from '../../layer/layer-entries.ts';
import { listed } from '../plain-words.ts';

const SETUID = 0o4000;
const SETGID = 0o2000;
const STICKY = 0o1000;

/** `rwxr-xr-x (0755)`, with `s` and `t` as `ls` shows them. */
export function modeText(mode: number): string {
  const bits = (shift: number, special: boolean, letter: string): string => {
    const three = (mode >> shift) & 7;
    const last = special ? (three & 1 ? letter : letter.toUpperCase()) : three & 1 ? 'x' : '-';
    return `${three & 4 ? 'r' : '-'}${three & 2 ? 'w' : '-'}${last}`;
  };
  const text =
    bits(6, (mode & SETUID) !== 0, 's') + bits(3, (mode & SETGID) !== 0, 's') + bits(0, (mode & STICKY) !== 0, 't');
  return `${text} (${(mode & 0o7777).toString(8).padStart(4, '0')})`;
}

/** Who may do what, and what the special bits mean; null where the mode means nothing. */
export function modeNote(type: EntryType, mode: number): string | null {
  if (type === 'symlink') return 'The mode of a symbolic link means nothing; that of its target counts.';
  const isFolder = type === 'dir';
  const rights = (shift: number): string => {
    const three = (mode >> shift) & 7;
    const words = [
      ...(three & 4 ? [isFolder ? 'list' : 'read'] : []),
      ...(three & 2 ? [isFolder ? 'change' : 'write'] : []),
      ...(three & 1 ? [isFolder ? 'enter' : 'run'] : []),
    ];
    return words.length === 0 ? 'do nothing' : listed(words);
  };
  const [owner, group, others] = [rights(6), rights(3), rights(0)];
  const whole =
    owner === group && group === others
      ? `Everybody may ${owner}.`
      : group === others
        ? `The owner may ${owner}; everybody else may ${group}.`
        : `The owner may ${owner}; the group may ${group}; others may ${others}.`;
  return [whole, ...specialNotes(type, mode)].join(' ');
}

function specialNotes(type: EntryType, mode: number): string[] {
  const isFolder = type === 'dir';
  return [
    ...(mode & SETUID && !isFolder
      ? ['Setuid: whoever runs it, it runs as its owner; Linux passes over that for scripts.']
      : []),
    ...(mode & SETGID
      ? [
          isFolder
            ? 'Setgid: what is made in it belongs to its group.'
            : 'Setgid: whoever runs it, it runs with the rights of its group; Linux passes over that for scripts.',
        ]
      : []),
    ...(mode & STICKY && isFolder ? ['Sticky: only the owner of a file may remove it from here.'] : []),
    ...(mode & 2 && !isFolder && type === 'file' ? ['Anybody in the container may change it.'] : []),
  ];
}
