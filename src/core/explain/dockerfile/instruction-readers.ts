import type { ConfigView } from '../../oci/config.ts';
import { brokenPairs } from './break-lines.ts';
import { declaredArgs } from './declared-args.ts';
import { isJsonList, jsonList, mapKeys, plainTexts, quotedTexts } from './go-lists.ts';
import { healthcheckText, printedHealthcheckText } from './healthcheck-text.ts';
import { envMap, keyValueText, lineBreakLost, literalWord, splitKeyValues } from './key-values.ts';
import type { KeyValue } from './key-values.ts';
import { shellLine } from './shell-line.ts';
import type { StepState } from './step-state.ts';
import { pairWithoutEquals, writtenPairs } from './written-pairs.ts';

const SOURCE_UNKNOWN = 'What was copied is not in the history, only a hash of it; the layer has the files.';
const STAGE_UNKNOWN = 'It copies from another stage or image, whose steps are not in this history.';
const BLANKS_LOST =
  'Several sources need a target that ends in a slash: one of these names has blanks in it, and its quotes are not in the history.';
const HEREDOC_LOST = 'The text of this heredoc is not in the history; the layer has it.';

/** What one instruction is read with. */
export interface Reading {
  readonly config: ConfigView;
  readonly state: StepState;
  readonly isLastOfKind: boolean;
  /** The line is that of the Dockerfile, quotes and all. */
  readonly written: 'surely' | 'maybe' | 'never';
}

/** `nothing`: the instruction would have no words, as variables that are empty leave it, and would not be valid. */
export type Reader = (rest: string, reading: Reading) => { text: string; guess?: string | null } | 'nothing';

/** Several lines as one. */
export const oneLine = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');

/** Every instruction of a Dockerfile but RUN and FROM, by its name in capitals: what stands behind it, in today's syntax. */
export const INSTRUCTION_READERS: Readonly<Partial<Record<string, Reader>>> = {
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
