import type { EscapeCharacter } from './escape-character.ts';

/**
 * The line for the shell that a CMD or ENTRYPOINT was written as: builders put the words of the shell before it, and Docker for
 * Windows makes one word of all that.
 * @returns null for a list, and for what cannot stand on a line of a Dockerfile
 */
export function shellLine(words: readonly string[], shell: readonly string[], escape: EscapeCharacter): string | null {
  const line = lineOf(words, shell) ?? (escape === '`' ? lineOfOne(words, shell) : null);
  return line === null || line.trim() === '' || line.includes('\n') || line.endsWith(escape) ? null : line;
}

const lineOf = (words: readonly string[], shell: readonly string[]): string | null =>
  words.length === shell.length + 1 && shell.every((word, i) => word === words[i]) ? (words.at(-1) ?? null) : null;

function lineOfOne([word, ...more]: readonly string[], shell: readonly string[]): string | null {
  const prefix = `${shell.join(' ')} `;
  return word?.startsWith(prefix) && more.length === 0 ? word.slice(prefix.length) : null;
}
