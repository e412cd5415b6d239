import type { LayerReading } from './layer-reading.ts';

/** The buffers of a reading's columns, for `postMessage` to move instead of copy. The sender's reading is empty after that. */
export function transferablesOf({ entries, checkpoints }: LayerReading): ArrayBuffer[] {
  const columns = [entries, checkpoints].flatMap((table): unknown[] => Object.values(table));
  const buffers = columns.flatMap((column) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
  // Columns share buffers, and a buffer can be named once only.
  return [...new Set(buffers)];
}
