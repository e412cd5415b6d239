import type { JsonDocument } from '../json/json-node.ts';
import { nodeAt } from '../json/json-pointer.ts';
import { lineColumnAt } from '../json/line-column.ts';

/**
 * Where the value a pointer names begins, lines and columns from 1. Of a missing value, where the nearest value around it does:
 * findings also point at what is not there.
 * @returns null for what is no JSON
 */
export function lineOfPointer(
  document: JsonDocument,
  pointer: string,
): { readonly line: number; readonly column: number } | null {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const node = nodeAt(document.root, at);
    if (node) return lineColumnAt(document.bytes, node.start);
    if (!at.includes('/')) return null;
  }
}
