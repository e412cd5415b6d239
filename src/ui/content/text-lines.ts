import type { ColouredLine, ColouredRun } from '../../core/content/content.ts';

/** A run of text in one colour; `isHit`: null for what nobody looks for, true for the place found last. */
export interface TextRun {
  readonly text: string;
  readonly kind: ColouredRun['kind'];
  readonly isHit: boolean | null;
}

/** Characters; `end` is exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of a page in runs: colours where they are known and fit the text, with every place of `wanted` marked.
 * @param hit where in the text the place found last is; null when it is elsewhere
 */
export function textLines(
  text: string,
  colours: readonly ColouredLine[],
  wanted: string,
  hit: Span | null,
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
    const spans = withHit(spansOf(line, key), hit === null ? null : within(hit, start, line.length));
    return spans.length === 0 ? runs.map((run) => ({ ...run, isHit: null })) : markedRuns(runs, spans);
  });
}

interface MarkedSpan extends Span {
  readonly isHit: boolean;
}

/** The part of a span that lies in a line; null for none. */
function within({ start, end }: Span, lineStart: number, length: number): Span | null {
  const [from, to] = [Math.max(0, start - lineStart), Math.min(length, end - lineStart)];
  return from < to ? { start: from, end: to } : null;
}

function withHit(spans: readonly Span[], hit: Span | null): MarkedSpan[] {
  const others = hit === null ? spans : spans.filter(({ start, end }) => end <= hit.start || start >= hit.end);
  const marked = others.map((span) => ({ ...span, isHit: false }));
  return (hit === null ? marked : [...marked, { ...hit, isHit: true }]).sort((a, b) => a.start - b.start);
}

function spansOf(line: string, key: string): Span[] {
  const lower = line.toLowerCase();
  // A few letters change their length with their case: then places would not fit.
  if (key === '' || lower.length !== line.length) return [];
  const spans: Span[] = [];
  for (let at = lower.indexOf(key); at >= 0; at = lower.indexOf(key, at + key.length))
    spans.push({ start: at, end: at + key.length });
  return spans;
}

function markedRuns(runs: readonly ColouredRun[], spans: readonly MarkedSpan[]): TextRun[] {
  const marked: TextRun[] = [];
  let at = 0;
  for (const { text, kind } of runs) {
    const end = at + text.length;
    let from = at;
    for (const span of spans) {
      const [start, stop] = [Math.max(span.start, from), Math.min(span.end, end)];
      if (start >= stop) continue;
      if (start > from) marked.push({ text: text.slice(from - at, start - at), kind, isHit: null });
      marked.push({ text: text.slice(start - at, stop - at), kind, isHit: span.isHit });
      from = stop;
    }
    if (from < end) marked.push({ text: text.slice(from - at), kind, isHit: null });
    at = end;
  }
  return marked;
}
