import { fromBinary, toBinary } from '../bytes/byte-names.ts';
import { entryTarget } from '../layer/entry-fields.ts';
import { partsOf } from './entry-path.ts';
import { entryAt } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';
import type { PathTable } from './path-table.ts';
import { ROOT } from './path-table.ts';
import type { TreeState } from './tree-state.ts';

/** Links that Linux follows in one path before it gives up. */
const LINKS_FOLLOWED = 40;
/** Parts of a path still to go: what Linux takes is 4,096 bytes long, slashes among them. */
const PARTS_PENDING = 2_048;
/**
 * Parts looked at for one image: a second or two. Real ones need some thousands, since a folder is looked at once; what a
 * hostile one has beyond it is shown as its tars have it.
 */
const PARTS_IN_ALL = 2_000_000;

/**
 * Where engines put what a layer has below a link: `usr/lib/x` for `lib/x` where `lib` leads to `usr/lib`. Targets from `/`
 * start at the root of the image, `..` stops there, and folders that are not there are made. Where links lead round in a
 * circle no engine goes on; the path is then as it is written.
 * @see containerd `pkg/archive`, `fs.RootPath`; moby and containers/storage follow links the same way
 */
export class LinkLander {
  readonly #stack: Pick<LayerStack, 'layers' | 'starts' | 'linkedTo'>;
  readonly #paths: PathTable;
  readonly #state: TreeState;
  /** Of folders, for as long as the links are those of `#version`. */
  readonly #landed = new Map<number, number>();
  #version = 0;
  #partsLeft = PARTS_IN_ALL;

  constructor(stack: Pick<LayerStack, 'layers' | 'starts' | 'linkedTo'>, paths: PathTable, state: TreeState) {
    this.#stack = stack;
    this.#paths = paths;
    this.#state = state;
  }

  /** Follows links above a path, and not the one that it may be itself. Adds paths where there are none yet. */
  land(path: number): number {
    const folder = this.#paths.parent(path);
    if (folder <= ROOT) return path;
    const landed = this.landFolder(folder);
    if (landed === folder) return path;
    const name = this.#paths.lastPart(path).slice();
    const found = this.#paths.addChild(landed, name, 0, name.length);
    this.#state.grow();
    return found;
  }

  /** As `land`, the last part followed too. */
  landFolder(folder: number): number {
    if (!this.#hasLink(folder)) return folder;
    if (this.#version !== this.#state.linksVersion) {
      this.#landed.clear();
      this.#version = this.#state.linksVersion;
    }
    const known = this.#landed.get(folder);
    if (known !== undefined) return known;
    const landed = this.#landingOf(folder);
    this.#state.grow();
    this.#landed.set(folder, landed);
    return landed;
  }

  /** The path that a name from the root leads to, a link at its very end not followed; -1 where nothing has that path. */
  find(name: Uint8Array): number {
    const parts = partsOf(toBinary(name)).map(fromBinary);
    const last = parts.pop();
    if (last === undefined) return ROOT;
    const folder = this.#walk(parts.reverse(), false);
    return (folder === null ? undefined : this.#paths.child(folder, last, 0, last.length)) ?? -1;
  }

  #hasLink(folder: number): boolean {
    for (let at = folder; at > ROOT; at = this.#paths.parent(at)) if (this.#state.isLink(at)) return true;
    return false;
  }

  #landingOf(folder: number): number {
    const pending: Uint8Array[] = [];
    for (let at = folder; at > ROOT; at = this.#paths.parent(at)) pending.push(this.#paths.lastPart(at).slice());
    return this.#walk(pending, true) ?? folder;
  }

  /** @param pending parts from the root, the first one last; null where no engine goes on, or nothing is and none is added */
  #walk(pending: Uint8Array[], adds: boolean): number | null {
    let at = ROOT;
    let followed = 0;
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      this.#partsLeft -= 1;
      if (this.#partsLeft < 0) return null;
      if (isParent(part)) {
        at = Math.max(ROOT, this.#paths.parent(at));
        continue;
      }
      const next = adds ? this.#paths.addChild(at, part, 0, part.length) : this.#paths.child(at, part, 0, part.length);
      if (next === undefined) return null;
      if (!this.#state.isLink(next)) {
        at = next;
        continue;
      }
      followed += 1;
      const target = this.#targetOf(next);
      const parts = target.split('/').filter((one) => one !== '' && one !== '.');
      if (followed > LINKS_FOLLOWED || pending.length + parts.length > PARTS_PENDING) return null;
      if (target.startsWith('/')) at = ROOT;
      for (const one of parts.reverse()) pending.push(fromBinary(one));
    }
    return at;
  }

  #targetOf(path: number): string {
    const shown = this.#state.shownAt(path);
    const { entries, index } = entryAt(this.#stack, this.#stack.linkedTo.get(shown) ?? shown);
    return toBinary(entryTarget(entries, index));
  }
}

const isParent = (part: Uint8Array): boolean => part.length === 2 && part[0] === 0x2e && part[1] === 0x2e;
