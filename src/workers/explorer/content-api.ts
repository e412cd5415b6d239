import type {
  ColouredLine,
  ContentListing,
  ContentRef,
  ContentSummary,
  HeaderField,
  PaxPage,
  TextDiff,
  TextEncoding,
} from '../../core/content/content.ts';

/** Looking inside files of layers, always by pages. */
export interface ContentApi {
  /** What the file is by its first bytes: kind, facts, how its text is encoded. */
  openContent: { params: ContentRef; result: ContentSummary; progress: never };
  /** At most PREVIEW_BYTES from `start`, bytes of the file. Progress: bytes unpacked on the way there. */
  readContent: {
    params: ContentRef & { readonly start: number; readonly end: number };
    result: { readonly bytes: Uint8Array<ArrayBuffer>; readonly size: number };
    progress: { readonly done: number; readonly total: number };
  };
  /** What is in an archive (tar, tar.gz, zip, jar): a page of its list. */
  listContent: {
    params: ContentRef & { readonly first: number; readonly count: number };
    result: ContentListing;
    progress: { readonly done: number; readonly total: number };
  };
  /** Header blocks of the entry (pax and GNU records that belong to it first), with their fields. */
  entryHeader: {
    params: ContentRef;
    result: {
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly offset: number;
      readonly fields: readonly HeaderField[];
    };
    progress: never;
  };
  /**
   * Pax records that stand for the entry, a page of them: its own, then those of global headers before it. Extended attributes
   * that `entryDetail` tells are left out. Of each value at most `valueBytes` bytes.
   */
  paxRecords: {
    params: ContentRef & { readonly first: number; readonly count: number; readonly valueBytes: number };
    result: PaxPage;
    progress: never;
  };
  /** SHA-256 of one file's content, lowercase hex. */
  hashContent: {
    params: ContentRef;
    result: { readonly sha256: string };
    progress: { readonly done: number; readonly total: number };
  };
  /** Two states of a file: changed lines where both are text, changed ranges else. */
  diffContent: {
    params: { readonly before: ContentRef; readonly after: ContentRef };
    result: TextDiff;
    progress: { readonly done: number; readonly total: number };
  };
  /** Colours for a page of text, line by line; empty where the language has none. */
  colourText: {
    params: { readonly text: string; readonly language: string };
    result: readonly ColouredLine[];
    progress: never;
  };
  /** Where bytes occur first from `start` on; null when they do not. ASCII letters are equal whatever their case. */
  findContent: {
    params: ContentRef & { readonly needle: Uint8Array; readonly start: number };
    result: { readonly offset: number | null };
    progress: { readonly done: number; readonly total: number };
  };
  /** Line feeds from `start` to `end`, to number the lines of a page in the middle. Both are even for UTF-16. */
  countLines: {
    params: ContentRef & { readonly start: number; readonly end: number; readonly encoding: TextEncoding };
    result: { readonly lines: number };
    progress: { readonly done: number; readonly total: number };
  };
}
