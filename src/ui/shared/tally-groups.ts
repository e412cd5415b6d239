export type Stroke = 'done' | 'waiting' | 'broken';

/** Above this a bar alone is drawn: nobody counts a hundred strokes. */
export const MAX_STROKES = 60;

/** Groups of five; the fifth stroke of each crosses the four. Broken ones come last of those done: strokes have no names. */
export function tallyGroups(total: number, done: number, broken: number): Stroke[][] {
  const strokes = Array.from({ length: total }, (_, i): Stroke => {
    if (i >= done) return 'waiting';
    return i >= done - broken ? 'broken' : 'done';
  });
  return Array.from({ length: Math.ceil(total / 5) }, (_, group) => strokes.slice(group * 5, group * 5 + 5));
}
