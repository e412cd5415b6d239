import type { TreeMark } from './shown-types.ts';

export type Tone = 'added' | 'changed' | 'deleted' | 'rest';

export interface MarkWord {
  /** Never colour alone. */
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

/** What a layer does to a path: the sign in the tree, and the word behind it. */
export const markWords: Readonly<Record<TreeMark, MarkWord>> = {
  added: { sign: '+', word: 'Added', tone: 'added' },
  changed: { sign: '~', word: 'Changed', tone: 'changed' },
  metadata: { sign: '~', word: 'Stored again, only attributes differ', tone: 'changed' },
  copy: { sign: '~', word: 'Stored again, nothing differs', tone: 'changed' },
  deleted: { sign: '−', word: 'Deleted', tone: 'deleted' },
  opaque: { sign: '−', word: 'Hidden: the folder starts anew', tone: 'deleted' },
  overruled: { sign: '·', word: 'Overruled by a later entry of this layer', tone: 'rest' },
  ignored: { sign: '·', word: 'Does nothing', tone: 'rest' },
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
