import { cleanPath, folderOf } from './clean-path.ts';

/** What link resolution needs to know of an entry. */
export interface LinkNode {
  readonly kind: 'file' | 'symlink' | 'hardlink' | 'dir' | 'fifo' | 'char' | 'block';
  /** As written; null for what is no link. */
  readonly linkTarget: string | null;
}

/** Links followed for one path: Linux gives up at 40 too, and a circle ends here. */
const LINK_HOPS = 40;

/**
 * Finds the entry whose bytes a path shows, following symlinks (in any part of the path) and hard links inside the archive.
 * An absolute target counts from the archive's root and `..` stops there, as for an engine that unpacks into one folder.
 * @param nodes all entries by clean path
 * @returns the path of an entry that is no link, or null when the way leads nowhere or in a circle
 */
export function resolveLink(path: string, nodes: ReadonlyMap<string, LinkNode>): string | null {
  let rest = path.split('/');
  let reached = '';
  for (let hops = 0; rest.length > 0;) {
    const [segment = '', ...after] = rest;
    const here = reached === '' ? segment : `${reached}/${segment}`;
    const node = nodes.get(here);
    const target = node?.linkTarget;
    if (node && target !== undefined && target !== null && (node.kind === 'symlink' || node.kind === 'hardlink')) {
      if ((hops += 1) > LINK_HOPS || target.length > 4096) return null;
      // A hard link names its target from the archive's root, a symlink from the folder it lies in.
      const fromRoot = node.kind === 'hardlink' || target.startsWith('/');
      const next = cleanPath(fromRoot ? target : `${folderOf(here)}/${target}`).path;
      if (next === '') return null;
      rest = [...next.split('/'), ...after];
      reached = '';
      continue;
    }
    reached = here;
    rest = after;
  }
  const end = nodes.get(reached);
  return end && end.linkTarget === null ? reached : null;
}
