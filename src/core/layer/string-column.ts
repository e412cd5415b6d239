import { ByteColumn } from './byte-column.ts';
import { NumberColumn } from './number-column.ts';

/** Byte strings of different lengths: string i is `bytes[ends[i-1] ?? 0, ends[i])`. The caller keeps the total below 2^32. */
export class StringColumn {
  readonly bytes = new ByteColumn();
  readonly ends = NumberColumn.words();

  push(bytes: Uint8Array): void {
    this.bytes.push(bytes);
    this.ends.push(this.bytes.byteLength);
  }
}
