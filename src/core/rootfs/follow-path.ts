import { fromBinary, toBinary } from '../bytes/byte-names.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import type { FileTree } from './file-tree.ts';
import { pathText } from './file-tree.ts';
import { entryAt } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

/** Links that Linux follows in one path before it gives up. */
const LINKS_FOLLOWED = 40;
/** Parts of a path still to go: what Linux takes is 4,096 bytes long, slashes among them. */
const PARTS_PENDING = 2_048;
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
 * the image, and `..` stops there. The tree is one of layers stacked with `followsLinks`: nothing lies below a link.
 */
export class PathFollower {
  readonly #tree: FileTree;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  /** @param options.followsLast what a link at the very end leads to, and not the link */
  follow(name: Uint8Array, { followsLast = true } = {}): FollowedPath {
    return this.#walk(toBinary(name), ROOT, [], followsLast);
  }

  /** Where a symbolic link leads that stands at a path. */
  followLink(path: number, target: Uint8Array): FollowedPath {
    const { paths } = this.#tree.stack;
    const folder = this.#walk(pathText(paths, paths.parent(path)), ROOT, [], true);
    if (folder.path === null) return folder;
    return this.#walk(toBinary(target), folder.path, partsBackwards(folder.place).reverse(), true);
  }

  #walk(text: string, from: number, place: readonly string[], followsLast: boolean): FollowedPath {
    const { paths } = this.#tree.stack;
    const isAbsolute = text.startsWith('/');
    let at = isAbsolute ? ROOT : from;
    let done = isAbsolute ? [] : [...place];
    const pending = partsBackwards(text);
    const end = (fault: FollowedPath['fault']): FollowedPath => ({
      path: fault ? null : at,
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
        at = Math.max(ROOT, paths.parent(at));
        continue;
      }
      const name = fromBinary(part);
      const next = paths.child(at, name, 0, name.length);
      done.push(part);
      if (next === undefined || !this.#tree.has(next)) return end('missing');
      const target = this.#targetOf(next);
      if (target !== null && (pending.length > 0 || followsLast)) {
        followed += 1;
        if (followed > LINKS_FOLLOWED) return end('loop');
        done.pop();
        if (target.startsWith('/')) [at, done] = [ROOT, []];
        pending.push(...partsBackwards(target).slice(0, PARTS_PENDING + 1));
      } else if (pending.length > 0 && !this.#isFolder(next)) return end('not-folder');
      else at = next;
    }
  }

  #isFolder(path: number): boolean {
    const shown = this.#tree.shown[path] ?? -1;
    if (shown < 0) return true;
    const { entries, index } = entryAt(this.#tree.stack, shown);
    return entryType(entries, index) === 'dir';
  }

  /** Of a symbolic link; null for anything else. */
  #targetOf(path: number): string | null {
    const shown = this.#tree.shown[path] ?? -1;
    if (shown < 0) return null;
    const { entries, index } = entryAt(this.#tree.stack, shown);
    return entryType(entries, index) === 'symlink' ? toBinary(entryTarget(entries, index)) : null;
  }
}

const partsBackwards = (text: string): string[] =>
  text
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse();
