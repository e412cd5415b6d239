import type { TreeRow } from './tree-row.ts';

export type TreeMove =
  | { readonly does: 'focus'; readonly index: number }
  | { readonly does: 'open' | 'close'; readonly index: number }
  | { readonly does: 'close-all' };

/** What a key does at a row of a tree, after the pattern for trees that screen readers know; null when it does nothing. */
export function treeMove(
  rows: readonly TreeRow[],
  index: number,
  key: string,
  shift: boolean,
  pageRows: number,
): TreeMove | null {
  const row = rows[index];
  if (!row) return null;
  const focus = (to: number): TreeMove => ({ does: 'focus', index: Math.min(rows.length - 1, Math.max(0, to)) });
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1);
    case 'ArrowUp':
      return focus(index - 1);
    case 'PageDown':
      return focus(index + pageRows);
    case 'PageUp':
      return focus(index - pageRows);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (row.isOpen === false) return { does: 'open', index };
      return row.isOpen === true && rows[index + 1]?.level === row.level + 1 ? focus(index + 1) : null;
    case 'ArrowLeft': {
      if (shift) return { does: 'close-all' };
      if (row.isOpen === true) return { does: 'close', index };
      const parent = rows.findLastIndex(({ level }, i) => i < index && level < row.level);
      return parent < 0 ? null : focus(parent);
    }
    default:
      return null;
  }
}

/** The next row whose name begins with what was typed, from the row after this one round to it; a longer word may stay. */
export function typedRow(rows: readonly TreeRow[], index: number, typed: string): number | null {
  const word = typed.toLowerCase();
  const first = typed.length > 1 ? index : index + 1;
  for (let i = 0; i < rows.length; i += 1) {
    const at = (first + i) % rows.length;
    if (rows[at]?.name.toLowerCase().startsWith(word)) return at;
  }
  return null;
}
