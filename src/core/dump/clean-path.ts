/** A name of the archive as a path: `escapes` when it was absolute or would leave the archive. */
export interface CleanPath {
  /** `/`-separated, without leading or trailing slash, without `.`; empty for the archive's own root. */
  readonly path: string;
  readonly escapes: boolean;
}

/**
 * Normalises a name as every tool does before it compares two of them: `./a`, `a//`, `/a` and `b/../a` mean `a`.
 * `..` stops at the root, as it does for an engine that unpacks in a chroot.
 */
export function cleanPath(name: string): CleanPath {
  const segments: string[] = [];
  let escapes = name.startsWith('/');
  for (const segment of name.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) escapes = true;
  }
  return { path: segments.join('/'), escapes };
}

/** The folder a path lies in, without a trailing slash; empty for the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
