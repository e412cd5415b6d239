import { ENTRY_TYPES } from '../layer/layer-entries.ts';
import { pathText, treeAt } from './file-tree.ts';
import { PathFollower } from './follow-path.ts';
import type { LayerStack } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

const SYMLINK = ENTRY_TYPES.indexOf('symlink');

/** By path: 1 where any layer has a symbolic link. */
export function pathsOfLinks({ layers, starts, paths, pathOf, roles }: LayerStack): Uint8Array {
  const isLink = new Uint8Array(paths.count);
  layers.forEach(({ types, count }, layer) => {
    const start = starts[layer] ?? 0;
    for (let i = 0; i < count; i++) {
      if (types[i] === SYMLINK && roles[start + i] === 0) isLink[pathOf[start + i] ?? ROOT] = 1;
    }
  });
  return isLink;
}

/**
 * Where an engine puts what a layer has at a path, when a folder above it is a link at that time: `usr/lib/x` for `lib/x`. A
 * binary string; null where it is the path itself. Makes a tree only where some folder above ever was a link.
 * @param isLink see `pathsOfLinks`
 */
export function landingPlace(stack: LayerStack, path: number, layer: number, isLink: Uint8Array): string | null {
  const { paths } = stack;
  let at = paths.parent(path);
  while (at > ROOT && isLink[at] === 0) at = paths.parent(at);
  if (at <= ROOT) return null;
  const { place } = new PathFollower(treeAt(stack, layer)).landing(path);
  return place === pathText(paths, path) ? null : place;
}
