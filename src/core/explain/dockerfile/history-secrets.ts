import type { ConfigView } from '../../oci/config.ts';
import { isSecretValue, mergedSpans, secretSpans } from '../../oci/secret-spans.ts';
import type { SecretSpan } from '../../oci/secret-spans.ts';
import { pairTexts, readBuildArguments, shellPrefixes } from './build-arguments.ts';
import { declaredArgs } from './declared-args.ts';
import { envMap, splitKeyValues } from './key-values.ts';
import { shellOfStep } from './step-shell.ts';

/** Texts beyond are looked through without knowing their form: no real step comes near. */
const LONGEST = 65_536;

/**
 * Where secrets stand in each step's `created_by`. Builders leave out the quotes of values, so that a value with blanks is
 * known by other means: as the config has it, and by the names of what was declared. It is covered whole.
 * @returns for each history entry the spans in its text, in order, not overlapping
 */
export function historySecrets(config: ConfigView): SecretSpan[][] {
  const history = config.history ?? [];
  const env = envMap(config.run.env);
  let shell = (config.os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c']).join(' ');
  const others = pairTexts(history, shell);
  const declared = new Map<string, string | null>();
  return history.map(({ createdBy }) => {
    const text = createdBy ?? '';
    const spans = secretSpans(text);
    if (text.length > LONGEST) return spans;
    shell = shellOfStep(text) ?? shell;
    const { instruction, start, rest } = stepAt(text);
    let values: readonly NamedSpan[] = [];
    if (instruction === 'RUN') {
      values = readBuildArguments(rest, { prefixes: shellPrefixes(shell), declared, others })?.pairs ?? [];
    } else if (instruction === 'ENV') values = pairSpans(rest, env);
    else if (instruction === 'LABEL') values = pairSpans(rest, config.run.labels);
    else if (instruction === 'ARG') {
      values = declaredArgs(rest);
      for (const { key, value } of values) declared.set(key, value);
    }
    const named = values.filter(({ key, value }) => isSecretValue(key, value ?? ''));
    const own = named.map((span) => ({ start: start + span.start, end: start + span.end }));
    return own.length === 0 ? spans : mergedSpans([...spans, ...own]);
  });
}

interface NamedSpan extends SecretSpan {
  readonly key: string;
  readonly value: string | null;
}

/** The instruction of a step, and where its words begin; a command counts as a RUN. */
function stepAt(text: string): { readonly instruction: string; readonly start: number; readonly rest: string } {
  const trimmed = text.trimEnd();
  const mark = ' # buildkit';
  const end = (trimmed.endsWith(mark) ? trimmed.slice(0, -mark.length).trimEnd() : trimmed).length;
  const nop = /^[^]{0,300}?#\(nop\)\s+/.exec(text)?.[0].length ?? 0;
  const line = text.slice(nop, end);
  const [lead = '', instruction = ''] = /^\s*([A-Za-z]+)\s+/.exec(line) ?? [];
  const isCommand = /^\s*\|\d/.test(line);
  const start = nop + (isCommand ? line.length - line.trimStart().length : lead.length);
  return { instruction: isCommand ? 'RUN' : instruction.toUpperCase(), start, rest: text.slice(start, end) };
}

/** Pairs of an ENV or LABEL; `NAME value` of old ones too. */
function pairSpans(rest: string, known: ReadonlyMap<string, string>): NamedSpan[] {
  const pairs = splitKeyValues(rest, known);
  if (!pairs) {
    const old = /^([^\s=]+)\s+/.exec(rest);
    const start = old?.[0].length ?? 0;
    return old ? [{ key: old[1] ?? '', value: rest.slice(start), start, end: rest.length }] : [];
  }
  let at = 0;
  return pairs.map(({ key, value }) => {
    const start = at + key.length + 1;
    at = start + value.length + 1;
    return { key, value, start, end: at - 1 };
  });
}
