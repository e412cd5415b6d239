/** What a virtual grid needs of a row: trees of a million rows are never handed over whole. */
export interface GridRow {
  /** Counted from 1. */
  readonly level: number;
  /** Among its siblings, counted from 1. */
  readonly place: number;
  readonly setSize: number;
  /** Place of the row it lies in, counted from 0; null at the top. */
  readonly parentRow: number | null;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** What typing jumps to. */
  readonly name: string;
}

/** Null: there, and not loaded yet. */
export type RowAt<Row extends GridRow> = (index: number) => Row | null;
