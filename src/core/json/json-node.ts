/** A JSON value with the place of its bytes: `start` and exclusive `end` are byte offsets into the document. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonLiteral;

export interface JsonObject {
  readonly kind: 'object';
  readonly start: number;
  readonly end: number;
  /** In the order written, duplicates included. */
  readonly members: readonly JsonMember[];
}
export interface JsonMember {
  readonly key: JsonString;
  readonly value: JsonNode;
}
export interface JsonArray {
  readonly kind: 'array';
  readonly start: number;
  readonly end: number;
  readonly items: readonly JsonNode[];
}
export interface JsonString {
  readonly kind: 'string';
  readonly start: number;
  readonly end: number;
  readonly value: string;
}
export interface JsonNumber {
  readonly kind: 'number';
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** As written: `1e3`, `12345678901234567890`. */
  readonly text: string;
}
export interface JsonLiteral {
  readonly kind: 'boolean' | 'null';
  readonly start: number;
  readonly end: number;
  readonly value: boolean | null;
}

/** A parsed document. `root` is null when it is not JSON; then `error` says where and why. */
export interface JsonDocument {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly root: JsonNode | null;
  readonly error: {
    readonly offset: number;
    readonly line: number;
    readonly column: number;
    readonly reason: string;
  } | null;
  /** EF BB BF, or UTF-16 by its mark. */
  readonly byteOrderMark: 'utf-8' | 'utf-16' | null;
  /** Where something but blanks follows the value. */
  readonly trailingOffset: number | null;
  /** First byte that is no UTF-8. */
  readonly invalidUtf8Offset: number | null;
  /** Keys that occur twice in one object. `pointer` is that of the object. */
  readonly duplicateKeys: readonly { readonly pointer: string; readonly key: string }[];
}
