import type { DumpInput, InputFile } from '../core/dump/dump-input.ts';
import { DumpError } from '../core/errors.ts';
import { DUMP_FILES, FOLDER_DEPTH } from '../core/limits.ts';
import type { WorkerInput } from './worker-input.ts';

export interface ListOptions {
  readonly signal?: AbortSignal;
  /** Files met so far. */
  readonly onProgress?: (files: number) => void;
}

/**
 * Lists what was picked; opens no file.
 * @throws DumpError `limit-reached` beyond DUMP_FILES or FOLDER_DEPTH, `file-unreadable` when the folder or archive is gone or forbidden
 */
export async function readInput(input: WorkerInput, options: ListOptions = {}): Promise<DumpInput> {
  switch (input.kind) {
    case 'archive-file':
      return archiveOf(input.file);
    case 'archive-handle':
      return archiveOf(await input.handle.getFile().catch((error: unknown) => unreadable(input.handle.name, error)));
    case 'folder-files': {
      if (input.files.length > DUMP_FILES) tooMany('DUMP_FILES', input.files.length);
      const files = input.files.map(({ path, file }): InputFile => ({ path, open: () => Promise.resolve(file) }));
      return { kind: 'folder', name: input.name, files, folders: input.folders };
    }
    case 'folder-handle': {
      const files: InputFile[] = [];
      const folders: string[] = [];
      await listFolder(input.handle, '', 1, { files, folders }, options).catch((error: unknown) => {
        options.signal?.throwIfAborted();
        if (error instanceof DumpError) throw error;
        unreadable(input.handle.name, error);
      });
      return { kind: 'folder', name: input.handle.name, files, folders };
    }
  }
}

async function listFolder(
  handle: FileSystemDirectoryHandle,
  prefix: string,
  depth: number,
  found: { files: InputFile[]; folders: string[] },
  options: ListOptions,
): Promise<void> {
  if (depth > FOLDER_DEPTH) tooMany('FOLDER_DEPTH', depth);
  const below: [string, FileSystemDirectoryHandle][] = [];
  for await (const [name, child] of handle.entries()) {
    options.signal?.throwIfAborted();
    const path = prefix + name;
    if (child.kind === 'directory') {
      found.folders.push(path);
      below.push([`${path}/`, child]);
    } else {
      found.files.push({ path, open: () => child.getFile() });
      options.onProgress?.(found.files.length);
    }
    if (found.files.length + found.folders.length > DUMP_FILES)
      tooMany('DUMP_FILES', found.files.length + found.folders.length);
  }
  for (const [path, child] of below) await listFolder(child, path, depth + 1, found, options);
}

function archiveOf(file: File): DumpInput {
  return { kind: 'archive', name: file.name, source: file, modifiedMs: file.lastModified };
}

function tooMany(limit: string, value: number): never {
  throw new DumpError({ code: 'limit-reached', data: { limit, value } });
}

function unreadable(path: string, error: unknown): never {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  throw new DumpError({ code: 'file-unreadable', data: { path, reason } }, { cause: error });
}
