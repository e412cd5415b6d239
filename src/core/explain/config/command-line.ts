import type { ConfigView } from '../../oci/config.ts';
import { quoted } from '../plain-words.ts';

/** What runs when a container of the image starts, and what that means. */
export interface CommandLine {
  /** All words, quoted as a shell would need them; null when the image names no program. */
  readonly runs: string | null;
  readonly notes: readonly string[];
}

/** Words beyond are left out of what is shown: real command lines have a few dozen. */
const MOST_WORDS = 1000;

/** Puts entry point and command together as engines do. @see OCI image-spec, config.md, "Entrypoint" and "Cmd" */
export function readCommandLine({ run, os }: ConfigView): CommandLine {
  const entrypoint = run.entrypoint ?? [];
  const cmd = run.cmd ?? [];
  const words = [...entrypoint, ...cmd];
  if (words.length === 0) {
    return { runs: null, notes: ['The image names no program: whoever starts it has to say what to run.'] };
  }
  const shell = run.shell ?? (os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c']);
  const isWindows = os === 'windows';
  const forms: Forms = { shell, isWindows, isEscaped: isWindows && run.argsEscaped };
  const notes = [
    ...(entrypoint.length > 0 ? entrypointNotes(entrypoint, cmd, forms) : cmdNotes(cmd, forms)),
    ...unexpandedNotes(entrypoint.length > 0 ? entrypoint : cmd, words),
  ];
  const program = words[0] ?? '';
  if (program !== '' && !program.includes('/') && !isWindows)
    notes.push(`${quoted(program)} is looked for in the folders of PATH, inside the container.`);
  return { runs: isWindows ? windowsWords(words, run.argsEscaped) : shellWords(words), notes };
}

/**
 * Words as Windows gets them, which knows one command line only.
 * @param isEscaped the first word is part of that line as it is: Docker for Windows keeps lines for the shell so
 */
function windowsWords(words: readonly string[], isEscaped: boolean): string {
  const typed = words.slice(0, MOST_WORDS).map((word, i) => (isEscaped && i === 0 ? word : windowsWord(word)));
  return typed.join(' ') + (words.length > MOST_WORDS ? ' …' : '');
}

/** @see Microsoft, "Parsing C command-line arguments": backslashes count only before a quote */
function windowsWord(word: string): string {
  // Looking back, so that a long row of backslashes is read once.
  const escaped = word.replace(/(?<!\\)(\\*)"/g, '$1$1\\"');
  return word === '' || /\s/.test(word) ? `"${escaped.replace(/(?<!\\)\\+$/, '$&$&')}"` : escaped;
}

/** Words as one would type them. */
export function shellWords(words: readonly string[]): string {
  const typed = words
    .slice(0, MOST_WORDS)
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
  return typed.join(' ') + (words.length > MOST_WORDS ? ' …' : '');
}

function entrypointNotes(entrypoint: readonly string[], cmd: readonly string[], forms: Forms): string[] {
  const { shell, isWindows } = forms;
  if (isShellForm(entrypoint, forms)) {
    if (isWindows)
      return [
        `The entry point was written as one line, so ${quoted(shell[0] ?? '')} runs it. Cmd, or arguments at the start in its place, as in docker run IMAGE ARGUMENTS, go on that line.`,
      ];
    const notes = [
      `The entry point was written as one line, so ${quoted(shell[0] ?? '')} runs it. Arguments at the start, as in docker run IMAGE ARGUMENTS, do not reach it.`,
    ];
    if (cmd.length > 0) notes.push('Cmd has no effect on a program that is started this way.');
    if (!/^\s*exec\s/.test(entrypoint.at(-1) ?? ''))
      notes.push(
        'The shell is the first process of the container: a signal to stop may not reach the program, which is then killed after some seconds.',
      );
    return notes;
  }
  const notes = [
    cmd.length > 0
      ? 'The entry point runs with Cmd as its arguments. Arguments at the start, as in docker run IMAGE ARGUMENTS, take the place of Cmd; --entrypoint replaces the program.'
      : 'The entry point runs. Arguments at the start, as in docker run IMAGE ARGUMENTS, are given to it; --entrypoint replaces the program.',
  ];
  if (isShellForm(cmd, forms))
    notes.push(
      `Cmd was written as one line: the entry point gets ${quoted(shell.join(' '))} and that line as its arguments. Few programs expect that.`,
    );
  return notes;
}

function cmdNotes(cmd: readonly string[], forms: Forms): string[] {
  const notes = [
    'There is no entry point: words at the start, as in docker run IMAGE COMMAND, take the place of all of this.',
  ];
  if (isShellForm(cmd, forms)) notes.push(`It was written as one line, so ${quoted(forms.shell[0] ?? '')} runs it.`);
  return notes;
}

/** Variables in words that no shell sees stay as they are, to many people's surprise. */
function unexpandedNotes(program: readonly string[], words: readonly string[]): string[] {
  const isShell = /(?:^|[\\/])(?:ba|da|a|z|k)?sh$|(?:^|[\\/])(?:cmd|powershell|pwsh)(?:\.exe)?$/i.test(
    program[0] ?? '',
  );
  const variable = isShell ? null : (/\$\{?\w+\}?/.exec(words.join(' ').slice(0, 20_000))?.[0] ?? null);
  return variable === null ? [] : [`No shell reads these words: ${quoted(variable)} reaches the program as it stands.`];
}

/** How a line for the shell is stored. */
interface Forms {
  readonly shell: readonly string[];
  readonly isWindows: boolean;
  /** As one word with the shell in it. */
  readonly isEscaped: boolean;
}

function isShellForm(words: readonly string[], { shell, isEscaped }: Forms): boolean {
  if (isEscaped && words.length === 1 && words[0]?.startsWith(`${shell.join(' ')} `)) return true;
  return words.length === shell.length + 1 && shell.every((word, i) => word === words[i]);
}
