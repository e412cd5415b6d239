import { plural } from '../../core/messages/format-size.ts';
import type { SaveWhat } from '../../state/saving.svelte.ts';
import type { TreeRow } from '../layers/shown-types.ts';

/** One thing that can be saved from where the person is. */
export interface SaveChoice {
  readonly key: string;
  readonly title: string;
  readonly words: string;
  readonly what: SaveWhat;
  /** Suggested name of the file, or of the folder that is made. */
  readonly name: string;
  /** Of contents; null where only saving will tell. */
  readonly bytes: number | null;
}

/** @param name of the image, for file names; @param row where the person is in the tree; @param selection paths put together */
export function saveChoices(
  name: string,
  layer: number,
  row: TreeRow | null,
  selection: readonly string[],
  { canPickFolder }: { readonly canPickFolder: boolean },
): SaveChoice[] {
  const base = safeName(name) || 'image';
  const number = layer + 1;
  const tarWords = 'With owners, modes, times, links and extended attributes';
  const plainWords = 'Files and folders only: owners, modes, times and links are not kept';
  const choices: SaveChoice[] = [];
  if (row?.entry && (row.type === 'file' || row.type === 'hardlink')) {
    const title = row.mark === 'deleted' || row.mark === 'opaque' ? 'This file, which is deleted here' : 'This file';
    const what = { kind: 'file', ...row.entry } as const;
    const bytes = row.type === 'file' ? row.bytes : null;
    choices.push({
      key: 'file',
      title,
      words: 'Its content, byte for byte',
      what,
      name: safeName(row.name) || 'file',
      bytes,
    });
  }
  const isGone = row?.mark === 'deleted' || row?.mark === 'opaque';
  if (row && !isGone && (row.type === 'dir' || row.type === null || row.hasChildren)) {
    const folder = `${base}-${safeName(row.name) || 'folder'}`;
    const words = `${plural(row.pathsBelow, 'path')} below it, as of layer ${number}.`;
    const paths = [row.path];
    choices.push({
      key: 'folder-tar',
      title: 'This folder as a .tar',
      words: `${words} ${tarWords}`,
      what: { kind: 'merged', layer, paths },
      name: `${folder}.tar`,
      bytes: row.bytes,
    });
    if (canPickFolder)
      choices.push({
        key: 'folder-plain',
        title: 'This folder as plain files',
        words: `${words} ${plainWords}`,
        what: { kind: 'folder', layer, paths },
        name: folder,
        bytes: row.bytes,
      });
  }
  if (selection.length > 0) {
    const title = `The selection, ${plural(selection.length, 'path')}`;
    const words = `With everything below, as of layer ${number}`;
    choices.push({
      key: 'selection-tar',
      title: `${title}, as a .tar`,
      words: `${words}. ${tarWords}`,
      what: { kind: 'merged', layer, paths: selection },
      name: `${base}-selection.tar`,
      bytes: null,
    });
    if (canPickFolder)
      choices.push({
        key: 'selection-plain',
        title: `${title}, as plain files`,
        words: `${words}. ${plainWords}`,
        what: { kind: 'folder', layer, paths: selection },
        name: `${base}-selection`,
        bytes: null,
      });
  }
  choices.push({
    key: 'layer',
    title: `Layer ${number} as a .tar`,
    words: 'Unpacked, byte for byte: its digest is the diff ID. Deletion marks are in it',
    what: { kind: 'layer', layer },
    name: `${base}-layer-${number}.tar`,
    bytes: null,
  });
  choices.push({
    key: 'merged',
    title: `The whole file system as of layer ${number}, as a .tar`,
    words: `What a container of ${number === 1 ? 'layer 1' : `layers 1 to ${number}`} sees. ${tarWords}; docker import takes it`,
    what: { kind: 'merged', layer, paths: [] },
    name: `${base}-as-of-layer-${number}.tar`,
    bytes: null,
  });
  if (canPickFolder)
    choices.push({
      key: 'plain',
      title: `The whole file system as of layer ${number}, as plain files`,
      words: plainWords,
      what: { kind: 'folder', layer, paths: [] },
      name: `${base}-as-of-layer-${number}`,
      bytes: null,
    });
  return choices;
}

/** A name that every system takes, near to what was meant; empty when nothing of it is left. */
export function safeName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._@+ -]+/gu, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '')
    .slice(0, 100);
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe) ? `_${safe}` : safe;
}
