import { brokenCommand } from './break-lines.ts';
import { readBuildArguments, shellPrefixes } from './build-arguments.ts';
import type { BuildArgumentHints } from './build-arguments.ts';
import type { EscapeCharacter } from './escape-character.ts';
import { jsonList } from './go-lists.ts';
import type { KeyValue } from './key-values.ts';

/** A RUN in today's syntax. */
export interface RunStep {
  readonly text: string;
  readonly guess: string | null;
  /** Build arguments that were in use. */
  readonly args: readonly KeyValue[];
}

const LIST = 'Guessed: where the words of this list end.';
const LIST_START = 'Guessed: where the last build argument ends and this list begins, and where its words end.';
const COMMAND_UNKNOWN =
  'Build arguments stand before this command in the history, without their quotes: where the command begins cannot be told.';
const HEREDOC = 'Guessed: it was a heredoc, by its line breaks.';
const HEREDOC_END = 'Guessed: where its heredoc ends.';
const SCRIPT_LOST = 'A heredoc with a #! line stood here; its text is not in the history.';
/** `<<EOF` as a word of its own, which begins a heredoc. */
const HEREDOC_START = /(?<![^\s;&|(])\d*<<-?(["']?)(\w+)\1/g;

/**
 * Reads the step of a RUN as classic builder, BuildKit and buildah write it: `[|N A=1 …] SHELL… COMMAND`.
 * @param shell words that run a command line at this point of the Dockerfile
 * @param hints what tells values of build arguments apart that have blanks in them
 */
export function readRun(
  step: string,
  shell: readonly string[],
  hints: Omit<BuildArgumentHints, 'prefixes'>,
  escape: EscapeCharacter,
): RunStep {
  const prefixes = shellPrefixes(shell.join(' '));
  const found = readBuildArguments(step, { ...hints, prefixes });
  const args = found?.pairs ?? [];
  if (found?.commandStart === null) return { text: 'RUN <unknown>', guess: COMMAND_UNKNOWN, args };
  const rest = step.slice(found?.commandStart ?? 0);
  const prefix = prefixes.find((text) => rest.startsWith(text));
  if (prefix !== undefined) return { ...shellForm(rest.slice(prefix.length), shell, escape), args };
  // Set on another image's SHELL, or a list. `X -c TEXT` runs TEXT whatever X is, and so does PowerShell's `-Command`.
  const viaShell = /^([^\s"']+(?: [^\s"']+){0,8}?) (-[a-z]*c|-Command) ([^]+)$/.exec(rest);
  const words = viaShell
    ? [...(viaShell[1] ?? '').split(' '), viaShell[2] ?? '', viaShell[3] ?? '']
    : rest.trim().split(/ +/);
  return { text: `RUN ${jsonList(words)}`, guess: found?.isGuess ? LIST_START : LIST, args };
}

/** `:` and a SHA-256, with or without its name. */
const LONGEST_SUM = ':sha256:'.length + 64;

/** buildah keeps the flags of a RUN, and behind its command puts what the folders it mounts sum up to. */
function withoutMountSums(line: string): string {
  if (!line.startsWith('--') || !line.includes('--mount=')) return line;
  let end = line.length;
  // One after the other from the end: one expression for all would read a long row of them anew from each of them.
  for (let sum = 1; sum > 0; end -= sum) {
    sum = /:(?:sha256:)?[0-9a-f]{64}$/.exec(line.slice(Math.max(0, end - LONGEST_SUM), end))?.[0].length ?? 0;
  }
  return line.slice(0, end);
}

function shellForm(
  command: string,
  shell: readonly string[],
  escape: EscapeCharacter,
): { text: string; guess: string | null } {
  const line = withoutMountSums(command.trim());
  const [first = '', ...more] = line.split('\n');
  const ends = [...first.matchAll(HEREDOC_START)].map((match) => match[2] ?? '');
  if (/^\/dev\/pipes\/\w+$/.test(line)) return { text: `RUN ${line}`, guess: SCRIPT_LOST };
  // The text of a heredoc ends with a line break; what is fed by one ends with its last word.
  if (command.endsWith('\n')) return { text: heredoc(command.slice(0, -1)), guess: HEREDOC };
  if (more.length === 0) {
    // On one line these would swallow what comes behind them.
    if (ends.length > 0 || line.endsWith(escape)) return { text: `RUN ${jsonList([...shell, line])}`, guess: null };
    return { text: `RUN ${brokenCommand(line, escape)}`, guess: null };
  }
  const missing = ends.length > 0 ? missingEnds(ends, more) : null;
  if (!missing) return { text: heredoc(line), guess: HEREDOC };
  return { text: ['RUN ' + line, ...missing].join('\n'), guess: missing.length > 0 ? HEREDOC_END : null };
}

function heredoc(text: string): string {
  const lines = text.split('\n');
  let end = 'EOF';
  while (lines.includes(end)) end += '_';
  return `RUN <<${end}\n${text}\n${end}`;
}

/** Those words that end no heredoc, as buildah leaves them out; null when something follows the last, which a heredoc around all holds. */
function missingEnds(ends: readonly string[], lines: readonly string[]): string[] | null {
  let found = 0;
  for (const line of lines) {
    if (found === ends.length) return null;
    if (line.replace(/^\t+/, '') === ends[found]) found += 1;
  }
  return ends.slice(found);
}
