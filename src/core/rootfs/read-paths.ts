import { entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { whiteoutKind } from '../layer/whiteout.ts';
import { ENTRY_ROLES } from './layer-stack.ts';
import { type PathTable, ROOT } from './path-table.ts';

const [PATH, WHITEOUT, OPAQUE, NONE] = ENTRY_ROLES.map((_, i) => i) as [number, number, number, number];
const SLASH = 0x2f;
const DOT = 0x2e;

/** What the names of one layer's entries say, by the index of the entry. Nothing in it depends on other layers. */
export interface LayerPaths {
  /** As `LayerStack.pathOf`, of one layer. */
  readonly pathOf: Int32Array<ArrayBuffer>;
  /** Index into ENTRY_ROLES. */
  readonly roles: Uint8Array<ArrayBuffer>;
  /** Of marks and of what aufs left behind: the path under its own name, `.wh.` and all. */
  readonly ownPaths: ReadonlyMap<number, number>;
}

/** Reads the names of a layer's entries into a table. @throws DumpError `limit-reached` above `ROOTFS_PATHS` paths */
export function readPaths(entries: LayerEntries, paths: PathTable): LayerPaths {
  const { names, nameEnds, count } = entries;
  const pathOf = new Int32Array(count);
  const roles = new Uint8Array(count);
  const ownPaths = new Map<number, number>();
  let start = 0;
  for (let i = 0; i < count; i++) {
    // Not by views of the names: a million of them would keep the collector of garbage busy.
    const end = nameEnds[i] ?? start;
    const kind = whiteoutKind(names, start, end);
    let role = PATH;
    let path: number | null = null;
    if (kind !== null || isAufs(names, start, end)) ownPaths.set(i, paths.add(names, start, end));
    else path = paths.add(names, start, end);
    if (path === ROOT && entryType(entries, i) !== 'dir') path = null;
    if (kind === 'opaque' || kind === 'whiteout') {
      role = kind === 'opaque' ? OPAQUE : WHITEOUT;
      path = markedPath(names.subarray(start, end), kind === 'opaque', paths);
    }
    pathOf[i] = path ?? -1;
    roles[i] = path === null ? NONE : role;
    start = end;
  }
  return { pathOf, roles, ownPaths };
}

/** What a mark is about; null when it names nothing, such as `.wh..`. */
function markedPath(name: Uint8Array, isOpaque: boolean, paths: PathTable): number | null {
  let end = name.length;
  while (name[end - 1] === SLASH) end--;
  const start = name.lastIndexOf(SLASH, end - 1) + 1;
  const folder = paths.add(name, 0, start);
  if (isOpaque) return folder;
  const target = start + '.wh.'.length;
  const dots = end - target <= 2 && name.subarray(target, end).every((byte) => byte === DOT);
  return dots ? null : paths.addChild(folder, name, target, end);
}

const AUFS = [0x2e, 0x77, 0x68, 0x2e, 0x2e, 0x77, 0x68, 0x2e]; // .wh..wh.

/** What aufs left in the root of layers of Docker before 1.10, which is nobody's file; below it names look like any other. */
function isAufs(names: Uint8Array, from: number, to: number): boolean {
  let start = from;
  while (
    start < to &&
    (names[start] === SLASH || (names[start] === DOT && start + 1 < to && names[start + 1] === SLASH))
  )
    start++;
  return start + AUFS.length <= to && names[start] === DOT && AUFS.every((byte, i) => names[start + i] === byte);
}
