import type { DiffPart } from '../../core/content/content.ts';

export interface DiffLine {
  readonly number: number;
  readonly text: string;
  /** No line end follows. */
  readonly isOpenEnded: boolean;
}

/** A row of two columns: a line on either side or on both, or the mark of equal lines that are left out. */
export type DiffRow =
  | {
      readonly kind: 'lines';
      readonly before: DiffLine | null;
      readonly after: DiffLine | null;
      readonly isSame: boolean;
    }
  | { readonly kind: 'gap'; readonly lines: number };

/** Lines that are gone stand beside those that came in their place. */
export function diffRows(parts: readonly DiffPart[]): DiffRow[] {
  const rows: DiffRow[] = [];
  let gone: DiffPart | null = null;
  const pair = (before: DiffPart | null, after: DiffPart | null): void => {
    const count = Math.max(before?.lines.length ?? 0, after?.lines.length ?? 0);
    for (let i = 0; i < count; i += 1) {
      rows.push({
        kind: 'lines',
        before: lineAt(before, i, before?.beforeLine ?? 0),
        after: lineAt(after, i, after?.afterLine ?? 0),
        isSame: false,
      });
    }
  };
  for (const part of parts) {
    if (part.kind === 'gone') {
      pair(gone, null);
      gone = part;
      continue;
    }
    pair(gone, part.kind === 'new' ? part : null);
    gone = null;
    if (part.kind === 'new') continue;
    for (const i of part.lines.keys()) {
      rows.push({
        kind: 'lines',
        before: lineAt(part, i, part.beforeLine),
        after: lineAt(part, i, part.afterLine),
        isSame: true,
      });
    }
    if (part.leftOut > 0) rows.push({ kind: 'gap', lines: part.leftOut });
  }
  pair(gone, null);
  return rows;
}

function lineAt(part: DiffPart | null, i: number, first: number): DiffLine | null {
  const text = part?.lines[i];
  if (part === null || text === undefined) return null;
  return { number: first + i, text, isOpenEnded: part.isOpenEnded && i === part.lines.length - 1 };
}
