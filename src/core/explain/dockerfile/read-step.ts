import type { ConfigView } from '../../oci/config.ts';
import { isSecretSetting, secretSpans } from '../../oci/secret-spans.ts';
import { brokenPairs } from './break-lines.ts';
import type { EscapeCharacter } from './escape-character.ts';
import { isJsonList, jsonList, mapKeys, plainTexts, quotedTexts } from './go-lists.ts';
import { declaredArgs } from './declared-args.ts';
import { isWindowsShell } from './history-producer.ts';
import { healthcheckText, printedHealthcheckText } from './healthcheck-text.ts';
import { envMap, keyValueText, lineBreakLost, literalWord, splitKeyValues } from './key-values.ts';
import type { KeyValue } from './key-values.ts';
import { readRun } from './run-step.ts';
import { shellLine } from './shell-line.ts';
import type { StepEffects } from './step-effects.ts';
import { stepText } from './step-text.ts';
import { pairWithoutEquals, writtenPairs } from './written-pairs.ts';

/** What earlier steps set that later ones depend on. */
export interface StepState {
  /** Words that run a command line; Docker's default until a SHELL. */
  shell: readonly string[];
  /** Build arguments declared so far, with their defaults; null for none. */
  readonly args: Map<string, string | null>;
  /** Build arguments as they stand before commands of the whole history. @see pairTexts */
  readonly pairTexts: ReadonlySet<string>;
  readonly effects: StepEffects;
  readonly escape: EscapeCharacter;
}

/** A history step in today's Dockerfile syntax. */
export interface Step {
  /** In capitals. */
  readonly instruction: string;
  readonly text: string;
  readonly guess: string | null;
  readonly warning: string | null;
  /** Build arguments used but not declared before: they need lines of their own. */
  readonly newArgs: readonly string[];
}

const ARGS_WARNING =
  'The values of build arguments stand in the history, where anyone who has the image can read them.';
export const SECRET_WARNING = 'By its name or form this is a secret, and anyone who has the image can read it here.';
const SOURCE_UNKNOWN = 'What was copied is not in the history, only a hash of it; the layer has the files.';
const STAGE_UNKNOWN = 'It copies from another stage or image, whose steps are not in this history.';
const BLANKS_LOST =
  'Several sources need a target that ends in a slash: one of these names has blanks in it, and its quotes are not in the history.';
const HEREDOC_LOST = 'The text of this heredoc is not in the history; the layer has it.';

const SECRET_ARG_WARNING =
  'A build argument of this step looks like a secret; its value stands in the history, where anyone who has the image can read it.';

/**
 * Puts one step of the classic builder, BuildKit, buildah or kaniko into today's syntax.
 * @param options.isLastOfKind no later step has the same instruction: then the config knows its exact value
 * @param options.isVerbatim the step is a Dockerfile line as it was written: kaniko's are
 * @param options.isBuildah so it is behind `#(nop)` and one blank
 * @returns null when it is no Dockerfile step
 */
