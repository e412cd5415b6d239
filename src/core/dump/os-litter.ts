const LITTER_FILES: ReadonlySet<string> = new Set([
  '.DS_Store',
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '.localized',
  '.directory',
]);
const LITTER_FOLDERS: ReadonlySet<string> = new Set([
  '__MACOSX',
  '.Spotlight-V100',
  '.Trashes',
  '.fseventsd',
  '@eaDir',
  '$RECYCLE.BIN',
  'System Volume Information',
]);

/** Files that operating systems leave in every folder: they say nothing about the dump. `._x` is macOS's second half of `x`. */
export function isOsLitter(path: string): boolean {
  const segments = path.split('/');
  const name = segments.at(-1) ?? '';
  return LITTER_FILES.has(name) || name.startsWith('._') || segments.some((segment) => LITTER_FOLDERS.has(segment));
}
