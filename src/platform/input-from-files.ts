import type { PickedInput } from './picked-input.ts';

/** A list as short is known at once. */
const FEW_FILES = 32;
/** A folder on a slow network is not waited for longer: then posting is what waits. */
const KNOWN_MS = 2_000;

/** Name of a folder picked by `<input webkitdirectory>`: the first part of the path of each of its files. */
export const folderNameOf = (file: File): string => file.webkitRelativePath.split('/', 1)[0] ?? '';

/**
 * The files of `<input webkitdirectory>`, at least one. Nothing but their names is asked of them here: a size costs a third of a
 * millisecond on this thread.
 * @throws `signal.reason`
 */
export async function inputFromFiles(files: readonly File[], signal: AbortSignal): Promise<PickedInput> {
  if (files.length > FEW_FILES) await untilKnown(files, signal);
  const [first] = files;
  const name = first ? folderNameOf(first) : '';
  const picked = files.map((file) => {
    const path = file.webkitRelativePath;
    return { path: path === '' ? file.name : path.slice(path.indexOf('/') + 1), file };
  });
  return { kind: 'folder-files', name, files: picked, folders: foldersOf(picked.map(({ path }) => path)) };
}

/**
 * The browser takes in thousands of files one after the other, and whatever is asked of one until then holds this thread up for
 * as long as that takes, a second perhaps. Reading from the last one waits for it without holding anything up.
 * @throws `signal.reason`
 */
async function untilKnown(files: readonly File[], signal: AbortSignal): Promise<void> {
  const reader = files.at(-1)?.stream().getReader();
  const unreadable = (): undefined => undefined; // which is for the worker to find
  const soon = new Promise((resolve) => setTimeout(resolve, KNOWN_MS));
  await Promise.race([reader?.read().catch(unreadable), soon]);
  void reader?.cancel().catch(unreadable);
  signal.throwIfAborted();
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
