import { DumpError } from '../errors.ts';
import { REGEX_STEPS } from '../limits.ts';
import type { Assertion, RegexNode } from './regex-node.ts';
import { type ByteSequence, utf8Sequences } from './utf8-sequences.ts';

/** One step of a nondeterministic automaton over bytes. Steps are numbered; `next` are numbers of steps. */
export type RegexStep =
  | { readonly kind: 'byte'; readonly low: number; readonly high: number; readonly next: number }
  | { readonly kind: 'split'; readonly nexts: readonly number[] }
  | { readonly kind: 'assertion'; readonly what: Assertion; readonly next: number }
  | { readonly kind: 'match' };

export interface RegexProgram {
  readonly steps: readonly RegexStep[];
  readonly start: number;
}

const MIRRORED: Readonly<Record<Assertion, Assertion>> = {
  'line-start': 'line-end',
  'line-end': 'line-start',
  'word-edge': 'word-edge',
  'no-word-edge': 'no-word-edge',
};

/**
 * After Thompson: a step for each byte range, counts written out.
 * @param isReversed read bytes from the end: fits what the pattern fits, read backwards
 * @throws DumpError `pattern-invalid` above `REGEX_STEPS`
 */
export function compileRegex(node: RegexNode, pattern: string, isReversed: boolean): RegexProgram {
  const steps: RegexStep[] = [{ kind: 'match' }];
  const add = (step: RegexStep): number => {
    if (steps.length >= REGEX_STEPS) {
      const reason = 'it becomes too large with its counts and classes written out';
      throw new DumpError({ code: 'pattern-invalid', data: { pattern, reason } });
    }
    return steps.push(step) - 1;
  };
  const oneOf = (nexts: readonly number[]): number =>
    nexts.length === 1 && nexts[0] !== undefined ? nexts[0] : add({ kind: 'split', nexts });
  const bytes = (sequence: ByteSequence, next: number): number =>
    (isReversed ? sequence : sequence.toReversed()).reduce(
      (after, [low, high]) => add({ kind: 'byte', low, high, next: after }),
      next,
    );

  const compile = (part: RegexNode, next: number): number => {
    switch (part.kind) {
      case 'set': {
        const entries = utf8Sequences(part.set).map((sequence) => bytes(sequence, next));
        if (part.takesBadBytes) entries.push(bytes([[0x80, 0xff]], next));
        return oneOf(entries);
      }
      case 'sequence': {
        const nodes = isReversed ? part.nodes : part.nodes.toReversed();
        return nodes.reduce((after, one) => compile(one, after), next);
      }
      case 'choice':
        return oneOf(part.nodes.map((one) => compile(one, next)));
      case 'assertion':
        return add({ kind: 'assertion', what: isReversed ? MIRRORED[part.what] : part.what, next });
      case 'repeat':
        return compileRepeat(part, next);
    }
  };
  const compileRepeat = ({ node: one, least, most }: RegexNode & { kind: 'repeat' }, next: number): number => {
    let entry = next;
    if (most === Infinity) {
      const loop = add({ kind: 'split', nexts: [] });
      const body = compile(one, loop);
      steps[loop] = { kind: 'split', nexts: [body, next] };
      entry = loop;
    } else {
      for (let i = least; i < most; i++) entry = oneOf([compile(one, entry), next]);
    }
    for (let i = 0; i < least; i++) entry = compile(one, entry);
    return entry;
  };
  return { start: compile(node, 0), steps };
}
