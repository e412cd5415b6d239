import { quotedTexts } from './go-lists.ts';

const LONGEST = 4096;

/**
 * The words of a SHELL step, parted by blanks as builders put them before later commands.
 * @returns null for any other step
 */
export function shellOfStep(createdBy: string): string | null {
  const text = createdBy.slice(0, LONGEST).trim();
  const list = /^(?:[^]{0,300}?#\(nop\)\s+)?SHELL\s+\[([^]+)\](?: # buildkit)?$/i.exec(text)?.[1];
  if (list === undefined) return null;
  const words = list.trimStart().startsWith('"') ? quotedTexts(list)?.join(' ') : list;
  return words === undefined || words.trim() === '' ? null : words.trim();
}
