import { brokenCommand } from './break-lines.ts';
import type { EscapeCharacter } from './escape-character.ts';
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
const HEREDOC_END = 'Guessed: where its heredoc ends.';
const SCRIPT_LOST = 'A heredoc with a #! line stood here; its text is not in the history.';
/** `<<EOF` as a word of its own, which begins a heredoc. */
const HEREDOC_START = /(?<![^\s;&|(])\d*<<-?(["']?)(\w+)\1/g;

/**
 * Reads the step of a RUN as classic builder, BuildKit and buildah write it: `[|N A=1 …] SHELL… COMMAND`.
 * @param shell words that run a command line at this point of the Dockerfile
 * @param declared build arguments declared so far, with their defaults: they tell values with blanks apart
 */
export function readRun(
  step: string,
  shell: readonly string[],
  declared: ReadonlyMap<string, string | null>,
  escape: EscapeCharacter,
): RunStep {
  const prefixes = [`${shell.join(' ')} `, '/bin/sh -c ', 'cmd /S /C '];
  const { args, rest } = splitArgs(step, prefixes, declared);
  const prefix = prefixes.find((text) => rest.startsWith(text));
  if (prefix !== undefined) return { ...shellForm(rest.slice(prefix.length), shell, escape), args };
  // Set on another image's SHELL, or a list. `X -c TEXT` runs TEXT whatever X is, and so does PowerShell's `-Command`.
  const viaShell = /^([^\s"']+(?: [^\s"']+){0,8}?) (-[a-z]*c|-Command) ([^]+)$/.exec(rest);
  const words = viaShell
    ? [...(viaShell[1] ?? '').split(' '), viaShell[2] ?? '', viaShell[3] ?? '']
    : rest.trim().split(/ +/);
  return { text: `RUN ${jsonList(words)}`, guess: LIST, args };
}

function shellForm(
  command: string,
  shell: readonly string[],
  escape: EscapeCharacter,
): { text: string; guess: string | null } {
  const line = command.trim();
  const [first = '', ...more] = line.split('\n');
  const ends = [...first.matchAll(HEREDOC_START)].map((match) => match[2] ?? '');
  if (more.length === 0) {
    if (/^\/dev\/pipes\/\w+$/.test(line)) return { text: `RUN ${line}`, guess: SCRIPT_LOST };
    // On one line these would swallow what comes behind them.
    if (ends.length > 0 || line.endsWith(escape)) return { text: `RUN ${jsonList([...shell, line])}`, guess: null };
    return { text: `RUN ${brokenCommand(line, escape)}`, guess: null };
  }
  if (ends.length > 0) {
    // buildah leaves them out.
    const missing = ends.filter((end) => !more.some((text) => text.replace(/^\t+/, '') === end));
    return { text: ['RUN ' + line, ...missing].join('\n'), guess: missing.length > 0 ? HEREDOC_END : null };
  }
  let end = 'EOF';
  while (line.split('\n').includes(end)) end += '_';
  return { text: `RUN <<${end}\n${line}\n${end}`, guess: HEREDOC };
}

/** `|2 A=1 B=2 rest`: the count comes first, as values may hold blanks. */
function splitArgs(
  step: string,
  prefixes: readonly string[],
  declared: ReadonlyMap<string, string | null>,
): { args: readonly KeyValue[]; rest: string } {
  const count = /^\|(\d{1,4}) /.exec(step);
  if (!count) return { args: [], rest: step };
  const body = step.slice(count[0].length);
  const ends = prefixes.map((prefix) => body.indexOf(` ${prefix}`)).filter((at) => at >= 0);
  const end = ends.length > 0 ? Math.min(...ends) : -1;
  if (end < 0) return takePairs(body, Number(count[1]), declared);
  const known = new Map([...declared].map(([name, value]) => [name, value ?? '\0']));
  return { args: splitKeyValues(body.slice(0, end), known) ?? [], rest: body.slice(end + 1) };
}

/** Before a list: after so many pairs the command begins. A value that is not the default ends at the next blank. */
function takePairs(
  body: string,
  count: number,
  declared: ReadonlyMap<string, string | null>,
): { args: readonly KeyValue[]; rest: string } {
  const args: KeyValue[] = [];
  let at = 0;
  for (; args.length < count;) {
    const name = /[^\s=]+=/y;
    name.lastIndex = at;
    const found = name.exec(body)?.[0];
    if (found === undefined) break;
    const key = found.slice(0, -1);
    const start = at + found.length;
    const value = declared.get(key);
    const blank = body.indexOf(' ', start);
    const end = value && body.startsWith(`${value} `, start) ? start + value.length : blank < 0 ? body.length : blank;
    args.push({ key, value: body.slice(start, end) });
    at = end + 1;
  }
  return { args, rest: body.slice(at) };
}
