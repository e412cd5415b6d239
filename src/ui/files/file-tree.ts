import type { DumpFile, DumpModel, FileRole } from '../../core/dump/dump-model.ts';
import { missingFiles } from '../../core/explain/missing-files.ts';
import { visiblePath } from '../format/visible-name.ts';
import { shortPath } from '../format/short-digest.ts';
import { roleMark } from '../shared/role-mark.ts';
import type { TreeRow } from '../tree/tree-row.ts';

/** A file of the dump, or one that is named and missing. */
export interface FileLeaf {
  readonly kind: 'file' | 'missing';
  readonly path: string;
  readonly role: FileRole;
  readonly mediaType: string | null;
  /** On disk, or as promised; null when nobody says. */
  readonly size: number | null;
  /** Missing, and allowed to be. */
  readonly optional: boolean;
}

export interface FolderNode {
  readonly kind: 'folder';
  /** Without a slash at the end; empty for the dump itself. */
  readonly path: string;
  /** Folders that hold nothing but one folder are one row: `blobs/sha256/`. */
  readonly name: string;
  /** Of everything below that is there. */
  readonly size: number;
  readonly children: readonly (FolderNode | FileLeaf)[];
}

export interface FileTreeRow extends TreeRow {
  readonly node: FolderNode | FileLeaf;
  readonly label: string;
}

interface Draft {
  readonly path: string;
  readonly folders: Map<string, Draft>;
  readonly files: FileLeaf[];
}

/** All files of the dump, missing ones among them where they should lie, sorted by name within each folder. */
export function buildFileTree(model: DumpModel): FolderNode {
  const top: Draft = { path: '', folders: new Map(), files: [] };
  for (const file of model.files) insert(top, leafOf(file));
  for (const missing of missingFiles(model)) insert(top, { ...missing, kind: 'missing' });
  return finish(top, `${model.name}/`);
}

const leafOf = ({ path, role, mediaType, size }: DumpFile): FileLeaf => ({
  kind: 'file',
  path,
  role,
  mediaType,
  size,
  optional: false,
});

function insert(top: Draft, leaf: FileLeaf): void {
  const parts = leaf.path.split('/');
  let folder = top;
  for (let i = 0; i < parts.length - 1; i += 1) {
    const name = parts[i] ?? '';
    let next = folder.folders.get(name);
    if (!next) {
      next = { path: parts.slice(0, i + 1).join('/'), folders: new Map(), files: [] };
      folder.folders.set(name, next);
    }
    folder = next;
  }
  folder.files.push(leaf);
}

function finish(draft: Draft, name: string): FolderNode {
  const folders = [...draft.folders].map(([own, below]): FolderNode => {
    let [label, folder] = [`${own}/`, below];
    while (folder.files.length === 0 && folder.folders.size === 1) {
      const [only] = folder.folders;
      if (!only) break;
      label += `${only[0]}/`;
      folder = only[1];
    }
    return finish(folder, label);
  });
  const children = [...folders, ...draft.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const size = children.reduce((sum, child) => sum + (child.kind === 'missing' ? 0 : (child.size ?? 0)), 0);
  return { kind: 'folder', path: draft.path, name, size, children };
}

export const folderId = (path: string): string => `folder:${path}`;

/** Everything a file can be found by: its path, its mark, what it is. */
export function leafMatches(leaf: FileLeaf, query: string): boolean {
  const { letters, name } = roleMark(leaf.role, leaf.mediaType);
  const text = `${leaf.path}\n${leaf.path.replace(/^blobs\/([^/]+)\//, '$1:')}\n${letters}\n${name}`.toLowerCase();
  return text.includes(query);
}

/**
 * The rows in sight: a folder's children follow it unless it is closed.
 * @param closed ids of closed folders
 * @param matches what passes the filter; null for all. Folders with something that passes are open
 */
export function fileTreeRows(
  tree: FolderNode,
  closed: ReadonlySet<string>,
  matches: ((leaf: FileLeaf) => boolean) | null,
): FileTreeRow[] {
  const rows: FileTreeRow[] = [];
  const add = (node: FolderNode | FileLeaf, level: number, position: number, siblings: number): void => {
    if (node.kind === 'folder') {
      const id = folderId(node.path);
      const isOpen = matches !== null || !closed.has(id);
      const name = visiblePath(node.name);
      rows.push({ id, node, level, position, siblings, isOpen, label: name, name });
      if (!isOpen) return;
      const children = matches ? node.children.filter((child) => holds(child, matches)) : node.children;
      children.forEach((child, i) => add(child, level + 1, i + 1, children.length));
    } else {
      const label = shortPath(node.path);
      const own = label.slice(label.lastIndexOf('/') + 1);
      rows.push({ id: node.path, node, level, position, siblings, isOpen: null, label: own, name: own });
    }
  };
  if (!matches || holds(tree, matches)) add(tree, 1, 1, 1);
  return rows;
}

const holds = (node: FolderNode | FileLeaf, matches: (leaf: FileLeaf) => boolean): boolean =>
  node.kind === 'folder' ? node.children.some((child) => holds(child, matches)) : matches(node);