export function readStep(
  createdBy: string,
  config: ConfigView,
  state: StepState,
  {
    isLastOfKind,
    isVerbatim,
    isBuildah,
  }: { readonly isLastOfKind: boolean; readonly isVerbatim: boolean; readonly isBuildah: boolean },
): Step | null {
  const { text: plain, isBuildkit } = stepText(createdBy, isVerbatim, state.escape);
  const nop = /^[^]{0,300}?#\(nop\)(\s+)([^]*)$/.exec(plain);
  const whole = (nop?.[2] ?? plain).trimStart();
  const line = whole.trimEnd();
  const match = /^([A-Za-z]+)(?:\s+([^]*))?$/.exec(line);
  const instruction = (match?.[1] ?? '').toUpperCase();
  const isCommand = isWindowsShell(line) || line.startsWith(`${state.shell.join(' ')} `);
  const isInstruction = INSTRUCTIONS.has(instruction) && !isCommand;
  // A line break at the end of what BuildKit has marked is that of a heredoc.
  const run = isBuildkit ? whole : line;
  if (!nop && !isInstruction) return runStep(run, state);
  if (!isInstruction) return null;
  const rest = match?.[2] ?? '';
  if (instruction === 'RUN' && (!isVerbatim || isLostHeredoc(rest)))
    return nop ? null : runStep(run.slice('RUN'.length).trimStart(), state);
  // Docker's classic builder writes two blanks, and values without their quotes; buildah the line as it was.
  const isLine = nop?.[1] === ' ';
  const written = isVerbatim || (isLine && isBuildah) ? 'surely' : isLine ? 'maybe' : 'never';
  const reading = { config, state, isLastOfKind, written } as const;
  // Read in any case: later steps depend on what it sets.
  const end = written === 'never' && (instruction === 'ENV' || instruction === 'LABEL') ? whole.slice(line.length) : '';
  const read = READERS[instruction]?.(hasLines(instruction, rest) ? rest + end : oneLine(rest), reading) ?? {
    text: line,
  };
  if (read === 'nothing') return null;
  const isKept = isVerbatim && !REWRITTEN.has(instruction);
  const { text, guess } = isKept ? { text: hasLines(instruction, rest) ? line : oneLine(line) } : read;
  const warning = secretSpans(line).length > 0 ? SECRET_WARNING : null;
  return { instruction, text, guess: guess ?? null, warning, newArgs: [] };
}

interface Reading {
  readonly config: ConfigView;
  readonly state: StepState;
  readonly isLastOfKind: boolean;
  /** The line is that of the Dockerfile, quotes and all. */
  readonly written: 'surely' | 'maybe' | 'never';
}

/** `nothing`: the instruction would have no words, as variables that are empty leave it, and would not be valid. */
type Reader = (rest: string, reading: Reading) => { text: string; guess?: string | null } | 'nothing';

/** Only these may hold line breaks: values, lists and heredocs. */
const hasLines = (instruction: string, rest: string): boolean =>
  ['ENV', 'LABEL', 'CMD', 'ENTRYPOINT'].includes(instruction) ||
  (['RUN', 'ADD', 'COPY'].includes(instruction) && rest.includes('<<'));
const oneLine = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
/** Of a line that stands as it was written: several lines, and none of them begins a heredoc. */
const isLostHeredoc = (rest: string): boolean => rest.includes('\n') && !rest.includes('<<');
/** Put into today's syntax even where the line is known. */
const REWRITTEN: ReadonlySet<string> = new Set(['ADD', 'COPY', 'ENV', 'LABEL', 'MAINTAINER']);

