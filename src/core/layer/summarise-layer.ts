import { decodeName } from '../bytes/byte-names.ts';
import { entryName, entryType } from './entry-fields.ts';
import type { LayerEntries } from './layer-entries.ts';
import { whiteoutKind } from './whiteout.ts';

/** What a layer holds, in short. */
export interface LayerSummary {
  /** Entries that are no folders and no deletion marks, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  readonly folders: number;
  /** Deletion marks, opaque ones included. */
  readonly deletions: number;
  /** The first of the files as text, without `./` or `/` in front. */
  readonly paths: readonly string[];
}

/** @param limit paths to name at most */
export function summariseLayer(entries: LayerEntries, limit = 20): LayerSummary {
  let [files, bytes, folders, deletions] = [0, 0, 0, 0];
  const paths: string[] = [];
  for (let i = 0; i < entries.count; i++) {
    const name = entryName(entries, i);
    const kind = whiteoutKind(name);
    if (kind === 'whiteout' || kind === 'opaque') deletions += 1;
    else if (entryType(entries, i) === 'dir') folders += 1;
    else if (kind === null) {
      files += 1;
      bytes += entries.sizes[i] ?? 0;
      if (paths.length < limit) paths.push(decodeName(name).replace(/^(?:\.?\/)+/, ''));
    }
  }
  return { files, bytes, folders, deletions, paths };
}
