import type { PathStep } from './shown-types.ts';

type Difference = PathStep extends infer Step
  ? Step extends { differences: readonly (infer D)[] }
    ? D
    : never
  : never;

const words: Readonly<Record<Difference, string>> = {
  type: 'type',
  content: 'content',
  'content-unknown': 'content not compared',
  mode: 'mode',
  owner: 'owner',
  mtime: 'time',
  target: 'link target',
  xattrs: 'extended attributes',
  device: 'device',
};

/** "differs in mode, time". */
export const differenceWords = (differences: readonly Difference[]): string =>
  differences.length === 0 ? '' : `differs in ${differences.map((one) => words[one]).join(', ')}`;

/** What happened to a path, as sign, word and tone; the instruction stands behind it. */
export function stepEvent(step: PathStep): {
  sign: string;
  word: string;
  tone: 'added' | 'changed' | 'deleted';
  more: string;
} {
  const event = eventOf(step);
  return 'isEmptied' in step ? { ...event, more: `${event.more}; what layers below have in it is hidden` } : event;
}

function eventOf(step: PathStep): ReturnType<typeof stepEvent> {
  switch (step.kind) {
    case 'added':
      return { sign: '+', word: 'added', tone: 'added', more: '' };
    case 'changed':
      return { sign: '~', word: 'changed', tone: 'changed', more: differenceWords(step.differences) };
    case 'metadata':
      return { sign: '~', word: 'stored again', tone: 'changed', more: differenceWords(step.differences) };
    case 'copy':
      return { sign: '~', word: 'stored again', tone: 'changed', more: 'nothing differs' };
    case 'whiteout':
      return { sign: '−', word: 'deleted', tone: 'deleted', more: '' };
    case 'opaque':
      return { sign: '−', word: 'deleted', tone: 'deleted', more: 'its folder starts anew' };
    case 'folder-replaced':
      return { sign: '−', word: 'deleted', tone: 'deleted', more: 'something else took the place of its folder' };
  }
}
