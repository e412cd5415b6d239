import type { DumpModel, FileRole } from '../dump/dump-model.ts';
import type { JsonDocument, JsonNode } from '../json/json-node.ts';
import type { FileCheck } from '../layer/file-check.ts';
import type { DumpLookup } from './dump-lookup.ts';

/** What explanations of a document draw on. */
export interface AnnotateContext {
  readonly role: FileRole;
  readonly model: DumpModel;
  readonly checks: ReadonlyMap<string, FileCheck>;
}

/** One place in a document, with all that a note about it may need. */
export interface NoteContext extends AnnotateContext {
  readonly document: JsonDocument;
  readonly lookup: DumpLookup;
  readonly pointer: string;
  /** Null for the whole document. */
  readonly key: string | number | null;
  readonly node: JsonNode;
  readonly parent: JsonNode | null;
}

export type Note = string | ((context: NoteContext) => string | null);

/** What is known about a place in a kind of document: its note, and what lies below. */
export interface KeyRule {
  readonly note?: Note;
  /** Rules of known keys. */
  readonly keys?: ReadonlyMap<string, KeyRule>;
  /** Rule of every key that `keys` lacks: names, annotations. */
  readonly others?: KeyRule;
  /** Rule of every item of a list. */
  readonly items?: KeyRule;
  /** What the value must be; it becomes a link, and a malformed digest is marked. `key-digest`: the key is the digest. */
  readonly names?: 'digest' | 'diff-id' | 'path' | 'hex' | 'key-digest';
}

/** Shorthand for tables: a bare note, or a whole rule. */
export function keysOf(table: Readonly<Record<string, Note | KeyRule>>): ReadonlyMap<string, KeyRule> {
  return new Map(
    Object.entries(table).map(([key, rule]) => [
      key,
      typeof rule === 'string' || typeof rule === 'function' ? { note: rule } : rule,
    ]),
  );
}
