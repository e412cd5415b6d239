import type { ConfigView } from '../../oci/config.ts';

/**
 * What a Dockerfile escapes with: at the end of a line, so that it goes on, and in values. Not in lists, which are JSON.
 * @see Dockerfile reference, "escape"
 */
export type EscapeCharacter = '\\' | '`';

/** Windows parts paths with backslashes, so that Dockerfiles for it are written with the character of PowerShell. */
export const escapeOf = ({ os }: Pick<ConfigView, 'os'>): EscapeCharacter => (os === 'windows' ? '`' : '\\');

/** Null for the default. Parser directives are read only before anything else, comments among it. */
export const escapeDirective = (escape: EscapeCharacter): string | null =>
  escape === '\\' ? null : `# escape=${escape}`;
