import type { PickedInput } from './picked-input.ts';

/**
 * The files of `<input webkitdirectory>`: the folder's name is the first part of each path.
 * Nothing else is asked of a file here: its size costs a third of a millisecond on this thread.
 * @returns null for an empty folder, which this kind of input does not tell from a cancelled choice
 */
export function inputFromFiles(files: readonly File[]): PickedInput | null {
  const [first] = files;
  if (!first) return null;
  const name = first.webkitRelativePath.split('/', 1)[0] ?? '';
  const picked = files.map((file) => {
    const path = file.webkitRelativePath;
    return { path: path === '' ? file.name : path.slice(path.indexOf('/') + 1), file };
  });
  return { kind: 'folder-files', name, files: picked, folders: foldersOf(picked.map(({ path }) => path)) };
}

/** Every folder on the way to a file; empty ones are not known. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders];
}
