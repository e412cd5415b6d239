import { diffArrays } from 'diff';

/** A run of lines: equal, only before, or only after. */
export interface LineRun {
  readonly kind: 'same' | 'gone' | 'new';
  readonly lines: readonly string[];
}

/** Beyond this the texts have little in common, and comparing would take seconds. */
const MOST_EDITS = 20_000;
const MOST_MS = 1500;

/** Runs of lines in their order; null when comparing would take too long. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly LineRun[] | null {
  const changes = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS, timeout: MOST_MS });
  return (
    changes?.map(({ added, removed, value }) => ({ kind: added ? 'new' : removed ? 'gone' : 'same', lines: value })) ??
    null
  );
}
