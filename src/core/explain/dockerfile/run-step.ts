import { brokenCommand } from './break-lines.ts';
import { jsonList } from './go-lists.ts';
import { splitKeyValues } from './key-values.ts';
import type { KeyValue } from './key-values.ts';

/** A RUN in today's syntax. */
export interface RunStep {
  readonly text: string;
  readonly guess: string | null;
  /** Build arguments that were in use. */
  readonly args: readonly KeyValue[];
}

const LIST = 'Guessed: where the words of this list end.';
const HEREDOC = 'Guessed: it was a heredoc, by its line breaks.';

/**
 * Reads the step of a RUN as classic builder, BuildKit and buildah write it: `[|N A=1 …] SHELL… COMMAND`.
 * @param shell words that run a command line at this point of the Dockerfile
 * @param argNames build arguments declared so far: they tell values with blanks apart
 */
export function readRun(step: string, shell: readonly string[], argNames: readonly string[]): RunStep {
  const prefixes = [`${shell.join(' ')} `, '/bin/sh -c ', 'cmd /S /C '];
  const { args, rest } = splitArgs(step, prefixes, argNames);
  const prefix = prefixes.find((text) => rest.startsWith(text));
  if (prefix !== undefined) return { ...shellForm(rest.slice(prefix.length)), args };
  // Set on another image's SHELL, or a list. `X -c TEXT` runs TEXT whatever X is.
  const viaShell = /^([^\s"']+(?: [^\s"']+){0,8}?) (-[a-z]*c) ([^]+)$/.exec(rest);
  const words = viaShell
    ? [...(viaShell[1] ?? '').split(' '), viaShell[2] ?? '', viaShell[3] ?? '']
    : rest.trim().split(/ +/);
  return { text: `RUN ${jsonList(words)}`, guess: LIST, args };
}

function shellForm(command: string): { text: string; guess: string | null } {
  const line = command.trim();
  if (!line.includes('\n') || /<<-?["']?\w/.test(line.slice(0, line.indexOf('\n'))))
    return { text: `RUN ${brokenCommand(line)}`, guess: null };
  let end = 'EOF';
  while (line.split('\n').includes(end)) end += '_';
  return { text: `RUN <<${end}\n${line}\n${end}`, guess: HEREDOC };
}

/** `|2 A=1 B=2 rest`: the count comes first, as values may hold blanks. */
function splitArgs(
  step: string,
  prefixes: readonly string[],
  argNames: readonly string[],
): { args: readonly KeyValue[]; rest: string } {
  const count = /^\|(\d{1,4}) /.exec(step);
  if (!count) return { args: [], rest: step };
  const body = step.slice(count[0].length);
  const ends = prefixes.map((prefix) => body.indexOf(` ${prefix}`)).filter((at) => at >= 0);
  const end = ends.length > 0 ? Math.min(...ends) : -1;
  const known = new Map(argNames.map((name) => [name, '\0']));
  if (end < 0) {
    // A list: after so many pairs without blanks the command begins.
    const words = body.split(' ');
    const args = splitKeyValues(words.slice(0, Number(count[1])).join(' '), known) ?? [];
    return { args, rest: words.slice(Number(count[1])).join(' ') };
  }
  return { args: splitKeyValues(body.slice(0, end), known) ?? [], rest: body.slice(end + 1) };
}
