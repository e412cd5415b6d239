import type { JsonDocument, JsonMember, JsonNode } from './json-node.ts';

type MaybeNode = JsonNode | null | undefined;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The value of a field that a specification names, as Go's decoder finds it: in any letter case, and of several the last one.
 * Undefined for no object or no such key. For annotations and other maps with keys of their own: `entryOf`.
 * @see Go, encoding/json, Unmarshal: "preferring exact matches but also accepting case-insensitive matches"
 */
export function member(node: MaybeNode, key: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  for (let i = node.members.length - 1; i >= 0; i -= 1) {
    const candidate = node.members[i];
    if (candidate && isSameField(candidate.key.value, key)) return candidate.value;
  }
  return undefined;
}

/** The value of exactly this key, of several the last one: maps are not folded. */
export function entryOf(node: MaybeNode, key: string): JsonNode | undefined {
  return membersOf(node).findLast((candidate) => candidate.key.value === key)?.value;
}

/** Whether Go takes a written key for a field: equal but for the case of letters, ſ being an s and the Kelvin sign a k. */
export function isSameField(written: string, field: string): boolean {
  if (written === field) return true;
  if (written.length !== field.length) return false;
  for (let i = 0; i < field.length; i += 1) {
    if (folded(written.charCodeAt(i)) !== folded(field.charCodeAt(i))) return false;
  }
  return true;
}

function folded(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  return code === 0x17f ? 0x73 : code === 0x212a ? 0x6b : code;
}

/** The members of an object as written, duplicates included; none for anything else. */
export const membersOf = (node: MaybeNode): readonly JsonMember[] => (node?.kind === 'object' ? node.members : []);

/** The items of an array; none for anything else. */
export const itemsOf = (node: MaybeNode): readonly JsonNode[] => (node?.kind === 'array' ? node.items : []);

/** The text of a string; null for anything else. */
export const stringOf = (node: MaybeNode): string | null => (node?.kind === 'string' ? node.value : null);

/** The value of a number, rounded to a double; null for anything else. */
export const numberOf = (node: MaybeNode): number | null => (node?.kind === 'number' ? node.value : null);

/** The value of true or false; null for anything else. */
export const booleanOf = (node: MaybeNode): boolean | null => (node?.kind === 'boolean' ? node.value : null);

/** Absent or written as null: Go's decoder treats both alike. */
export const isAbsent = (node: MaybeNode): boolean => !node || node.kind === 'null';

/** A value exactly as it stands in the file. */
export const sourceText = (document: JsonDocument, node: JsonNode): string =>
  utf8.decode(document.bytes.subarray(node.start, node.end));
