import type { LayersView } from '../../state/layers-view.svelte.ts';
import { markGroups } from './mark-words.ts';
import { toggleMarks } from './toggle-marks.ts';

/** What a single key does to the tree as a whole; false when it does nothing. */
export function layerKey(view: LayersView, key: string): boolean {
  const group = markGroups.find((one) => one.key === key);
  if (key === '[') void view.showLayer(view.layer - 1);
  else if (key === ']') void view.showLayer(view.layer + 1);
  else if (key === 's') void view.setScope(view.scope === 'layer' ? 'merged' : 'layer');
  else if (group) toggleMarks(view, group.tone);
  else return false;
  return true;
}