const READERS: Readonly<Partial<Record<string, Reader>>> = {
  ADD: (rest, reading) => copyText('ADD', rest, reading),
  COPY: (rest, reading) => copyText('COPY', rest, reading),
  ARG(rest, { state }) {
    const args = declaredArgs(rest);
    if (args.length === 0) return 'nothing';
    for (const { key, value } of args) state.args.set(key, value);
    const texts = args.map(({ key, value }) => (value === null ? key : keyValueText({ key, value }, state.escape)));
    const isGuessed = args.some(({ value }) => value?.includes(' '));
    return { text: `ARG ${texts.join(' ')}`, guess: isGuessed ? 'Guessed: where the value ends.' : null };
  },
  CMD: (rest, reading) => ({ text: `CMD ${commandText('CMD', rest, reading)}` }),
  ENTRYPOINT: (rest, reading) => ({ text: `ENTRYPOINT ${commandText('ENTRYPOINT', rest, reading)}` }),
  ENV: (rest, { config, state, written }) => pairsText('ENV', rest, envMap(config.run.env), state, written),
  LABEL: (rest, { config, state, written }) => pairsText('LABEL', rest, config.run.labels, state, written),
  EXPOSE(rest, { config, state }) {
    const ports = mapKeys(rest) ?? plainTexts(rest, config.run.exposedPorts) ?? rest.split(/\s+/);
    state.effects.add('EXPOSE', ports);
    return textOf('EXPOSE', ports.join(' '));
  },
  VOLUME(rest, { config, state, written }) {
    const volumes = quotedTexts(rest) ?? plainTexts(rest, config.run.volumes);
    state.effects.add('VOLUME', volumes ?? rest.split(/\s+/));
    const literal = (volume: string): string => (written === 'never' ? literalWord(volume, state.escape) : volume);
    return textOf('VOLUME', volumes ? listOf(volumes.map(literal)) : rest);
  },
  SHELL(rest, { config: { run }, state, isLastOfKind }) {
    const words = (isLastOfKind && run.shell) || (quotedTexts(rest) ?? plainTexts(rest, run.shell ?? []));
    if (words && words.length > 0) state.shell = words;
    return words ? textOf('SHELL', listOf(words)) : 'nothing';
  },
  HEALTHCHECK(rest, { config: { run }, isLastOfKind }) {
    if (isLastOfKind && run.healthcheck) return { text: healthcheckText(run.healthcheck) };
    if (/^(?:--|CMD\s|NONE$)/i.test(rest)) return { text: `HEALTHCHECK ${rest}` };
    const text = printedHealthcheckText(rest);
    return text === null ? 'nothing' : { text };
  },
  USER: (rest, reading) => setText('USER', /^\[(\S+)\]$/.exec(rest)?.[1] ?? rest, reading),
  MAINTAINER: (rest, { state }) => {
    state.effects.labels.set('maintainer', rest);
    const text = `LABEL ${keyValueText({ key: 'maintainer', value: rest }, state.escape)}`;
    return { text, guess: 'Written as MAINTAINER, which is a label today.' };
  },
  STOPSIGNAL: (rest, reading) => setText('STOPSIGNAL', rest, reading),
  WORKDIR: (rest, reading) => setText('WORKDIR', rest, reading),
  ONBUILD: (rest) => textOf('ONBUILD', rest),
};
const INSTRUCTIONS: ReadonlySet<string> = new Set(['RUN', ...Object.keys(READERS)]);

const textOf = (instruction: string, rest: string): { text: string } | 'nothing' =>
  rest.trim() === '' ? 'nothing' : { text: `${instruction} ${rest}` };
function setText(
  instruction: 'STOPSIGNAL' | 'USER' | 'WORKDIR',
  rest: string,
  { config: { run }, state, written }: Reading,
): { text: string } | 'nothing' {
  const value = { STOPSIGNAL: run.stopSignal, USER: run.user, WORKDIR: run.workingDir }[instruction];
  // A line as it was written would come to another value where it matters.
  const isLiteral = written === 'never' || (written === 'maybe' && rest === value);
  if (rest.trim() !== '') state.effects.setText(instruction, rest.trim(), !isLiteral);
  return textOf(instruction, isLiteral ? literalWord(rest, state.escape) : rest);
}
const listOf = (words: readonly string[]): string => (words.length === 0 ? '' : jsonList(words));

/** Pairs of an ENV or LABEL; the state gets their names. */
function pairsText(
  instruction: 'ENV' | 'LABEL',
  rest: string,
  known: ReadonlyMap<string, string>,
  { effects, escape }: StepState,
  written: Reading['written'],
): { text: string; guess?: string | null } | 'nothing' {
  const values = instruction === 'ENV' ? effects.env : effects.labels;
  const set = (pairs: readonly KeyValue[], mayHaveVariables = true): void => {
    for (const { key, value } of pairs) values.set(key, mayHaveVariables && value.includes('$') ? null : value);
  };
  const asWritten = written === 'never' ? null : writtenPairs(rest);
  if (asWritten && (written === 'surely' || asWritten.every((pair) => isAsKnown(pair, known)))) {
    set(asWritten);
    return { text: `${instruction} ${oneLine(rest)}` };
  }
  const pairs = splitKeyValues(rest, known);
  if (pairs) {
    set(pairs, written !== 'never');
    const hasBreaks = pairs.some(({ key, value }) => /[\r\n]/.test(key + value));
    return {
      text: `${instruction} ${brokenPairs(
        pairs.map((pair) => keyValueText(pair, escape)),
        escape,
      )}`,
      guess: hasBreaks ? lineBreakLost(escape) : null,
    };
  }
  const old = written === 'never' ? null : pairWithoutEquals(rest);
  if (!old) return 'nothing';
  set([old]);
  return { text: `${instruction} ${old.text}` };
}

