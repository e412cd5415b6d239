import { itemsOf, membersOf } from '../json/json-access.ts';
import type { JsonNode } from '../json/json-node.ts';

const counts = new WeakMap<JsonNode, number>();

/**
 * Lines of a value when every member and item has its own: 1 for a scalar or an empty list, else two brackets around
 * its children. Counted once per list, so that any page of a large document is found without writing the ones before.
 */
export function jsonLineCount(node: JsonNode | null): number {
  if (node === null) return 0;
  if (node.kind !== 'object' && node.kind !== 'array') return 1;
  const known = counts.get(node);
  if (known !== undefined) return known;
  let lines = 2;
  for (const item of itemsOf(node)) lines += jsonLineCount(item);
  for (const { value } of membersOf(node)) lines += jsonLineCount(value);
  if (lines === 2) lines = 1;
  counts.set(node, lines);
  return lines;
}
