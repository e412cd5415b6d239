import type { LayersView } from '../../state/layers-view.svelte.ts';
import { markGroups, type Tone } from './mark-words.ts';

/** Adds a group of marks to those shown, or takes it away; with none chosen everything is shown. */
export function toggleMarks(view: LayersView, tone: Tone): void {
  const marks = markGroups.find((group) => group.tone === tone)?.marks ?? [];
  const isOn = marks.every((mark) => view.filter.marks.includes(mark));
  const others = view.filter.marks.filter((mark) => !marks.includes(mark));
  void view.setFilter({ marks: isOn ? others : [...others, ...marks] });
}
