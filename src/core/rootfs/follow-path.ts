import { toBinary } from '../bytes/byte-names.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import type { FileTree } from './file-tree.ts';
import { pathText } from './file-tree.ts';
import { entryAt } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

/** Links that Linux follows in one path before it gives up. */
const LINKS_FOLLOWED = 40;
/** Parts of a path still to go: what Linux takes is 4,096 bytes long, slashes among them. */
const PARTS_PENDING = 2_048;
/** Links with something below them that are understood; images have a handful, hostile ones may have a million. */
const LINKS_WITH_CONTENT = 10_000;

export interface FollowedPath {
  /** Number of the path where it ends; null when it does not lead anywhere. */
  readonly path: number | null;
  /** Where an engine or program would look for it in the end: binary string, without a leading slash. Whole even if not there. */
  readonly place: string;
  /** Why it leads nowhere: something is not there, or is no folder; links lead round in a circle; no system takes such a path. */
  readonly fault: 'missing' | 'not-folder' | 'loop' | 'too-long' | null;
  /** Where that was, as `place`. */
  readonly faultAt: string;
}

/**
 * Follows paths through the links of a tree as a program inside the container would: targets from `/` start at the root of
 * the image, and `..` stops there. What a layer has put below a link (`lib/x` where `lib` leads to `usr/lib`) is where the link
 * leads, as engines put it there.
 */
export class PathFollower {
  readonly #tree: FileTree;
  /** By folder: links that lead to it and have something below them in this tree. Made when it is first needed. */
  #links: ReadonlyMap<number, readonly number[]> | null = null;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  /** @param options.followsLast what a link at the very end leads to, and not the link */
  follow(name: Uint8Array, { followsLast = true } = {}): FollowedPath {
    return this.#walk(toBinary(name), [ROOT], [], followsLast, this.#linksBelow());
  }

  /** Where a link leads that stands at a path: a symbolic one from its folder, a hard one from the root. */
  followLink(path: number, target: Uint8Array, isSymlink: boolean): FollowedPath {
    const { paths } = this.#tree.stack;
    const links = this.#linksBelow();
    if (!isSymlink) return this.#walk(toBinary(target), [ROOT], [], false, links);
    const folder = this.#walk(pathText(paths, paths.parent(path)), [ROOT], [], true, links);
    if (folder.path === null) return folder;
    return this.#walk(toBinary(target), [folder.path], partsBackwards(folder.place).reverse(), true, links);
  }

  /** The path that an engine has put an entry at; `place` is its own path where no folder above it is a link. */
  landing(path: number): FollowedPath {
    return this.#walk(pathText(this.#tree.stack.paths, path), [ROOT], [], false, new Map());
  }

  #walk(
    text: string,
    from: readonly number[],
    place: readonly string[],
    followsLast: boolean,
    links: ReadonlyMap<number, readonly number[]>,
  ): FollowedPath {
    const isAbsolute = text.startsWith('/');
    let folders = isAbsolute ? [ROOT] : from;
    let done = isAbsolute ? [] : [...place];
    const pending = partsBackwards(text);
    const end = (fault: FollowedPath['fault']): FollowedPath => ({
      path: fault ? null : (folders[0] ?? ROOT),
      place: [...done, ...pending.toReversed()].join('/'),
      fault,
      faultAt: done.join('/'),
    });
    for (let followed = 0; ;) {
      if (pending.length > PARTS_PENDING) return end('too-long');
      const part = pending.pop();
      if (part === undefined) return end(null);
      if (part === '..') {
        done.pop();
        folders = this.#foldersAt(done, links);
        continue;
      }
      const found = this.#childrenOf(folders, part, links);
      const [best] = found;
      done.push(part);
      if (best === undefined) return end('missing');
      const target = this.#targetOf(best);
      if (target?.isSymlink && (pending.length > 0 || followsLast)) {
        followed += 1;
        if (followed > LINKS_FOLLOWED) return end('loop');
        done.pop();
        if (target.text.startsWith('/')) [folders, done] = [[ROOT], []];
        pending.push(...partsBackwards(target.text).slice(0, PARTS_PENDING + 1));
      } else if (pending.length > 0 && !this.#isFolder(best)) return end('not-folder');
      else folders = found;
    }
  }

  /** What is called so in folders that are one to a program; the entry of the highest layer first, others only if folders. */
  #childrenOf(folders: readonly number[], part: string, links: ReadonlyMap<number, readonly number[]>): number[] {
    const { paths } = this.#tree.stack;
    const name = Uint8Array.from(part, (char) => char.charCodeAt(0));
    const found = new Set<number>();
    for (const folder of folders) {
      for (const place of [folder, ...(links.get(folder) ?? [])]) {
        const child = paths.child(place, name, 0, name.length);
        if (child !== undefined && this.#tree.has(child)) found.add(child);
      }
    }
    const ranked = [...found].sort((a, b) => (this.#tree.shown[b] ?? -1) - (this.#tree.shown[a] ?? -1));
    const [best] = ranked;
    if (best === undefined || !this.#isFolder(best)) return ranked.slice(0, 1);
    return ranked.filter((path) => this.#isFolder(path));
  }

  /** The folders at a place that has no links in it. */
  #foldersAt(place: readonly string[], links: ReadonlyMap<number, readonly number[]>): readonly number[] {
    return place.reduce<readonly number[]>((folders, part) => this.#childrenOf(folders, part, links), [ROOT]);
  }

  #isFolder(path: number): boolean {
    const shown = this.#tree.shown[path] ?? -1;
    if (shown < 0) return true;
    const { entries, index } = entryAt(this.#tree.stack, shown);
    return entryType(entries, index) === 'dir';
  }

  #targetOf(path: number): { readonly text: string; readonly isSymlink: boolean } | null {
    const shown = this.#tree.shown[path] ?? -1;
    if (shown < 0) return null;
    const { entries, index } = entryAt(this.#tree.stack, shown);
    const type = entryType(entries, index);
    if (type !== 'symlink' && type !== 'hardlink') return null;
    return { text: toBinary(entryTarget(entries, index)), isSymlink: type === 'symlink' };
  }

  #linksBelow(): ReadonlyMap<number, readonly number[]> {
    if (this.#links) return this.#links;
    const links = new Map<number, number[]>();
    let seen = 0;
    const { paths } = this.#tree.stack;
    for (let path = ROOT + 1; path < paths.count; path++) {
      if (!this.#tree.hasChildren(path) || !this.#targetOf(path)?.isSymlink) continue;
      if ((seen += 1) > LINKS_WITH_CONTENT) break;
      const { path: folder } = this.#walk(pathText(paths, path), [ROOT], [], true, new Map());
      if (folder === null || folder === path) continue;
      const others = links.get(folder);
      if (others) others.push(path);
      else links.set(folder, [path]);
    }
    this.#links = links;
    return links;
  }
}

const partsBackwards = (text: string): string[] =>
  text
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse();
