import type { ConfigView } from '../../oci/config.ts';
import { isSecretSetting, secretSpans } from '../config/secret-spans.ts';
import { brokenPairs } from './break-lines.ts';
import { jsonList, mapKeys, plainTexts, quotedTexts } from './go-lists.ts';
import { healthcheckText, printedHealthcheckText } from './healthcheck-text.ts';
import { envMap, keyValueText, splitKeyValues } from './key-values.ts';
import { readRun } from './run-step.ts';

/** What earlier steps set that later ones depend on. */
export interface StepState {
  /** Words that run a command line; Docker's default until a SHELL. */
  shell: readonly string[];
  /** Build arguments declared so far. */
  readonly args: Set<string>;
  /** Instructions met so far, in capitals, and the variables that ENV set. */
  readonly seen: Set<string>;
  readonly env: Set<string>;
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
const HEREDOC_LOST = 'The text of this heredoc is not in the history; the layer has it.';

const SECRET_ARG_WARNING =
  'A build argument of this step looks like a secret; its value stands in the history, where anyone who has the image can read it.';

/**
 * Puts one step of the classic builder, BuildKit, buildah or kaniko into today's syntax.
 * @param options.isLastOfKind no later step has the same instruction: then the config knows its exact value
 * @param options.isVerbatim the step is a Dockerfile line as it was written: kaniko's are
 * @returns null when it is no Dockerfile step
 */
export function readStep(
  createdBy: string,
  config: ConfigView,
  state: StepState,
  { isLastOfKind, isVerbatim }: { readonly isLastOfKind: boolean; readonly isVerbatim: boolean },
): Step | null {
  const plain = createdBy.trim().replace(/\s+# buildkit$/, '');
  const nop = /^[^]{0,300}?#\(nop\)\s+([^]*)$/.exec(plain);
  const line = (nop?.[1] ?? plain).trim();
  const match = /^([A-Za-z]+)(?:\s+([^]*))?$/.exec(line);
  const instruction = (match?.[1] ?? '').toUpperCase();
  const isInstruction = INSTRUCTIONS.has(instruction);
  if (!nop && !isInstruction) return runStep(line, state);
  if (!isInstruction) return null;
  const rest = match?.[2] ?? '';
  if (instruction === 'RUN' && !isVerbatim) return nop ? null : runStep(rest, state);
  const read = READERS[instruction];
  // Read in any case: later steps depend on what it sets.
  const { text, guess = null } = read?.(rest, config, state, isLastOfKind) ?? { text: line };
  const warning = secretSpans(line).length > 0 ? SECRET_WARNING : null;
  return { instruction, text: isVerbatim ? line : text, guess: isVerbatim ? null : guess, warning, newArgs: [] };
}

type Reader = (
  rest: string,
  config: ConfigView,
  state: StepState,
  isLastOfKind: boolean,
) => { text: string; guess?: string | null };

const READERS: Readonly<Partial<Record<string, Reader>>> = {
  ADD: (rest) => copyText('ADD', rest),
  COPY: (rest) => copyText('COPY', rest),
  ARG(rest, _config, state) {
    state.args.add(rest.split('=')[0] ?? '');
    return { text: `ARG ${rest}` };
  },
  CMD: (rest, _config, state) => ({ text: `CMD ${commandText(rest, state)}` }),
  ENTRYPOINT: (rest, _config, state) => ({ text: `ENTRYPOINT ${commandText(rest, state)}` }),
  ENV(rest, { run }, state) {
    const pairs = splitKeyValues(rest, envMap(run.env));
    for (const { key } of pairs ?? []) state.env.add(key);
    return { text: `ENV ${pairs ? brokenPairs(pairs.map(keyValueText)) : rest}` };
  },
  LABEL(rest, { run }) {
    const pairs = splitKeyValues(rest, run.labels);
    return { text: `LABEL ${pairs ? brokenPairs(pairs.map(keyValueText)) : rest}` };
  },
  EXPOSE: (rest, { run }) => ({
    text: `EXPOSE ${(mapKeys(rest) ?? plainTexts(rest, run.exposedPorts))?.join(' ') ?? rest}`,
  }),
  VOLUME(rest, { run }) {
    const volumes = quotedTexts(rest) ?? plainTexts(rest, run.volumes);
    return { text: `VOLUME ${volumes ? jsonList(volumes) : rest}` };
  },
  SHELL(rest, { run }, state, isLastOfKind) {
    const words = (isLastOfKind && run.shell) || (quotedTexts(rest) ?? plainTexts(rest, run.shell ?? []));
    if (words && words.length > 0) state.shell = words;
    return { text: `SHELL ${words ? jsonList(words) : rest}` };
  },
  HEALTHCHECK(rest, { run }, _state, isLastOfKind) {
    if (isLastOfKind && run.healthcheck) return { text: healthcheckText(run.healthcheck) };
    const text = printedHealthcheckText(rest);
    return { text: text ?? `HEALTHCHECK ${rest}`, guess: text ? null : 'The builder printed its own data here.' };
  },
  USER: (rest) => ({ text: `USER ${/^\[(\S+)\]$/.exec(rest)?.[1] ?? rest}` }),
  MAINTAINER: (rest) => ({
    text: `LABEL maintainer=${JSON.stringify(rest)}`,
    guess: 'Written as MAINTAINER, which is a label today.',
  }),
  STOPSIGNAL: (rest) => ({ text: `STOPSIGNAL ${rest}` }),
  WORKDIR: (rest) => ({ text: `WORKDIR ${rest}` }),
  ONBUILD: (rest) => ({ text: `ONBUILD ${rest}` }),
};
const INSTRUCTIONS: ReadonlySet<string> = new Set(['RUN', ...Object.keys(READERS)]);

function runStep(step: string, state: StepState): Step {
  const { text, guess, args } = readRun(step, state.shell, [...state.args]);
  const newArgs = args.map(({ key }) => key).filter((key) => !state.args.has(key));
  for (const key of newArgs) state.args.add(key);
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
function copyText(instruction: 'ADD' | 'COPY', rest: string): { text: string; guess: string | null } {
  const hashed = /^((?:--\S+ )*)(?:file|dir|multi):[0-9a-f]{64} in ([^]*)$/.exec(rest);
  if (hashed) {
    const target = (hashed[2] ?? '').trim();
    return { text: `${instruction} ${hashed[1] ?? ''}<unknown> ${target}`, guess: SOURCE_UNKNOWN };
  }
  const heredoc = /<<-?["']?(\w+)/.exec(rest);
  if (heredoc && !rest.includes('\n')) {
    return { text: `${instruction} ${rest.trim()}\n${heredoc[1] ?? 'EOF'}`, guess: HEREDOC_LOST };
  }
  return { text: `${instruction} ${rest.trim()}`, guess: null };
}

/** A list, or one line for the shell when the list is exactly that. */
function commandText(rest: string, { shell }: StepState): string {
  const words = quotedTexts(rest);
  if (!words || !/^(?:\[|&\{)/.test(rest)) return rest;
  const isShell = words.length === shell.length + 1 && shell.every((word, i) => word === words[i]);
  const line = words.at(-1) ?? '';
  return isShell && !line.includes('\n') ? line : jsonList(words);
}
