export type JsonTokenKind = 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'space';

export interface JsonToken {
  readonly kind: JsonTokenKind;
  /** As in the file, quotes and escapes included. */
  readonly text: string;
  /** The file of this dump that the value names. */
  readonly link?: { readonly path: string };
}

/** A value that should be a digest and is none, or that nearly is one of this dump's. */
export interface LineWarning {
  readonly text: string;
  /** Index of the token that is wrong. */
  readonly token: number;
  /** Indexes into that token's text of the characters that are wrong; where one is missing, of the next one. */
  readonly marks: readonly number[];
  /** The digest that was probably meant. */
  readonly suggestion?: string;
  /** Indexes into `suggestion` of what differs. */
  readonly suggestionMarks?: readonly number[];
}

/** One line of a document, laid out with one member or item a line. */
export interface AnnotatedLine {
  /** From 1. */
  readonly number: number;
  /** Levels, not blanks. */
  readonly indent: number;
  readonly tokens: readonly JsonToken[];
  /** Of the member or item; a closing bracket has that of its list. */
  readonly pointer: string;
  /** Bytes of the member or item in the file, its key included; of a closing bracket that bracket alone. */
  readonly start: number;
  readonly end: number;
  readonly note: string | null;
  readonly warning?: LineWarning;
}
