import { DumpError } from '../core/errors.ts';
import { DUMP_FILES, FOLDER_DEPTH } from '../core/limits.ts';
import type { HandleItem } from './file-system-access.ts';
import { type PickedInput, inputOfHandle } from './picked-input.ts';

/** Shown as the name of a dump whose files were dropped one beside the other. */
const LOOSE_FILES = 'dropped files';

/**
 * What was dropped on the window: a folder, an archive, or several of them, which count as the content of one folder.
 * Call it in the drop event itself: the browser takes the data back afterwards.
 * @returns null when no file was dropped
 * @throws DumpError `limit-reached` or `file-unreadable`
 */
export function readDrop(data: DataTransfer): Promise<PickedInput | null> {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry());
  const files = items.map((item) => item.getAsFile());
  const handles = items.map((item) => handleOf(item as HandleItem));
  return resolveDrop(entries, files, handles);
}

function handleOf(item: HandleItem): Promise<FileSystemHandle | null> {
  // Some system folders have no handle; their entries can be read all the same.
  return item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null);
}

async function resolveDrop(
  entries: readonly (FileSystemEntry | null)[],
  files: readonly (File | null)[],
  pending: readonly Promise<FileSystemHandle | null>[],
): Promise<PickedInput | null> {
  if (pending.length === 0) return null;
  const [handle] = await Promise.all(pending);
  const [entry] = entries;
  const [file] = files;
  if (pending.length === 1) {
    if (handle) return inputOfHandle(handle as FileSystemDirectoryHandle | FileSystemFileHandle);
    if (entry && isFolderEntry(entry)) return listEntry(entry);
    return file ? { kind: 'archive-file', file } : null;
  }
  const list: Listing = { files: [], folders: [] };
  for (const [i, one] of entries.entries()) {
    const loose = files[i];
    if (one) await addEntry(one, '', 1, list);
    else if (loose) list.files.push({ path: loose.name, file: loose });
  }
  return { kind: 'folder-files', name: LOOSE_FILES, ...list };
}

interface Listing {
  files: { path: string; file: File }[];
  folders: string[];
}

async function listEntry(entry: FileSystemDirectoryEntry): Promise<PickedInput> {
  const list: Listing = { files: [], folders: [] };
  for (const child of await readEntries(entry)) await addEntry(child, '', 1, list);
  return { kind: 'folder-files', name: entry.name, ...list };
}

async function addEntry(entry: FileSystemEntry, prefix: string, depth: number, list: Listing): Promise<void> {
  const path = prefix + entry.name;
  const met = list.files.length + list.folders.length;
  if (met >= DUMP_FILES) throw new DumpError({ code: 'limit-reached', data: { limit: 'DUMP_FILES', value: met } });
  if (depth > FOLDER_DEPTH)
    throw new DumpError({ code: 'limit-reached', data: { limit: 'FOLDER_DEPTH', value: depth } });
  if (isFileEntry(entry)) {
    list.files.push({
      path,
      file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch((error: unknown) =>
        unreadable(path, error),
      ),
    });
  } else if (isFolderEntry(entry)) {
    list.folders.push(path);
    for (const child of await readEntries(entry)) await addEntry(child, `${path}/`, depth + 1, list);
  }
}

/** One call gives at most 100 in Chromium: it has to be asked until it gives none. */
async function readEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(
      (error: unknown) => unreadable(folder.fullPath, error),
    );
    if (some.length === 0) return all;
    all.push(...some);
    if (all.length > DUMP_FILES)
      throw new DumpError({ code: 'limit-reached', data: { limit: 'DUMP_FILES', value: all.length } });
  }
}

function unreadable(path: string, error: unknown): never {
  const reason =
    error instanceof Error || error instanceof DOMException ? `${error.name}: ${error.message}` : String(error);
  throw new DumpError({ code: 'file-unreadable', data: { path, reason } }, { cause: error });
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolderEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
