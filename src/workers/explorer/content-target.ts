import { decodeName, toBinary } from '../../core/bytes/byte-names.ts';
import { entryName, entryTarget, entryType } from '../../core/layer/entry-fields.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { pathParts } from '../../core/rootfs/entry-path.ts';

/** The entry whose content is shown, or in words why there is none. */
export type ContentTarget =
  { readonly index: number; readonly absent: null } | { readonly index: null; readonly absent: string };

/** Links to links: no tool writes them, so a few are enough. */
const MOST_STEPS = 8;

/** Follows a hard link within its layer: to the last entry of that name before it, else to one behind it. */
export function contentTarget(entries: LayerEntries, index: number): ContentTarget {
  let at = index;
  for (let step = 0; step < MOST_STEPS; step++) {
    const type = entryType(entries, at);
    if (type === 'file') return { index: at, absent: null };
    if (type !== 'hardlink') return { index: null, absent: absentText(entries, at) };
    const found = entryNamed(entries, entryTarget(entries, at), at);
    if (found === null) {
      const target = decodeName(entryTarget(entries, at));
      return {
        index: null,
        absent: `A hard link to ${target}, which this layer does not have: its content lies in a layer below.`,
      };
    }
    at = found;
  }
  return { index: null, absent: 'Hard links that lead to each other.' };
}

function absentText(entries: LayerEntries, at: number): string {
  const target = decodeName(entryTarget(entries, at));
  switch (entryType(entries, at)) {
    case 'dir':
      return 'A folder: it has no content of its own.';
    case 'symlink':
      return `A symbolic link to ${target}: it has no content of its own.`;
    case 'fifo':
      return 'A pipe: it has no content.';
    default:
      return 'A device: it has no content in the image.';
  }
}

/** Passes over the names' bytes without making strings of them: most differ in length already. */
function entryNamed(entries: LayerEntries, wanted: Uint8Array, from: number): number | null {
  const key = pathParts(wanted).join('/');
  const isIt = (i: number): boolean => {
    const name = entryName(entries, i);
    return name.length >= key.length && name.length <= key.length + 3 && samePath(name, key);
  };
  for (let i = from - 1; i >= 0; i--) if (isIt(i)) return i;
  for (let i = from + 1; i < entries.count; i++) if (isIt(i)) return i;
  return null;
}

const samePath = (name: Uint8Array, key: string): boolean =>
  toBinary(name) === key || pathParts(name).join('/') === key;
