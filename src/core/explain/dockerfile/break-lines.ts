import type { EscapeCharacter } from './escape-character.ts';

/** Shorter commands stay on one line. */
const LONG_LINE = 80;

/**
 * A command on the lines it was probably written on: builders join the lines of a step, and blanks or tabs in a row tell where;
 * a long one without such traces is broken before each `&&` and behind each `;`. Quoted text and what would become a comment
 * are left alone. Joined again by a builder it is the same command, up to blanks between its words.
 * @param command shell form, without line breaks
 */
export function brokenCommand(command: string, escape: EscapeCharacter): string {
  const hasEscapes = (escape === '`' ? /`(?:\s|$)/ : /\\(?:\s|$)/).test(command);
  if (command.includes('\n') || hasEscapes || command.length > 100_000) return command;
  const traces = breaksAt(command, /[ \t]*(?:\t[ \t]*| {3,})/y, escape);
  if (traces.length > 0) return joined(command, traces, escape);
  return command.length > LONG_LINE ? joined(command, breaksAt(command, / (?=&& )|(?<=;) /y, escape), escape) : command;
}

/** Pairs of an ENV or LABEL, one a line when they are long. */
export function brokenPairs(pairs: readonly string[], escape: EscapeCharacter): string {
  const line = pairs.join(' ');
  return line.length > LONG_LINE && !line.includes('\n') ? pairs.join(` ${escape}\n    `) : line;
}

interface Break {
  readonly start: number;
  readonly end: number;
}

/** Where the pattern fits outside quotes. */
function breaksAt(command: string, pattern: RegExp, escape: EscapeCharacter): Break[] {
  const breaks: Break[] = [];
  let quote = '';
  for (let at = 0; at < command.length; at++) {
    const character = command[at] ?? '';
    if (character === escape && quote !== "'") at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ' ' || character === '\t') {
      pattern.lastIndex = at;
      const length = pattern.exec(command)?.[0].length ?? 0;
      if (length === 0) continue;
      const end = at + length;
      // A line that starts with # would be left out by the builder.
      if (end < command.length && command[end] !== '#') breaks.push({ start: at, end });
      at = end - 1;
    }
  }
  return quote === '' ? breaks : [];
}

function joined(command: string, breaks: readonly Break[], escape: EscapeCharacter): string {
  let text = '';
  let from = 0;
  for (const { start, end } of breaks) {
    // The blank before the escape is one of them.
    const indent = command.slice(start, end).replace(/^ /, '');
    text += `${command.slice(from, start)} ${escape}\n${indent === '' ? '    ' : indent}`;
    from = end;
  }
  return text + command.slice(from);
}