/** Set anew by a later step, or not yet filled in, it may differ from what the config has. */
const isAsKnown = ({ key, value }: KeyValue, known: ReadonlyMap<string, string>): boolean =>
  !known.has(key) || known.get(key) === value || value.includes('$');

function runStep(step: string, state: StepState): Step | null {
  const { text, guess, args } = readRun(
    step,
    state.shell,
    { declared: state.args, others: state.pairTexts },
    state.escape,
  );
  if (text.trim() === 'RUN') return null;
  const newArgs = args.map(({ key }) => key).filter((key) => !state.args.has(key));
  for (const key of newArgs) state.args.set(key, null);
  const isArgSecret = args.some(({ key, value }) => isSecretSetting(key, value));
  const warning = isArgSecret
    ? SECRET_ARG_WARNING
    : secretSpans(text).length > 0
      ? SECRET_WARNING
      : args.length > 0
        ? ARGS_WARNING
        : null;
  return { instruction: 'RUN', text, guess, warning, newArgs };
}

/** `file:HASH in /x` of the classic builder and buildah, or the line as it was. */
function copyText(
  instruction: 'ADD' | 'COPY',
  rest: string,
  { state: { escape }, written }: Reading,
): { text: string; guess: string | null } | 'nothing' {
  const hashed = /^((?:--\S+ )*)(?:file|dir|multi):[0-9a-f]{64} in ([^]*)$/.exec(rest);
  if (hashed) {
    const target = (hashed[2] ?? '').trim();
    return { text: `${instruction} ${hashed[1] ?? ''}<unknown> ${target}`, guess: SOURCE_UNKNOWN };
  }
  const ends = [...rest.matchAll(/(?<!\S)<<-?(["']?)(\w+)\1(?!\S)/g)].map((match) => match[2] ?? '');
  if (ends.length > 0 && !rest.includes('\n')) {
    return { text: [`${instruction} ${rest.trim()}`, ...ends].join('\n'), guess: HEREDOC_LOST };
  }
  const words = rest.split(/\s+/).filter((word) => word !== '' && !word.startsWith('--'));
  if (words.length < 2 && !rest.includes('[')) return 'nothing';
  const guess = /(?:^| )--from=/.test(rest) ? STAGE_UNKNOWN : hasLostBlanks(words) ? BLANKS_LOST : null;
  const line = rest.trim();
  return { text: `${instruction} ${written === 'never' ? literalWord(line, escape) : line}`, guess };
}

/** More than one source, and a target that is no folder by its form; what a variable in it stands for is not known. */
const hasLostBlanks = (words: readonly string[]): boolean =>
  words.length > 2 && !words[0]?.startsWith('[') && !/(?:^|[/\\])\.{0,2}$|\$/.test(words.at(-1) ?? '');

/** A list, or one line for the shell when the list is exactly that. */
function commandText(
  instruction: 'CMD' | 'ENTRYPOINT',
  rest: string,
  { state: { shell, escape, effects }, written }: Reading,
): string {
  const words = quotedTexts(rest);
  if (!words || !/^(?:\[|&\{)/.test(rest) || (written === 'surely' && !isJsonList(rest))) {
    effects.setWords(instruction, rest.trim() === '' ? [] : [...shell, oneLine(rest)]);
    return rest.trim() === '' ? '[]' : oneLine(rest);
  }
  effects.setWords(instruction, words);
  return shellLine(words, shell, escape) ?? jsonList(words);
}
