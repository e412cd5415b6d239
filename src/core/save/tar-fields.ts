import { fromBinary } from '../bytes/byte-names.ts';
import { entryAttributes } from '../layer/entry-attributes.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import { type FileTree, pathText } from '../rootfs/file-tree.ts';
import { entryAt } from '../rootfs/layer-stack.ts';
import type { TarEntryFields } from '../tar/write-tar-header.ts';

/**
 * What is written of a path: where it is and who owns it by its own entry, what it is by `owner`, which is another entry when
 * a hard link takes the content of a hidden one over.
 * @param link for a hard link: the path it leads to
 */
export function tarFields(tree: FileTree, path: number, owner: number, link: number | null): TarEntryFields {
  const { stack } = tree;
  const own = entryAt(stack, tree.shown[path] ?? owner);
  const content = entryAt(stack, owner);
  const { entries, index } = own;
  const { userName, groupName, xattrs } = entryAttributes(entries, index);
  const type = link === null ? entryType(content.entries, content.index) : 'hardlink';
  const target = link === null ? entryTarget(content.entries, content.index) : fromBinary(pathText(stack.paths, link));
  return {
    type,
    nameBytes: fromBinary(pathText(stack.paths, path)),
    linkBytes: type === 'symlink' || type === 'hardlink' ? target : NOTHING,
    mode: entries.modes[index] ?? 0,
    uid: entries.uids[index] ?? 0,
    gid: entries.gids[index] ?? 0,
    size: type === 'file' ? (content.entries.sizes[content.index] ?? 0) : 0,
    mtimeSeconds: entries.mtimes[index] ?? 0,
    deviceMajor: content.entries.deviceMajors[content.index] ?? 0,
    deviceMinor: content.entries.deviceMinors[content.index] ?? 0,
    userName,
    groupName,
    xattrs,
  };
}

const NOTHING = new Uint8Array(0);
