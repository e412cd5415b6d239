const letters = { dir: 'd', symlink: 'l', fifo: 'p', char: 'c', block: 'b', file: '-', hardlink: '-' } as const;

/** As `ls -l` writes it: `drwxr-sr-x`. @param type null for a folder that no entry names */
export function modeText(type: keyof typeof letters | null, mode: number): string {
  if (type === null) return '';
  const bits = Array.from({ length: 9 }, (_, i) => ((mode & (0o400 >> i)) === 0 ? '-' : ('rwx'[i % 3] ?? '-')));
  const special = (at: number, bit: number, sign: string): void => {
    if ((mode & bit) !== 0) bits[at] = bits[at] === 'x' ? sign : sign.toUpperCase();
  };
  special(2, 0o4000, 's');
  special(5, 0o2000, 's');
  special(8, 0o1000, 't');
  return letters[type] + bits.join('');
}
