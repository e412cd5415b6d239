import { DumpError } from '../errors.ts';
import { REGEX_STEPS } from '../limits.ts';
import type { Assertion, RegexNode } from './regex-node.ts';
import { BAD_REST, BAD_START } from './symbols.ts';
import { type ByteSequence, utf8Sequences } from './utf8-sequences.ts';

/** As assertions; `character-end`: the next byte does not go on with the character that has begun. */
export type StepAssertion = Assertion | 'character-end';

/** One step of a nondeterministic automaton over symbols. Steps are numbered; `next` are numbers of steps. */
export type RegexStep =
  | { readonly kind: 'byte'; readonly low: number; readonly high: number; readonly next: number }
  | { readonly kind: 'split'; readonly nexts: readonly number[] }
  | { readonly kind: 'assertion'; readonly what: StepAssertion; readonly next: number }
  | { readonly kind: 'match' };

export interface RegexProgram {
  readonly steps: readonly RegexStep[];
  readonly start: number;
  /** It reads plain bytes, and has steps for those that are no part of UTF-8: a run must know which these are. */
  readonly asksForBadBytes: boolean;
}

const MIRRORED: Readonly<Record<Assertion, Assertion>> = {
  'line-start': 'line-end',
  'line-end': 'line-start',
  'text-start': 'text-end',
  'text-end': 'text-start',
  'word-edge': 'word-edge',
  'no-word-edge': 'no-word-edge',
};

/**
 * After Thompson: a step for each byte range, counts written out.
 * @param isReversed read bytes from the end: fits what the pattern fits, read backwards. Bytes that are no part of UTF-8 must
 *   then be told by their symbols (`symbolAt`): which they are shows only further on
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
  /** Characters that end in the same way share the steps for it. */
  const characters = (sequences: readonly ByteSequence[], next: number): number[] => {
    const known = new Map<string, number>();
    const byte = (after: number, [low, high]: readonly [number, number]): number => {
      const key = `${low} ${high} ${after}`;
      const step = known.get(key) ?? add({ kind: 'byte', low, high, next: after });
      known.set(key, step);
      return step;
    };
    return sequences.map((sequence) => (isReversed ? sequence : sequence.toReversed()).reduce(byte, next));
  };
  const badCharacter = (next: number): number => {
    const loop = add({ kind: 'split', nexts: [] });
    const rest = add({ kind: 'byte', low: BAD_REST, high: BAD_REST, next: loop });
    const start = add({ kind: 'byte', low: BAD_START, high: BAD_START, next: isReversed ? next : loop });
    const out = isReversed ? start : add({ kind: 'assertion', what: 'character-end', next });
    steps[loop] = { kind: 'split', nexts: [rest, out] };
    return isReversed ? loop : start;
  };

  const compile = (part: RegexNode, next: number): number => {
    switch (part.kind) {
      case 'set': {
        const entries = new Set(characters(utf8Sequences(part.set), next));
        if (part.takesBadBytes) entries.add(badCharacter(next));
        return oneOf([...entries]);
      }
      case 'byte':
        return oneOf(part.ranges.map(([low, high]) => add({ kind: 'byte', low, high, next })));
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
  const start = compile(node, 0);
  const asksForBadBytes = !isReversed && steps.some((step) => step.kind === 'byte' && step.low === BAD_START);
  return { start, steps, asksForBadBytes };
}
