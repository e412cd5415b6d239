import { releaseBytes } from '../bytes/release-bytes.ts';
import { entryTarget, entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { ENTRY_TYPES } from '../layer/layer-entries.ts';
import { ENTRY_ROLES, entryAt } from './layer-stack.ts';
import type { LayerStack } from './layer-stack.ts';
import { LinkLander } from './link-lander.ts';
import { PathsOfLayers } from './paths-of-layers.ts';
import { ROOT } from './path-table.ts';
import { FOLDER, LINK, OTHER, TreeState } from './tree-state.ts';

const [PATH, WHITEOUT, OPAQUE, NONE] = ENTRY_ROLES.map((_, i) => i) as [number, number, number, number];
const SYMLINK = ENTRY_TYPES.indexOf('symlink');
const HARDLINK = ENTRY_TYPES.indexOf('hardlink');

export interface StackOptions {
  /**
   * What a layer has below a link is put where the link leads, as engines do: `usr/lib/x` for `lib/x`. Without it a path is
   * what the tar says it is, which is what the listing of a report is made of (docs/report.md).
   */
  readonly followsLinks?: boolean;
  /** What was read of the layers' names ahead, which is used up; nothing when absent. */
  readonly ahead?: PathsOfLayers | undefined;
}

/**
 * Stacks layers, lowest first, as a container would see them. Whiteouts hide lower layers only, wherever in their layer they
 * stand; a non-directory over a directory hides all below it; of a path that comes twice the last entry counts.
 * @throws DumpError `limit-reached` above `ROOTFS_PATHS` paths
 * @see OCI image-spec, layer.md, "Applying Changesets" and "Whiteouts"
 */
export function stackLayers(
  layers: readonly LayerEntries[],
  { followsLinks = false, ahead = new PathsOfLayers() }: StackOptions = {},
): LayerStack {
  const starts = [0];
  for (const { count } of layers) starts.push((starts.at(-1) ?? 0) + count);
  const total = starts.at(-1) ?? 0;
  const { table: paths } = ahead;
  paths.expect(total);
  const pathOf = new Int32Array(total);
  const roles = new Uint8Array(total);
  const ownPaths = new Map<number, number>();
  layers.forEach((entries, k) => {
    const start = starts[k] ?? 0;
    const read = ahead.read(entries);
    pathOf.set(read.pathOf, start);
    roles.set(read.roles, start);
    for (const [i, path] of read.ownPaths) ownPaths.set(start + i, path);
  });
  ahead.release();

  const below = new Int32Array(total).fill(-1);
  const linkedTo = new Map<number, number>();
  const state = new TreeState(paths, total);
  const places = new LinkLander({ layers, starts, linkedTo }, paths, state);
  const hasLinkedFolders = followsLinks && hasFoldersThatAreLinks({ layers, starts, paths, pathOf, roles });
  const written = hasLinkedFolders ? pathOf.slice() : pathOf;
  layers.forEach((entries, k) => {
    const start = starts[k] ?? 0;
    const end = start + entries.count;
    for (let entry = start; entry < end; entry++) {
      if (hasLinkedFolders && roles[entry] !== NONE) {
        const path = written[entry] ?? 0;
        pathOf[entry] = roles[entry] === OPAQUE ? places.landFolder(path) : places.land(path);
      }
      if (roles[entry] === PATH) below[entry] = state.shownAt(pathOf[entry] ?? 0);
    }
    for (let entry = start; entry < end; entry++) {
      if (roles[entry] === WHITEOUT) state.hide(pathOf[entry] ?? 0, entry);
      else if (roles[entry] === OPAQUE) state.hideBelow(pathOf[entry] ?? 0, entry);
    }
    for (let i = 0; i < entries.count; i++) {
      const entry = start + i;
      if (roles[entry] !== PATH) continue;
      if (hasLinkedFolders) landAgain(entry, places.land(written[entry] ?? 0), start);
      let type = entryType(entries, i);
      if (type === 'hardlink') {
        const target = targetOf(entryTarget(entries, i));
        const owner = linkedTo.get(target) ?? target;
        if (owner >= 0) linkedTo.set(entry, owner);
        if (owner >= 0 && isSymlink({ layers, starts }, owner)) type = 'symlink'; // another name of it leads on as it does
      }
      state.put(pathOf[entry] ?? 0, entry, type === 'dir' ? FOLDER : type === 'symlink' ? LINK : OTHER);
    }
  });
  state.release();
  if (hasLinkedFolders) releaseBytes(written);
  return { layers, starts, paths, pathOf, roles, ownPaths, below, hiddenBy: state.hiddenBy, linkedTo };

  /** A layer that changes a link and writes through it: what counts is where the link leads when the entry comes. */
  function landAgain(entry: number, path: number, start: number): void {
    if (path === pathOf[entry]) return;
    pathOf[entry] = path;
    const shown = state.shownAt(path);
    below[entry] = shown >= start ? (below[shown] ?? -1) : shown;
  }

  function targetOf(name: Uint8Array): number {
    const target = state.shownAt(paths.find(name) ?? -1);
    return target >= 0 || !followsLinks ? target : state.shownAt(places.find(name));
  }
}

function isSymlink(stack: Pick<LayerStack, 'layers' | 'starts'>, entry: number): boolean {
  const { entries, index } = entryAt(stack, entry);
  return entryType(entries, index) === 'symlink';
}

/**
 * True when something lies, or is marked, below a path that is a link in some layer, or a hard link, which may be one to a
 * link: most images have none.
 */
function hasFoldersThatAreLinks({
  layers,
  starts,
  paths,
  pathOf,
  roles,
}: Pick<LayerStack, 'layers' | 'starts' | 'paths' | 'pathOf' | 'roles'>): boolean {
  const isFolder = new Uint8Array(paths.count);
  for (let path = ROOT + 1; path < paths.count; path++) isFolder[paths.parent(path)] = 1;
  roles.forEach((role, entry) => {
    if (role === OPAQUE) isFolder[pathOf[entry] ?? ROOT] = 1;
  });
  return layers.some(({ types, count }, k) => {
    const start = starts[k] ?? 0;
    for (let i = 0; i < count; i++) {
      const isLink = types[i] === SYMLINK || types[i] === HARDLINK;
      if (isLink && roles[start + i] === PATH && isFolder[pathOf[start + i] ?? ROOT] === 1) return true;
    }
    return false;
  });
}
