import type { ConfigView } from '../../oci/config.ts';
import { isSecretSetting, secretSpans } from '../../oci/secret-spans.ts';
import { isWindowsShell } from './history-producer.ts';
import { INSTRUCTION_READERS, oneLine } from './instruction-readers.ts';
import { readRun } from './run-step.ts';
import type { StepState } from './step-state.ts';
import { stepText } from './step-text.ts';

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
  const read = INSTRUCTION_READERS[instruction]?.(
    hasLines(instruction, rest) ? rest + end : oneLine(rest),
    reading,
  ) ?? {
    text: line,
  };
  if (read === 'nothing') return null;
  const isKept = isVerbatim && !REWRITTEN.has(instruction);
  const { text, guess } = isKept ? { text: hasLines(instruction, rest) ? line : oneLine(line) } : read;
  const warning = secretSpans(line).length > 0 ? SECRET_WARNING : null;
  return { instruction, text, guess: guess ?? null, warning, newArgs: [] };
}

/** Only these may hold line breaks: values, lists and heredocs. */
const hasLines = (instruction: string, rest: string): boolean =>
  ['ENV', 'LABEL', 'CMD', 'ENTRYPOINT'].includes(instruction) ||
  (['RUN', 'ADD', 'COPY'].includes(instruction) && rest.includes('<<'));
/** Of a line that stands as it was written: several lines, and none of them begins a heredoc. */
const isLostHeredoc = (rest: string): boolean => rest.includes('\n') && !rest.includes('<<');
/** Put into today's syntax even where the line is known. */
const REWRITTEN: ReadonlySet<string> = new Set(['ADD', 'COPY', 'ENV', 'LABEL', 'MAINTAINER']);

const INSTRUCTIONS: ReadonlySet<string> = new Set(['RUN', ...Object.keys(INSTRUCTION_READERS)]);

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
