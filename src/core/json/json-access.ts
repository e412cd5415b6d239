import type { JsonDocument, JsonMember, JsonNode } from './json-node.ts';

type MaybeNode = JsonNode | null | undefined;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The value of `key`; of a key written twice the last one, as Go's decoder does. Undefined for no object or no such key. */
export function member(node: MaybeNode, key: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  for (let i = node.members.length - 1; i >= 0; i -= 1) {
    const candidate = node.members[i];
    if (candidate?.key.value === key) return candidate.value;
  }
  return undefined;
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
