import type { CodePointSet } from './code-point-set.ts';

/** What must hold between two characters. A text is a whole file or name, of one line or more. */
export type Assertion = 'line-start' | 'line-end' | 'text-start' | 'text-end' | 'word-edge' | 'no-word-edge';

export type RegexNode =
  /** One character. `takesBadBytes`: also a byte that is no part of UTF-8, which `.` and `[^x]` should not stumble over. */
  | { readonly kind: 'set'; readonly set: CodePointSet; readonly takesBadBytes: boolean }
  /** One byte, whatever it is a part of. Ends are inclusive. */
  | { readonly kind: 'byte'; readonly ranges: readonly (readonly [low: number, high: number])[] }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly RegexNode[] }
  /** `most` may be Infinity. */
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly least: number; readonly most: number }
  | { readonly kind: 'assertion'; readonly what: Assertion };

/** True when it fits nothing at all, and so everywhere. */
export function fitsEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'set':
    case 'byte':
      return false;
    case 'assertion':
      return true;
    case 'sequence':
      return node.nodes.every(fitsEmpty);
    case 'choice':
      return node.nodes.some(fitsEmpty);
    case 'repeat':
      return node.least === 0 || fitsEmpty(node.node);
  }
}
