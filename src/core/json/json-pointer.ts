import type { JsonNode } from './json-node.ts';
import { entryOf, member } from './json-access.ts';

/** The pointer of a member or item below `parentPointer`. @see RFC 6901, section 3 */
export function pointerOf(parentPointer: string, key: string | number): string {
  const token = typeof key === 'number' ? String(key) : key.replaceAll('~', '~0').replaceAll('/', '~1');
  return `${parentPointer}/${token}`;
}

/** The unescaped parts of a pointer, outermost first; empty for the whole document. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * The value a pointer names; undefined when there is none. Of a key written twice the last one counts, as for Go; a field that
 * stands there in another letter case is found too, since whoever read it says its known name.
 */
export function nodeAt(root: JsonNode | null | undefined, pointer: string): JsonNode | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let node: JsonNode | undefined = root ?? undefined;
  for (const token of pointerTokens(pointer)) {
    if (node?.kind === 'array') node = /^(0|[1-9]\d{0,8})$/.test(token) ? node.items[Number(token)] : undefined;
    else node = entryOf(node, token) ?? member(node, token);
    if (!node) return undefined;
  }
  return node;
}
