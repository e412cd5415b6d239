/**
 * What can stop us, per code, with the facts its text needs. Texts live in `messages.ts`.
 * Offsets are bytes from the start of the stream that the code names.
 */
export interface DumpErrorData {
  /** The platform could not give us the bytes: moved, changed or forbidden since it was picked. */
  'file-unreadable': { path: string; reason: string };
  /** Compressed data that breaks the rules of its format; `offset` is in the compressed stream. */
  'gzip-invalid': { offset: number; reason: string };
  'gzip-truncated': { offset: number };
  'zstd-invalid': { offset: number; reason: string };
  'zstd-truncated': { offset: number };
  /** `offset` is in the tar, after decompression. */
  'tar-header-invalid': { offset: number; reason: string };
  'tar-number-invalid': { offset: number; field: string };
  'tar-truncated': { offset: number; entry: string };
  /** A limit of `limits.ts` was reached; `limit` and `value` are in the unit that the limit's name says. */
  'limit-reached': { limit: string; value: number };
  'json-invalid': { offset: number; line: number; column: number; reason: string };
  'digest-malformed': { value: string; reason: string };
  /** Reading stood still for longer than the watchdog allows. */
  'read-stalled': { path: string; seconds: number };
  /** The worker that did the work died; it was replaced. */
  'worker-died': { path: string };
  /** What a person searches for breaks the rules of its kind (regular expression, hex bytes), or asks too much. */
  'pattern-invalid': { pattern: string; reason: string };
  /** Nothing more could be written there: the disk is full, or the right was taken back. */
  'file-unwritable': { path: string; reason: string };
  /** Our own mistake, or the browser's: everything that has no code. */
  unexpected: { message: string; stack: string };
}
export type DumpErrorCode = keyof DumpErrorData;

/** The part of a DumpError that survives `postMessage` and IndexedDB. */
export type DumpErrorInfo = { [C in DumpErrorCode]: { code: C; data: DumpErrorData[C] } }[DumpErrorCode];

/** This file or layer cannot be read further. Caught at that file or layer; everything else goes on. */
export class DumpError extends Error {
  override readonly name = 'DumpError';
  readonly info: DumpErrorInfo;

  constructor(info: DumpErrorInfo, options?: ErrorOptions) {
    super(`${info.code} ${JSON.stringify(info.data)}`, options);
    this.info = info;
  }

  /** Wraps whatever was thrown; what is no DumpError becomes `unexpected` with its message and stack. */
  static from(thrown: unknown): DumpError {
    if (thrown instanceof DumpError) return thrown;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return new DumpError(
      { code: 'unexpected', data: { message: error.message, stack: error.stack ?? '' } },
      { cause: thrown },
    );
  }
}
