/** An entry of a layer, by the layer's file in the dump: the same wherever that layer is used. */
export interface ContentRef {
  readonly layerPath: string;
  readonly index: number;
}

/** What a file is by its first bytes. */
export type ContentKind =
  | 'empty'
  | 'text'
  | 'script'
  | 'image'
  | 'elf'
  | 'tar'
  | 'gzip'
  | 'zip'
  | 'zstd'
  | 'xz'
  | 'bzip2'
  | 'sqlite'
  | 'certificate'
  | 'pe'
  | 'mach-o'
  | 'wasm'
  | 'class'
  | 'pdf'
  | 'binary';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1' | 'windows-1252';

/** One fact read from a file's headers, with its plain explanation. */
export interface ContentFact {
  readonly name: string;
  readonly value: string;
  readonly note: string | null;
}

export interface ContentSummary {
  readonly size: number;
  readonly kind: ContentKind;
  /** In words: `ELF program, 64-bit x86-64`. */
  readonly title: string;
  readonly facts: readonly ContentFact[];
  /** Null for what is no text. */
  readonly encoding: TextEncoding | null;
  /** Of an image that browsers show: `image/png`; null else. SVG is shown as text. */
  readonly imageType: string | null;
  /** `listContent` has something to say. */
  readonly isArchive: boolean;
  /** In which colours its text is written: the name of a language, `bash`; null where none is known. */
  readonly language: string | null;
  /** A private key: shown only when it is asked for. */
  readonly isSecret: boolean;
  /** Why there is nothing to show, in words: a link, a folder, a hard link whose target another layer has. */
  readonly absent: string | null;
}

export interface ListedEntry {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Inside the archive's own format; null where it does not say. */
  readonly packedSize: number | null;
  readonly mtimeSeconds: number | null;
  /** Its content can be read with a password only. */
  readonly isEncrypted: boolean;
}

export interface ContentListing {
  readonly entries: readonly ListedEntry[];
  readonly total: number;
  /** Why the list ends early, in words; null when it is whole. */
  readonly fault: string | null;
}

/** A field of a tar header: `start` and `end` are bytes of the block shown. */
export interface HeaderField {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly value: string;
  readonly note: string | null;
}

/** A pax record for showing. */
export interface PaxRecordText {
  readonly key: string;
  readonly value: string;
  /** Of the whole value. */
  readonly valueBytes: number;
  /** `value` is only its start. */
  readonly isCut: boolean;
  /** `global`: from a header for all entries behind it. */
  readonly from: 'entry' | 'global';
  readonly note: string;
}

export interface PaxPage {
  readonly records: readonly PaxRecordText[];
  readonly total: number;
  /** Not everything before the entry could be looked through: there may be more records. */
  readonly isPartial: boolean;
}

/** A run of lines that are equal, gone or new; numbers count lines from 1. */
export interface DiffPart {
  readonly kind: 'same' | 'gone' | 'new';
  readonly beforeLine: number;
  readonly afterLine: number;
  readonly lines: readonly string[];
  /** Lines of an equal run that are left out. */
  readonly leftOut: number;
  /** Its last line is the last of the file, and no line end follows. */
  readonly isOpenEnded: boolean;
}

/** Bytes that differ between two states of a file; `end` is exclusive. */
export interface ChangedRange {
  readonly start: number;
  readonly end: number;
  /** The first few of them, as they were and as they are; fewer where a file ends before. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** How a text is written, apart from its lines. */
export interface TextForm {
  readonly encoding: TextEncoding;
  readonly hasByteOrderMark: boolean;
}

export type TextDiff =
  | {
      readonly kind: 'text';
      /** `last-line-end`: nothing but whether, or with which line end, the last line ends; `form`: not one line. */
      readonly differs: 'lines' | 'last-line-end' | 'form' | 'nothing';
      readonly before: TextForm;
      readonly after: TextForm;
      readonly parts: readonly DiffPart[];
      readonly isCut: boolean;
    }
  | {
      readonly kind: 'bytes';
      /** At most 1,000. */
      readonly ranges: readonly ChangedRange[];
      readonly beforeSize: number;
      readonly afterSize: number;
      readonly isCut: boolean;
    };

/** A run of text in one colour: null is that of plain text. */
export interface ColouredRun {
  readonly text: string;
  readonly kind: 'key' | 'string' | 'number' | 'literal' | 'faint' | null;
}
export type ColouredLine = readonly ColouredRun[];
