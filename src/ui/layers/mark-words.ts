import type { TreeMark, TreeRow } from './shown-types.ts';

export type Tone = 'added' | 'changed' | 'deleted' | 'rest';

export interface MarkWord {
  /** Never colour alone. */
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

/** What a layer does to a path: the sign in the tree, and the word behind it. */
const markWords: Readonly<Record<TreeMark, MarkWord>> = {
  added: { sign: '+', word: 'Added', tone: 'added' },
  changed: { sign: '~', word: 'Changed', tone: 'changed' },
  metadata: { sign: '~', word: 'Stored again, only attributes differ', tone: 'changed' },
  copy: { sign: '~', word: 'Stored again, nothing differs', tone: 'changed' },
  deleted: { sign: '−', word: 'Deleted', tone: 'deleted' },
  opaque: { sign: '−', word: 'Hidden: the folder starts anew', tone: 'deleted' },
  overruled: { sign: '·', word: 'Overruled by a later entry of this layer', tone: 'rest' },
  ignored: { sign: '·', word: 'Does nothing', tone: 'rest' },
};

/** What the chosen layer does to the path of a row; null where it does nothing. */
export function markOf({
  mark,
  isMadeAnew,
  hidesNothing,
}: Pick<TreeRow, 'mark' | 'isMadeAnew' | 'hidesNothing'>): MarkWord | null {
  if (mark === null) return null;
  const words = markWords[mark];
  const other = isMadeAnew ? anewWords[mark] : hidesNothing ? emptyWords[mark] : undefined;
  return other === undefined ? words : { ...words, word: other };
}

/** Of what its layer deleted first, so that nothing of what was there is kept. */
const anewWords: Readonly<Partial<Record<TreeMark, string>>> = {
  changed: 'Deleted and made again, changed',
  metadata: 'Deleted and made again, only attributes differ',
  copy: 'Deleted and made again, nothing differs',
};

/** Of marks that find nothing. */
const emptyWords: Readonly<Partial<Record<TreeMark, string>>> = {
  deleted: 'Deletes nothing',
  opaque: 'Hides nothing',
};

/** The toggles above the tree, with their keys. */
export const markGroups: readonly {
  readonly tone: Tone;
  readonly sign: string;
  readonly name: string;
  readonly key: string | null;
  readonly marks: readonly (TreeMark | 'same')[];
}[] = [
  { tone: 'added', sign: '+', name: 'added', key: 'a', marks: ['added'] },
  { tone: 'changed', sign: '~', name: 'changed', key: 'm', marks: ['changed', 'metadata', 'copy'] },
  { tone: 'deleted', sign: '−', name: 'deleted', key: 'd', marks: ['deleted', 'opaque'] },
  { tone: 'rest', sign: '=', name: 'the rest', key: null, marks: ['same', 'overruled', 'ignored'] },
];
