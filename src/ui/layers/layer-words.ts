import type { GlyphState } from '../shared/state-words.ts';
import type { LayerRow } from './shown-types.ts';

/** What a layer does to the tree below it, for the list: additions, changes, deletions. */
export function layerCounts({ counts }: LayerRow): { added: number; changed: number; deleted: number; rest: number } {
  return {
    added: counts.added,
    changed: counts.changed + counts.metadata + counts.copy,
    deleted: counts.deleted + counts.opaque,
    rest: counts.overruled + counts.ignored,
  };
}

/** Plain words for the step that made a layer; the instruction itself stands below. */
export function stepWords(command: string | null): string {
  const word = /^([A-Za-z]+)\b/.exec(command ?? '')?.[1]?.toUpperCase();
  switch (word) {
    case 'RUN':
      return 'A command ran';
    case 'COPY':
      return 'Files copied in';
    case 'ADD':
      return 'Files added';
    case 'WORKDIR':
      return 'A folder made';
    default:
      return command === null ? 'A step without words' : 'A step of its builder';
  }
}

/** Null for a layer that was read to its end: nothing to say. */
export function layerState(
  { state, isCut }: LayerRow,
  isCounting: boolean,
): { glyph: GlyphState; word: string } | null {
  switch (state) {
    case 'absent':
      return { glyph: 'broken', word: 'not in the dump' };
    case 'encrypted':
      return { glyph: 'note', word: 'encrypted' };
    case 'not-unpacked':
      return { glyph: 'note', word: 'not unpacked here' };
    case 'no-tar':
      return { glyph: 'warning', word: 'no file tree' };
    case 'unread':
      return isCounting ? { glyph: 'running', word: 'being read' } : { glyph: 'unchecked', word: 'not read' };
    case 'read':
      return isCut ? { glyph: 'broken', word: 'damaged' } : null;
  }
}

/** Which layers up to `layer` say nothing or not all, in one sentence; null when the tree is whole. */
export function treeGaps(layers: readonly LayerRow[], isCounting: boolean): string | null {
  const numbers = (test: (row: LayerRow) => boolean): string => {
    const found = layers.filter(test).map(({ layer }) => layer + 1);
    if (found.length === 0) return '';
    const named = found.slice(0, 6).join(', ');
    return found.length === 1 ? `Layer ${named}` : `Layers ${named}${found.length > 6 ? ' and more' : ''}`;
  };
  const say = (who: string, one: string, many: string): string =>
    who === '' ? '' : `${who} ${who.startsWith('Layers') ? many : one}.`;
  const sentences = [
    say(
      numbers(({ state }) => state === 'unread'),
      isCounting ? 'is still being read' : 'was not read',
      isCounting ? 'are still being read' : 'were not read',
    ),
    say(
      numbers(({ state }) => state === 'absent'),
      'is not in this dump',
      'are not in this dump',
    ),
    say(
      numbers(({ state }) => state === 'encrypted'),
      'is encrypted',
      'are encrypted',
    ),
    say(
      numbers(({ state }) => state === 'not-unpacked'),
      'is packed with bzip2 or xz, which Tallyman does not unpack',
      'are packed with bzip2 or xz, which Tallyman does not unpack',
    ),
    say(
      numbers(({ state }) => state === 'no-tar'),
      'holds no file tree',
      'hold no file tree',
    ),
    say(
      numbers(({ state, isCut }) => state === 'read' && isCut),
      'is damaged and read up to the fault',
      'are damaged and read up to the fault',
    ),
  ].filter((sentence) => sentence !== '');
  if (sentences.length === 0) return null;
  const isAny = layers.some(({ state }) => state === 'read');
  return `${sentences.join(' ')} ${isAny ? 'The tree shows what is known so far.' : 'So nothing is known of the files.'}`;
}
