import { decodeName, toBinary } from '../../core/bytes/byte-names.ts';
import { entryName, entryTarget, entryType } from '../../core/layer/entry-fields.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { pathParts } from '../../core/rootfs/entry-path.ts';

/** The entry whose content is shown, or in words why there is none. */
export type ContentTarget =
  { readonly index: number; readonly absent: null } | { readonly index: null; readonly absent: string };

/** Follows a hard link within its layer, as engines do: to the last entry of that name before it. */
export function contentTarget(entries: LayerEntries, index: number): ContentTarget {
  let at = index;
  for (;;) {
    const type = entryType(entries, at);
    if (type === 'file') return { index: at, absent: null };
    if (type !== 'hardlink') return { index: null, absent: absentText(entries, at) };
    const isTarget = namedLike(entries, entryTarget(entries, at));
    const found = lastBefore(at, isTarget);
    if (found < 0) return { index: null, absent: missingText(entries, at, isTarget) };
    at = found;
  }
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

function missingText(entries: LayerEntries, at: number, isTarget: (i: number) => boolean): string {
  const link = `A hard link to ${decodeName(entryTarget(entries, at))}`;
  for (let i = at; i < entries.count; i++) {
    if (isTarget(i))
      return `${link}, which comes only later in this layer. If no layer below has it, there is no content: engines stop there.`;
  }
  return `${link}, which this layer does not have. Its content lies in a layer below, if one has it.`;
}

/** Passes over the names' bytes without making strings of them: most differ in length already. */
function namedLike(entries: LayerEntries, wanted: Uint8Array): (i: number) => boolean {
  const key = pathParts(wanted).join('/');
  return (i) => {
    const name = entryName(entries, i);
    return name.length >= key.length && name.length <= key.length + 3 && samePath(name, key);
  };
}

function lastBefore(end: number, isIt: (i: number) => boolean): number {
  let at = end - 1;
  while (at >= 0 && !isIt(at)) at -= 1;
  return at;
}

const samePath = (name: Uint8Array, key: string): boolean =>
  toBinary(name) === key || pathParts(name).join('/') === key;
