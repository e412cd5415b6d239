import { entryTarget, entryType } from '../layer/entry-fields.ts';
import type { EntryType } from '../layer/layer-entries.ts';
import { type FileTree, pathText } from '../rootfs/file-tree.ts';
import { PathFollower } from '../rootfs/follow-path.ts';
import { entryAt } from '../rootfs/layer-stack.ts';
import { ROOT } from '../rootfs/path-table.ts';
import type { SaveSkipReason } from './save-skip.ts';

/** A path together with the number of the entry whose content it has: its own, or what its hard link leads to. */
export interface PlannedFile {
  readonly path: number;
  readonly owner: number;
}

/** What is written of a tree, in which order. Paths and entries by their numbers in the stack. */
export interface SavePlan {
  readonly tree: FileTree;
  /** Each before what is in it; but for those behind a symlink, which are in `plain`. */
  readonly folders: readonly number[];
  /** Symlinks, devices and pipes, then what lies behind symlinks and is no file. */
  readonly plain: readonly number[];
  /** Files of each layer, in the order of its tar. */
  readonly files: readonly (readonly PlannedFile[])[];
  /** Hard links, behind everything they lead to. */
  readonly links: readonly { readonly path: number; readonly target: number }[];
  readonly skipped: readonly { readonly path: number; readonly reason: SaveSkipReason }[];
  /** Something lies behind a symlink: folders must be there before it, or what the link leads to could not be made. */
  readonly isThroughLinks: boolean;
  /** Of files, each content once. */
  readonly bytes: number;
}

/** The type of what an entry is, or of what its hard link leads to. */
export function typeOfEntry({ stack }: FileTree, entry: number): EntryType {
  const { entries, index } = entryAt(stack, entry);
  return entryType(entries, index);
}

/**
 * Puts what lies at and below some paths of a tree in an order in which it can be written in one go: content comes layer by
 * layer in the order of the tars, so that each layer is read once from start to end, hard links behind it. What no entry names
 * is left out: unpacking makes such folders by itself. Of hard links whose target is hidden or not asked for, the first takes
 * the content over.
 * @param roots path numbers; the root for all
 */
export function planSave(tree: FileTree, roots: readonly number[]): SavePlan {
  const { stack } = tree;
  const skipped: { path: number; reason: SaveSkipReason }[] = [];
  const folders: number[] = [];
  const others: number[] = [];
  const behindLinks: number[] = [];
  const files = stack.layers.map((): PlannedFile[] => []);
  const links: { path: number; target: number }[] = [];
  /** By content: the path that has it. */
  const holders = new Map<number, number>();
  const hardLinks: { path: number; owner: number }[] = [];
  let bytes = 0;
  let isThroughLinks = false;

  const hold = (path: number, owner: number, isBehindLink: boolean): void => {
    const { layer, entries, index } = entryAt(stack, owner);
    const type = entryType(entries, index);
    holders.set(owner, path);
    if (type === 'file') {
      files[layer]?.push({ path, owner });
      bytes += entries.sizes[index] ?? 0;
    } else if (isBehindLink) behindLinks.push(path);
    else (type === 'dir' ? folders : others).push(path);
  };

  for (const { path, isBehindLink, isBelowFile } of walk(tree, roots)) {
    const entry = tree.shown[path] ?? -1;
    if (entry < 0) continue;
    if (isBehindLink && !isBelowFile) isThroughLinks = true;
    if (isBelowFile) skipped.push({ path, reason: 'below-a-file' });
    else if (typeOfEntry(tree, entry) !== 'hardlink') hold(path, entry, isBehindLink);
    else {
      const owner = stack.linkedTo.get(entry);
      const type = owner === undefined ? 'hardlink' : typeOfEntry(tree, owner);
      if (owner === undefined || type === 'hardlink') skipped.push({ path, reason: 'dangling-hard-link' });
      else if (type === 'dir') skipped.push({ path, reason: 'hard-link-to-folder' });
      else hardLinks.push({ path, owner });
    }
  }
  for (const { path, owner } of hardLinks) {
    const target = holders.get(owner);
    if (target === undefined) hold(path, owner, false);
    else links.push({ path, target });
  }
  for (const list of files) list.sort((a, b) => a.owner - b.owner);
  return { tree, folders, plain: [...others, ...behindLinks], files, links, skipped, isThroughLinks, bytes };
}

interface Walked {
  readonly path: number;
  /** A symlink lies above it: what is there must come after the link, or the link could not be made any more. */
  readonly isBehindLink: boolean;
  readonly isBelowFile: boolean;
}

/** Everything at and below the roots, each path once, what is above before what is below; names in byte order. */
function* walk(tree: FileTree, roots: readonly number[]): Generator<Walked, void> {
  const wanted = new Set(roots.filter((path) => tree.has(path)));
  const { paths } = tree.stack;
  const isBelowAnother = (path: number): boolean => {
    for (let at = path; at > ROOT;) {
      at = paths.parent(at);
      if (wanted.has(at)) return true;
    }
    return false;
  };
  const tops = [...wanted].filter((path) => !isBelowAnother(path));
  const texts = new Map(tops.map((path) => [path, pathText(paths, path)]));
  tops.sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
  for (const top of tops) {
    const pending: Walked[] = [{ path: top, ...aboveOf(tree, top) }];
    for (let at = pending.pop(); at; at = pending.pop()) {
      yield at;
      if (!tree.hasChildren(at.path)) continue;
      const below = passedOn(tree, at);
      for (const path of tree.childrenOf(at.path).toReversed()) pending.push({ path, ...below });
    }
  }
}

function aboveOf(tree: FileTree, path: number): Omit<Walked, 'path'> {
  const above: number[] = [];
  for (let at = path; at > ROOT;) above.push((at = tree.stack.paths.parent(at)));
  let state = { isBehindLink: false, isBelowFile: false };
  for (const folder of above.reverse()) state = passedOn(tree, { path: folder, ...state });
  return state;
}

function passedOn(tree: FileTree, { path, isBehindLink, isBelowFile }: Walked): Omit<Walked, 'path'> {
  const entry = tree.shown[path] ?? -1;
  if (entry < 0) return { isBehindLink, isBelowFile };
  const owner = tree.stack.linkedTo.get(entry) ?? entry;
  const type = typeOfEntry(tree, owner);
  return {
    isBehindLink: isBehindLink || type === 'symlink',
    isBelowFile: isBelowFile || !(type === 'dir' || (type === 'symlink' && leadsToFolder(tree, path, owner))),
  };
}

/** Where links lead round in a circle, or to a file, nothing can be put below them. */
function leadsToFolder(tree: FileTree, path: number, link: number): boolean {
  const { entries, index } = entryAt(tree.stack, link);
  const followed = new PathFollower(tree).followLink(path, entryTarget(entries, index));
  if (followed.path === null) return false;
  const entry = tree.shown[followed.path] ?? -1;
  return entry < 0 || typeOfEntry(tree, entry) === 'dir';
}
