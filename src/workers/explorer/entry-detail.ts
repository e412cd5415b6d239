import { decodeName, fromBinary } from '../../core/bytes/byte-names.ts';
import { toHex } from '../../core/bytes/hex.ts';
import { CONTENT_HASH_BYTES } from '../../core/bytes/content-hasher.ts';
import { describeEntry } from '../../core/explain/entries/describe-entry.ts';
import { linkReason } from '../../core/explain/entries/link-reason.ts';
import { entryAttributes } from '../../core/layer/entry-attributes.ts';
import { entryName, entryTarget, entryType } from '../../core/layer/entry-fields.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { hasContentHash } from '../../core/rootfs/compare-entries.ts';
import type { FileTree } from '../../core/rootfs/file-tree.ts';
import { PathFollower } from '../../core/rootfs/follow-path.ts';
import { ENTRY_ROLES, entryAt } from '../../core/rootfs/layer-stack.ts';
import { hardLinksOf, sameContentAs, type SomePaths } from '../../core/rootfs/same-content.ts';
import { shownPath } from './bytes-shown-path.ts';
import type { ImageTrees } from './image-trees.ts';
import type { EntryDetail, EntryRef, PathList } from './tree-api.ts';

/** Paths that are listed of many. */
const PATHS_SHOWN = 100;

/**
 * Everything about one entry, links followed in the tree of layer `layer`.
 * @throws RangeError when there is no such entry
 */
export function entryDetail(trees: ImageTrees, layer: number, place: EntryRef): EntryDetail {
  const { explorer } = trees;
  const { stack } = explorer;
  const entries = stack.layers[place.layer];
  if (!entries || !(place.index >= 0 && place.index < entries.count)) throw new RangeError('no such entry');
  const number = (stack.starts[place.layer] ?? 0) + place.index;
  const path = stack.pathOf[number] ?? -1;
  const role = ENTRY_ROLES[stack.roles[number] ?? 0] ?? 'none';
  const tree = explorer.tree(layer);
  const type = entryType(entries, place.index);
  const content = entryAt(stack, stack.linkedTo.get(number) ?? number);
  const isDangling = type === 'hardlink' && !stack.linkedTo.has(number);
  const size = isDangling ? null : (content.entries.sizes[content.index] ?? 0);
  const written = role === 'path' ? stack.paths.find(entryName(entries, place.index)) : undefined;
  const contentHash = hashOf(content.entries, content.index);
  const mode = entries.modes[place.index] ?? 0;
  return {
    path: role === 'path' ? shownPath(stack.paths, path) : decodeName(entryName(entries, place.index)),
    entry: place,
    type,
    size: size ?? 0,
    mode,
    attributes: describeEntry({
      ...factsOf(entries, place.index),
      mark: role === 'whiteout' || role === 'opaque' ? role : null,
      size,
      contentHash,
    }),
    link:
      type === 'symlink'
        ? symlinkOf(tree, path, entries, place.index)
        : type === 'hardlink'
          ? hardLinkOf(tree, stack.linkedTo.get(number), entries, place.index)
          : null,
    content: isDangling ? null : { layer: content.layer, index: content.index },
    writtenAs: written === undefined || written === path ? null : shownPath(stack.paths, written),
    hardLinks: listed(tree, hardLinksOf(tree, number, PATHS_SHOWN)),
    sameContent: listed(tree, sameContentAs(tree, number, PATHS_SHOWN)),
    contentHash,
  };
}

function factsOf(entries: LayerEntries, i: number) {
  const { format, sparse, userName, groupName, xattrs } = entryAttributes(entries, i);
  const target = entryTarget(entries, i);
  return {
    type: entryType(entries, i),
    mode: entries.modes[i] ?? 0,
    uid: entries.uids[i] ?? 0,
    gid: entries.gids[i] ?? 0,
    userName: decodeName(fromBinary(userName)),
    groupName: decodeName(fromBinary(groupName)),
    mtimeSeconds: entries.mtimes[i] ?? 0,
    target: target.length === 0 ? null : decodeName(target),
    deviceMajor: entries.deviceMajors[i] ?? 0,
    deviceMinor: entries.deviceMinors[i] ?? 0,
    format,
    sparse,
    xattrs,
  };
}

function symlinkOf(tree: FileTree, path: number, entries: LayerEntries, i: number): NonNullable<EntryDetail['link']> {
  const followed = new PathFollower(tree).followLink(Math.max(0, path), entryTarget(entries, i));
  if (followed.path !== null) return { path: shownPath(tree.stack.paths, followed.path), reason: null };
  const at = decodeName(fromBinary(followed.faultAt));
  return { path: null, reason: linkReason(followed.fault ?? 'missing', at) };
}

/** A hard link stays with its file, whatever becomes of the name that it was made by. */
function hardLinkOf(
  tree: FileTree,
  file: number | undefined,
  entries: LayerEntries,
  i: number,
): NonNullable<EntryDetail['link']> {
  if (file === undefined) return { path: null, reason: linkReason('no-file', decodeName(entryTarget(entries, i))) };
  const path = tree.stack.pathOf[file] ?? -1;
  if (tree.shown[path] === file) return { path: shownPath(tree.stack.paths, path), reason: null };
  return { path: null, reason: linkReason('renamed', shownPath(tree.stack.paths, path)) };
}

const listed = (tree: FileTree, { paths, count }: SomePaths): PathList => ({
  paths: paths.map((path) => shownPath(tree.stack.paths, path)),
  count,
});

function hashOf(entries: LayerEntries, i: number): string | null {
  if (entryType(entries, i) !== 'file' || !hasContentHash(entries, i)) return null;
  const bytes = entries.contentHashes.subarray(i * CONTENT_HASH_BYTES, (i + 1) * CONTENT_HASH_BYTES);
  return toHex(bytes);
}
