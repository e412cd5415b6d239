import type { EscapeCharacter } from './escape-character.ts';

/**
 * A history step without what its builder adds or leaves to the next one.
 * @param createdBy its text as recorded
 * @param isVerbatim it is a line of a Dockerfile as it was written
 */
export function stepText(
  createdBy: string,
  isVerbatim: boolean,
  escape: EscapeCharacter,
): { readonly text: string; readonly isBuildkit: boolean } {
  if (isVerbatim) return { text: joinedLines(createdBy, escape), isBuildkit: false };
  const text = withoutMark(createdBy.trimEnd());
  return text === null ? { text: createdBy, isBuildkit: false } : { text, isBuildkit: true };
}

/** BuildKit ends what made a layer with ` # buildkit`; null where that is not there. */
function withoutMark(text: string): string | null {
  const at = text.lastIndexOf('# buildkit');
  // The first BuildKits named a digest with it.
  const isEnd = at > 0 && /^(?::sha256:[0-9a-f]{64})?$/.test(text.slice(at + '# buildkit'.length));
  if (!isEnd || !/\s/.test(text[at - 1] ?? '')) return null;
  return text.slice(0, text[at - 1] === ' ' ? at - 1 : at);
}

/** The escape at the end of a line goes with its line break, but in heredocs. */
function joinedLines(line: string, escape: EscapeCharacter): string {
  return line.includes('<<') ? line : line.replace(escape === '`' ? /`[ \t]*\r?\n/g : /\\[ \t]*\r?\n/g, ' ');
}
