import type { BytesPlace } from '../../state/bytes-view.svelte.ts';
import { visibleName } from '../format/visible-name.ts';

/** A step of the way from the whole tree to what is drawn, the last of them. */
export interface PlaceCrumb {
  readonly name: string;
  readonly place: BytesPlace;
}

/** Folders shown of a deep path: the first, and the last of them. */
const FOLDERS_SHOWN = 8;
const NAMES = { folder: '/', layer: 'All layers', extension: 'All endings' } as const;

/** The way to a place, the whole tree first. Of very deep paths the middle is left out. */
export function placeCrumbs({ by, within, path }: BytesPlace): PlaceCrumb[] {
  const crumbs: PlaceCrumb[] = [{ name: NAMES[by], place: { by, within: null, path: '' } }];
  if (by !== 'folder' && within === null) return crumbs;
  if (within !== null) {
    const name = by === 'layer' ? `Layer ${String(Number(within) + 1)}` : within === '' ? 'no ending' : `.${within}`;
    crumbs.push({ name: visibleName(name), place: { by, within, path: '' } });
  }
  const parts = path.split('/').filter((part) => part !== '');
  const folders = parts.map((part, i): PlaceCrumb => {
    return { name: visibleName(part, 60), place: { by, within, path: parts.slice(0, i + 1).join('/') } };
  });
  if (folders.length <= FOLDERS_SHOWN) return [...crumbs, ...folders];
  const [first] = folders;
  const last = folders.slice(1 - FOLDERS_SHOWN).map((crumb, i) => (i === 0 ? { ...crumb, name: '…' } : crumb));
  return first ? [...crumbs, first, ...last] : crumbs;
}
