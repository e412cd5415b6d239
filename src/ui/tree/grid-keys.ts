import type { GridRow, RowAt } from './grid-row.ts';

export type GridMove =
  { readonly does: 'focus'; readonly index: number } | { readonly does: 'open' | 'close' | 'close-all' };

/** Rows looked through for a name: what lies further is not found. */
const NEAR_ROWS = 600;

/** What a key does at a row of a virtual tree; null when it does nothing. */
export function gridMove(
  rowAt: RowAt<GridRow>,
  total: number,
  index: number,
  key: string,
  shift: boolean,
  pageRows: number,
): GridMove | null {
  if (total === 0) return null;
  const row = rowAt(index);
  const focus = (to: number): GridMove => ({ does: 'focus', index: Math.min(total - 1, Math.max(0, to)) });
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
      return focus(total - 1);
    case 'ArrowRight':
      if (!row?.hasChildren) return null;
      return row.isOpen ? focus(index + 1) : { does: 'open' };
    case 'ArrowLeft': {
      if (shift) return { does: 'close-all' };
      if (!row) return null;
      if (row.hasChildren && row.isOpen) return { does: 'close' };
      return row.parentRow === null ? null : focus(row.parentRow);
    }
    default:
      return null;
  }
}

/** The next loaded row whose name begins with what was typed, from the row after this one; a longer word may stay. */
export function typedGridRow(rowAt: RowAt<GridRow>, total: number, index: number, typed: string): number | null {
  const word = typed.toLowerCase();
  const first = typed.length > 1 ? index : index + 1;
  for (let i = 0; i < Math.min(total, NEAR_ROWS); i += 1) {
    const at = (first + i) % total;
    if (rowAt(at)?.name.toLowerCase().startsWith(word)) return at;
  }
  return null;
}
