import type { HistoryEntry } from '../../oci/config.ts';
import { isSecretName } from '../../oci/secret-spans.ts';
import type { KeyValue } from './key-values.ts';
import { shellOfStep } from './step-shell.ts';

/** One `NAME=value` of the build arguments in front of a RUN; where its value stands in the step. `end` is exclusive. */
export interface BuildArgument extends KeyValue {
  readonly start: number;
  readonly end: number;
}

/** `|2 A=1 B=2 COMMAND` taken apart. */
export interface BuildArguments {
  readonly pairs: readonly BuildArgument[];
  /** Where the command begins in the step; null when that cannot be told. */
  readonly commandStart: number | null;
  /** The last value may end elsewhere: no shell, default or other step says where. */
  readonly isGuess: boolean;
}

/** What helps to tell where values end, which have lost their quotes. */
export interface BuildArgumentHints {
  /** Words of the shells that may begin the command, each with a blank at the end. */
  readonly prefixes: readonly string[];
  /** Build arguments declared so far, with their defaults; null for none. */
  readonly declared: ReadonlyMap<string, string | null>;
  /** Pairs that stood before the command of other steps. @see pairTexts */
  readonly others: ReadonlySet<string>;
}

/** A shell with a line to run that no SHELL named: that of a base image, say. */
const SOME_SHELL =
  / (?=(?:\/[\w./-]{0,80}\/(?:ba|da|a|z|k)?sh (?:[-+\w]{1,40} ){0,6}?-[a-z]{0,8}c |(?:powershell|pwsh)(?:\.exe)? (?:-\w{1,40} ){0,6}?-Command ))/g;
/** Real steps have a handful of arguments, and a history a handful of such steps. */
const MOST_NAMES = 5_000;
const MOST_OTHERS = 50;

/**
 * Takes a step apart that begins with build arguments: `|N`, then exactly N pairs. A value ends before the name of another
 * declared argument, the last one before the shell; where there is none, as other steps have the pairs, or after the default.
 * @returns null when the step begins with no build arguments
 */
export function readBuildArguments(step: string, hints: BuildArgumentHints): BuildArguments | null {
  const count = /^\|(\d{1,4}) /.exec(step);
  if (!count) return null;
  const [first, wanted] = [count[0].length, Number(count[1])];
  if (wanted === 0) return { pairs: [], commandStart: first, isGuess: false };
  const bound = shellAt(step, first, hints.prefixes);
  const found = pairStarts(step, first, bound ?? step.length, wanted, hints.declared);
  const isWhole = found.length === wanted;
  // Too few: what is not declared may be a part of the command.
  const starts = isWhole ? found : found.filter(({ key }) => hints.declared.has(key));
  const last = starts.at(-1);
  if (last === undefined) return { pairs: [], commandStart: bound === null ? null : bound + 1, isGuess: true };
  const { end, isGuess } = isWhole ? lastEnd(step, first, last, bound, hints) : { end: bound, isGuess: true };
  const pairs = starts.map(({ at, key }, i): BuildArgument => {
    const start = at + key.length + 1;
    const next = starts[i + 1];
    const valueEnd = next ? next.at - 1 : (end ?? bound ?? step.length);
    return { key, value: step.slice(start, valueEnd), start, end: valueEnd };
  });
  return { pairs, commandStart: end === null ? null : Math.min(end + 1, step.length), isGuess };
}

/**
 * The texts of the pairs in front of commands, from steps whose shell tells surely where they end: a RUN with a list and the
 * same pairs can be taken apart with them.
 */
export function pairTexts(history: readonly HistoryEntry[], shell: string): ReadonlySet<string> {
  const texts = new Set<string>();
  let prefixes = shellPrefixes(shell);
  for (const { createdBy } of history) {
    if (createdBy === null) continue;
    const set = shellOfStep(createdBy);
    if (set !== null) prefixes = shellPrefixes(set);
    const step = createdBy.trim().replace(/^RUN (?=\|)/, '');
    const first = /^\|\d{1,4} /.exec(step)?.[0].length;
    const end = first === undefined ? null : shellAt(step, first, prefixes);
    if (end !== null && texts.size < MOST_OTHERS) texts.add(step.slice(0, end));
  }
  return texts;
}

/** @param shell the words of the SHELL in force, parted by blanks */
export const shellPrefixes = (shell: string): readonly string[] => [`${shell} `, '/bin/sh -c ', 'cmd /S /C '];

/** The blank before the shell. */
function shellAt(step: string, from: number, prefixes: readonly string[]): number | null {
  const places = prefixes.map((prefix) => step.indexOf(` ${prefix}`, from)).filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : null;
}

interface PairStart {
  readonly at: number;
  readonly key: string;
}

/** Where the pairs begin: at names of declared arguments first, at other `NAME=` where these are too few. */
function pairStarts(
  step: string,
  first: number,
  bound: number,
  wanted: number,
  declared: BuildArgumentHints['declared'],
): readonly PairStart[] {
  const names: PairStart[] = [];
  for (const match of step.slice(first, bound).matchAll(/(?:^| )([^\s=]+)=/g)) {
    names.push({ at: first + match.index + (match[0].startsWith(' ') ? 1 : 0), key: match[1] ?? '' });
    if (names.length === MOST_NAMES) break;
  }
  if (names[0]?.at !== first) return [];
  const known = new Set<string>();
  const chosen = new Set<PairStart>();
  for (const name of names) {
    if (name.at !== first && (!declared.has(name.key) || known.has(name.key))) continue;
    if (chosen.size === wanted) break;
    known.add(name.key);
    chosen.add(name);
  }
  for (const name of names) {
    if (chosen.size === wanted) break;
    if (!known.has(name.key)) chosen.add(name);
  }
  return names.filter((name) => chosen.has(name));
}

/** Where the last value ends, and whether something tells it; null where every place would be made up. */
function lastEnd(
  step: string,
  first: number,
  { at, key }: PairStart,
  bound: number | null,
  { declared, others }: BuildArgumentHints,
): { readonly end: number | null; readonly isGuess: boolean } {
  if (bound !== null) return { end: bound, isGuess: false };
  let like = '';
  for (const text of others) if (text.length > Math.max(like.length, at) && step.startsWith(`${text} `)) like = text;
  if (like.length > first) return { end: like.length, isGuess: false };
  const start = at + key.length + 1;
  const value = declared.get(key) ?? '';
  if (value !== '' && step.startsWith(`${value} `, start)) return { end: start + value.length, isGuess: false };
  const blank = step.indexOf(' ', start);
  if (blank < 0) return { end: step.length, isGuess: true };
  if (/^ (?:\/|[A-Za-z]:\\)/.test(step.slice(blank, blank + 4))) return { end: blank, isGuess: true };
  SOME_SHELL.lastIndex = start;
  const shell = SOME_SHELL.exec(step)?.index;
  if (shell !== undefined) return { end: shell, isGuess: true };
  // A value with blanks would become words of the command: a secret of several words would be shown as such.
  const mayHaveBlanks = value.includes(' ') || isSecretName(key);
  return { end: mayHaveBlanks ? null : blank, isGuess: true };
}
