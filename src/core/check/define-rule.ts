import type { CheckedDump } from './checked-dump.ts';
import type { FindingCode, FindingOf } from './finding.ts';

/** A rule names every code it can yield and where the rule stands; it reads the dump, yields findings, and never throws. */
export interface Rule {
  readonly codes: readonly FindingCode[];
  /** Where it is written down: a specification and its section, or the reader whose behaviour it describes. */
  readonly spec: string;
  readonly run: (dump: CheckedDump) => Iterable<FindingOf<FindingCode>>;
}

/** Keeps a rule's yielded codes within the ones it lists: another code is a compile error. */
export function defineRule<const C extends FindingCode>(rule: {
  readonly codes: readonly C[];
  readonly spec: string;
  readonly run: (dump: CheckedDump) => Iterable<FindingOf<C>>;
}): Rule {
  return rule as unknown as Rule; // FindingOf<C> is part of Finding for every C, which the compiler cannot see through
}
