import type { EntryFacts } from './entry-facts.ts';

const NOTES: Readonly<Record<EntryFacts['format'], string>> = {
  v7: 'The oldest tar header: short names, nothing about devices or names of owners.',
  ustar: 'The header of POSIX tar: names up to 255 bytes, files up to 8 GiB.',
  star: 'The header of the tool star, which extends POSIX tar.',
  gnu: 'The header of GNU tar, with long names in records of their own.',
  pax: 'A POSIX header with records before it for what does not fit: long names, exact times, extended attributes.',
};

export const formatNote = (format: EntryFacts['format']): string => NOTES[format];
