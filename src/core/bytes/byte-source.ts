/**
 * The one way in which bytes reach us: what `Blob`, `File` and `fs.openAsBlob` have in common.
 * `size` is in bytes; `slice(start, end)` has an exclusive end and copies nothing; `stream()` reads from the start;
 * `arrayBuffer()`, where there is one, reads all of it, in a quarter of the time that a slice from end to end takes.
 */
export type ByteSource = Pick<Blob, 'size' | 'slice' | 'stream'> & Partial<Pick<Blob, 'arrayBuffer'>>;
