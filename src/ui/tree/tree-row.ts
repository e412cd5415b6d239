/** One row of a tree as it is shown: trees are handed to the component flat, in order, closed branches left out. */
export interface TreeRow {
  readonly id: string;
  /** Counted from 1. */
  readonly level: number;
  /** Null for a row that has nothing below. */
  readonly isOpen: boolean | null;
  /** Among its siblings, counted from 1. */
  readonly position: number;
  readonly siblings: number;
  /** What is read out, and what typing jumps to. */
  readonly name: string;
}
