import { nameOf } from './clean-path.ts';

/** Top folders of a Linux file system. */
const ROOTFS_FOLDERS: ReadonlySet<string> = new Set([
  'bin',
  'boot',
  'dev',
  'etc',
  'home',
  'lib',
  'lib32',
  'lib64',
  'media',
  'mnt',
  'opt',
  'proc',
  'root',
  'run',
  'sbin',
  'srv',
  'sys',
  'tmp',
  'usr',
  'var',
]);
/** A container's file system has nearly all of them; a single layer rarely more than a few. */
const WHOLE_ROOTFS = 6;

function topNames(paths: readonly string[], folders: ReadonlySet<string>): Set<string> {
  const tops = new Set<string>();
  for (const path of [...paths, ...folders])
    tops.add(path.slice(0, path.includes('/') ? path.indexOf('/') : path.length));
  return tops;
}

const hasWhiteout = (paths: readonly string[]): boolean => paths.some((path) => nameOf(path).startsWith('.wh.'));

/** True for the whole file system of a container, as `docker export` writes it. */
export function looksLikeRootfs(paths: readonly string[], folders: ReadonlySet<string>): boolean {
  if (hasWhiteout(paths)) return false;
  const tops = topNames(paths, folders);
  const known = [...tops].filter((name) => ROOTFS_FOLDERS.has(name)).length;
  return (known >= WHOLE_ROOTFS && tops.has('etc')) || (tops.has('.dockerenv') && known >= 2);
}

/** True for what one layer's tar may hold: deletion marks, or some folders of a file system and nothing of an image. */
export function looksLikeLayer(paths: readonly string[], folders: ReadonlySet<string>): boolean {
  if (hasWhiteout(paths)) return true;
  return [...topNames(paths, folders)].some((name) => ROOTFS_FOLDERS.has(name));
}
