import type { FindingArgs, FindingCode } from '../check/finding.ts';

/** What is said to people about one code. */
export interface FindingWords<C extends FindingCode> {
  /** A short full sentence about this dump, for lists. */
  readonly title: string | ((args: Readonly<FindingArgs[C]>) => string);
  /** One sentence with the facts; the report's `message`. */
  readonly text: (args: Readonly<FindingArgs[C]>) => string;
  /** What to do; null when there is nothing to do. */
  readonly fix: string | null | ((args: Readonly<FindingArgs[C]>) => string | null);
  /** Who refuses, who accepts, who never looks; null where nothing is known or nobody differs. */
  readonly engines: string | null;
}
export type WordsFor<C extends FindingCode> = { readonly [K in C]: FindingWords<K> };
