/** A piece of a value in which all characters agree with the other value, or none does. */
export interface MarkedPiece {
  readonly text: string;
  readonly differs: boolean;
}

/**
 * Marks where `value` differs from `other`: place by place when they are equally long; else what lies between the common
 * start and the common end, which is where a character was lost or added.
 */
export function markedCharacters(value: string, other: string): MarkedPiece[] {
  const differs = value.length === other.length ? (i: number) => value[i] !== other[i] : betweenEnds(value, other);
  const pieces: { text: string; differs: boolean }[] = [];
  for (let i = 0; i < value.length; i += 1) {
    const last = pieces.at(-1);
    if (last?.differs === differs(i)) last.text += value[i] ?? '';
    else pieces.push({ text: value[i] ?? '', differs: differs(i) });
  }
  return pieces;
}

function betweenEnds(value: string, other: string): (i: number) => boolean {
  const shorter = Math.min(value.length, other.length);
  let start = 0;
  while (start < shorter && value[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && value[value.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return (i) => i >= start && i < value.length - end;
}

/** Cuts pieces into groups of `size` characters, for reading aloud and comparing by eye. */
export function inGroups(pieces: readonly MarkedPiece[], size: number): MarkedPiece[][] {
  const groups: { text: string; differs: boolean }[][] = [];
  let filled = size;
  for (const { text, differs } of pieces) {
    for (const character of text) {
      if (filled === size) {
        groups.push([]);
        filled = 0;
      }
      filled += 1;
      const group = groups.at(-1);
      const last = group?.at(-1);
      if (last?.differs === differs) last.text += character;
      else group?.push({ text: character, differs });
    }
  }
  return groups;
}
