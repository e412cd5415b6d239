import { formatCount } from '../../core/messages/format-size.ts';
import { WASTE_CLASSES } from '../../core/rootfs/measure-waste.ts';
import type { Waste, WasteClass, WasteItem } from '../../core/rootfs/measure-waste.ts';
import type { BytesNode, LayerBytes } from '../../state/bytes-view.svelte.ts';
import { visibleName } from '../format/visible-name.ts';

/** `8.3 %`; never 0 for something, never 100 for less than all. */
export function percent(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (part / whole) * 100;
  if (share > 0 && share < 0.1) return '< 0.1 %';
  if (share < 100 && share >= 99.95) return '> 99.9 %';
  return share === 0 || share === 100 ? `${String(share)} %` : `${share.toFixed(1)} %`;
}

export const exactBytes = (bytes: number): string => `${formatCount(bytes)} bytes`;

/** The class of a layer's colour. `layer` counts from 0; without one the ground is neutral. */
export const layerColour = (layer: number | null): string =>
  layer === null ? 'no-layer' : `layer-colour-${String((layer % 12) + 1)}`;

/** What a box of the map stands for. */
export function nodeName({ kind, name, more, path, bytes }: BytesNode): string {
  switch (kind) {
    case 'layer':
      return `Layer ${name}`;
    case 'extension':
      return name === '' ? 'no ending' : `.${name}`;
    case 'rest':
      if (more === 0) return 'bytes of its own';
      return `${formatCount(more)} ${bytes === 0 ? 'without bytes' : 'smaller'}`;
    case 'folder':
      return path === '' ? '/' : `${visibleName(name)}/`;
    case 'file':
      return visibleName(name);
  }
}

/** Of what is hidden: what hard links of the final tree show all the same. They count nothing themselves. */
export const shownByLinks = ({ classes }: Waste): number =>
  WASTE_CLASSES.reduce((sum, name) => sum + classes[name].linkedBytes, 0);

export const wasteWords: Readonly<Record<WasteClass, { name: string; what: string; change: string }>> = {
  overwritten: {
    name: 'Written again',
    what: 'A later layer has other content at the same path. The older content is still stored.',
    change: 'Write these files once, or write and change them in one step.',
  },
  metadata: {
    name: 'Copied for mode, owner or time',
    what: 'A later layer holds the same content once more, because its mode, owner or time was changed, or for nothing.',
    change: 'Set mode and owner where the file is made: COPY --chmod --chown, or chmod and chown in the same RUN.',
  },
  deleted: {
    name: 'Deleted later',
    what: 'A later layer took the path away. A mark hides the bytes; it does not give them back.',
    change: 'Delete in the step that makes the files, or leave them out of what is copied.',
  },
};

/** How one file went out of sight. */
export function hiddenWords({ by, layer }: WasteItem, wasteClass: WasteClass): string {
  const within = by.layer === layer ? ', within one layer' : '';
  switch (by.kind) {
    case 'written':
      return (wasteClass === 'metadata' ? 'the same content again' : 'other content') + within;
    case 'whiteout':
      return `deleted${within}`;
    case 'opaque':
      return `its folder was emptied${within}`;
    case 'folder-replaced':
      return `something else stands where its folder was${within}`;
  }
}

/** Which layers say nothing or not all, one sentence for each reason. */
export function unknownLayers(layers: readonly LayerBytes[], isCounting: boolean): string[] {
  const named = (test: (row: LayerBytes) => boolean, one: string, many: string): string[] => {
    const found = layers.filter(test).map(({ layer }) => layer + 1);
    if (found.length === 0) return [];
    const list = found.slice(0, 6).join(', ') + (found.length > 6 ? ' and more' : '');
    return [found.length === 1 ? `Layer ${list} ${one}.` : `Layers ${list} ${many}.`];
  };
  const unread = isCounting
    ? (['is being read', 'are being read'] as const)
    : (['was not read', 'were not read'] as const);
  return [
    ...named(({ state }) => state === 'unread', unread[0], unread[1]),
    ...named(({ state }) => state === 'absent', 'is not in this dump', 'are not in this dump'),
    ...named(({ state }) => state === 'encrypted', 'is encrypted', 'are encrypted'),
    ...named(
      ({ state }) => state === 'not-unpacked',
      'is packed with bzip2 or xz, which Tallyman does not unpack',
      'are packed with bzip2 or xz, which Tallyman does not unpack',
    ),
    ...named(({ state }) => state === 'no-tar', 'holds no file tree', 'hold no file tree'),
    ...named(
      ({ state, isCut }) => state === 'read' && isCut,
      'is damaged and counted up to the fault',
      'are damaged and counted up to the fault',
    ),
  ];
}

/** False when no layer could be read: then sums of nothing say nothing. */
export const isAnyRead = (layers: readonly LayerBytes[]): boolean =>
  layers.length === 0 || layers.some(({ state }) => state === 'read');

const STATE_WORDS = {
  read: null,
  unread: 'not read yet',
  absent: 'not in the dump',
  encrypted: 'encrypted',
  'not-unpacked': 'not unpacked here',
  'no-tar': 'no file tree',
} as const;

/** What keeps a layer from being counted; null when it was. */
export const layerGap = ({ state, isCut }: LayerBytes): string | null =>
  STATE_WORDS[state] ?? (isCut ? 'damaged' : null);

/** A layer whose files are larger than its tar has sparse ones: a tar holds no holes, a file that is unpacked has them. */
export const contentWords = (layers: readonly Pick<LayerBytes, 'contentBytes' | 'uncompressedBytes'>[]): string =>
  layers.some(({ contentBytes, uncompressedBytes }) => (contentBytes ?? 0) > (uncompressedBytes ?? Infinity))
    ? 'Contents alone, sparse files with the holes that tars leave out'
    : 'What the tars hold: contents alone';
