import type { ColouredLine, ColouredRun } from '../../core/content/content.ts';

/** A run of text in one colour; `isHit`: null for what nobody looks for, true for the place found last. */
export interface TextRun {
  readonly text: string;
  readonly kind: ColouredRun['kind'];
  readonly isHit: boolean | null;
}

/**
 * The lines of a page in runs: colours where they are known and fit the text, with every place of `wanted` marked.
 * @param hitAt where in the text the place found last begins; null when it is elsewhere
 */
export function textLines(
  text: string,
  colours: readonly ColouredLine[],
  wanted: string,
  hitAt: number | null,
): TextRun[][] {
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const key = wanted.toLowerCase();
  let at = 0;
  return lines.map((line, i) => {
    const coloured = colours[i];
    // Colours of the page before are still there while those of this one are made.
    const runs =
      coloured && coloured.map((run) => run.text).join('') === line ? coloured : [{ text: line, kind: null }];
    const start = at;
    at += line.length + 1;
    return key === '' || !line.toLowerCase().includes(key)
      ? runs.map((run) => ({ ...run, isHit: null }))
      : markedRuns(runs, hitsIn(line, key), wanted.length, hitAt === null ? null : hitAt - start);
  });
}

function hitsIn(line: string, key: string): number[] {
  const lower = line.toLowerCase();
  // A few letters change their length with their case: then places would not fit.
  if (lower.length !== line.length) return [];
  const hits: number[] = [];
  for (let at = lower.indexOf(key); at >= 0; at = lower.indexOf(key, at + key.length)) hits.push(at);
  return hits;
}

function markedRuns(
  runs: readonly ColouredRun[],
  hits: readonly number[],
  length: number,
  hitAt: number | null,
): TextRun[] {
  const marked: TextRun[] = [];
  let at = 0;
  for (const { text, kind } of runs) {
    const end = at + text.length;
    let from = at;
    for (const hit of hits) {
      const [start, stop] = [Math.max(hit, from), Math.min(hit + length, end)];
      if (start >= stop) continue;
      if (start > from) marked.push({ text: text.slice(from - at, start - at), kind, isHit: null });
      marked.push({ text: text.slice(start - at, stop - at), kind, isHit: hit === hitAt });
      from = stop;
    }
    if (from < end) marked.push({ text: text.slice(from - at), kind, isHit: null });
    at = end;
  }
  return marked;
}
