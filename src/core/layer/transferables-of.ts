import type { LayerReading } from './layer-reading.ts';

/** The buffers of a reading's columns, for `postMessage` to move instead of copy. The sender's reading is empty after that. */
export function transferablesOf(reading: LayerReading): ArrayBuffer[] {
  return Object.values(reading.entries).flatMap((column: unknown) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
}
