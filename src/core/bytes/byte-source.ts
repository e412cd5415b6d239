/**
 * The one way in which bytes reach us: what `Blob`, `File` and `fs.openAsBlob` have in common.
 * `size` is in bytes; `slice(start, end)` has an exclusive end and copies nothing; `stream()` reads from the start.
 */
export type ByteSource = Pick<Blob, 'size' | 'slice' | 'stream'>;
