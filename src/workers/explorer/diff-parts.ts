import type { DiffPart } from '../../core/content/content.ts';
import type { LineRun } from '../npm-diff.ts';

/** Equal lines that stay around a change, so that one sees where it is. */
const CONTEXT = 3;
/** Lines handed over at most: more than anybody reads. */
const MOST_LINES = 20_000;
const LINE_CHARACTERS = 2000;

/**
 * Runs with their line numbers; of long equal runs the middle is left out, as `leftOut` says.
 * @param runs of lines with their line feeds, which are not handed over
 */
export function diffParts(runs: readonly LineRun[]): { parts: DiffPart[]; isCut: boolean } {
  const parts: DiffPart[] = [];
  let [beforeLine, afterLine, given] = [1, 1, 0];
  const give = (kind: DiffPart['kind'], lines: readonly string[], leftOut: number): void => {
    const isOpenEnded = lines.length > 0 && lines.at(-1)?.endsWith('\n') === false;
    parts.push({ kind, beforeLine, afterLine, lines: lines.map(shown), leftOut, isOpenEnded });
    given += lines.length;
    if (kind !== 'new') beforeLine += lines.length + leftOut;
    if (kind !== 'gone') afterLine += lines.length + leftOut;
  };
  for (const [i, { kind, lines }] of runs.entries()) {
    if (given + Math.min(lines.length, 2 * CONTEXT) > MOST_LINES) return { parts, isCut: true };
    const head = kind === 'same' ? (i === 0 ? 0 : CONTEXT) : lines.length;
    const tail = kind === 'same' ? (i === runs.length - 1 ? 0 : CONTEXT) : 0;
    if (kind !== 'same' || lines.length <= head + tail + 1) {
      give(kind, lines.slice(0, MOST_LINES), 0);
      if (lines.length > MOST_LINES) return { parts, isCut: true };
    } else {
      // The head with what is left out behind it; then the tail, whose lines are numbered on.
      give('same', lines.slice(0, head), lines.length - head - tail);
      if (tail > 0) give('same', lines.slice(lines.length - tail), 0);
    }
  }
  return { parts, isCut: false };
}

function shown(line: string): string {
  const text = line.endsWith('\n') ? line.slice(0, -1) : line;
  return text.length > LINE_CHARACTERS ? `${text.slice(0, LINE_CHARACTERS)}…` : text;
}
