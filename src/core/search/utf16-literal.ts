import { type CodePointSet, inBothCases, single } from './code-point-set.ts';
import type { RegexNode } from './regex-node.ts';

/** A text as UTF-16 in either order of its bytes, letters in either case; see `utf16Needles`. */
export function utf16Literal(text: string): RegexNode {
  const letters = Array.from(text, (letter) => inBothCases(single(letter.codePointAt(0) ?? 0)));
  const isNarrow = letters.length > 1 && letters.flat(2).every((point) => point <= 0xff);
  const lowFirst = letters.map((set) => oneOf(set, false));
  const other: RegexNode[] = isNarrow
    ? [...lowFirst.slice(0, -1), { kind: 'byte', ranges: letters.at(-1) ?? [] }]
    : letters.map((set) => oneOf(set, true));
  return {
    kind: 'choice',
    nodes: [
      { kind: 'sequence', nodes: lowFirst },
      { kind: 'sequence', nodes: other },
    ],
  };
}

function oneOf(set: CodePointSet, isHighFirst: boolean): RegexNode {
  const points = set.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i));
  return { kind: 'choice', nodes: points.map((point) => bytesOf(point, isHighFirst)) };
}

function bytesOf(point: number, isHighFirst: boolean): RegexNode {
  const units = String.fromCodePoint(point).split('');
  const bytes = units.map((unit) => unit.charCodeAt(0)).flatMap((unit) => [unit & 0xff, unit >> 8]);
  const ordered = isHighFirst ? bytes.map((_, i) => bytes[i ^ 1] ?? 0) : bytes;
  return { kind: 'sequence', nodes: ordered.map((byte) => ({ kind: 'byte', ranges: [[byte, byte]] })) };
}
