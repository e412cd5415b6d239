import type { ByteSource } from '../bytes/byte-source.ts';
import { DUMP_FILES } from '../limits.ts';
import { cleanPath } from './clean-path.ts';
import type { InputFile } from './dump-input.ts';
import { inParallel } from './in-parallel.ts';
import { allFolders, type ListedFile, type Listing, type UnreadableFile } from './listing.ts';

/**
 * The files of a picked folder. None is opened before it is asked for; each at most once.
 * Beyond DUMP_FILES the rest is left out and said to be unreadable.
 */
export function listFolder(input: {
  readonly files: readonly InputFile[];
  readonly folders: readonly string[];
}): Listing {
  const byPath = new Map<string, InputFile>();
  for (const file of input.files.slice(0, DUMP_FILES)) byPath.set(cleanPath(file.path).path, file);
  const leftOut = input.files.length - Math.min(input.files.length, DUMP_FILES);
  const opened = new Map<string, Promise<Opened>>();
  const openOnce = (path: string): Promise<Opened> => {
    let promise = opened.get(path);
    if (!promise) {
      const file = byPath.get(path);
      promise = file
        ? openFile(file)
        : Promise.resolve({ source: null, modifiedMs: null, reason: 'it is not in this folder' });
      opened.set(path, promise);
    }
    return promise;
  };
  return {
    paths: [...byPath.keys()],
    folders: allFolders(
      byPath.keys(),
      input.folders.slice(0, DUMP_FILES).map((folder) => cleanPath(folder).path),
    ),
    archiveFaults: [],
    source: async (path) => (byPath.has(path) ? (await openOnce(path)).source : null),
    async open(root, { signal, onProgress }) {
      const paths = [...byPath.keys()].filter((path) => path.startsWith(root));
      const unreadable: UnreadableFile[] = [];
      let done = 0;
      const files = await inParallel(
        paths,
        async (fullPath): Promise<ListedFile> => {
          const { source, modifiedMs, reason } = await openOnce(fullPath);
          onProgress?.((done += 1), paths.length);
          const path = fullPath.slice(root.length);
          if (!source) unreadable.push({ path, reason });
          const size = source?.size ?? 0;
          return {
            path,
            size,
            source,
            kind: 'file',
            linkTarget: null,
            resolvesTo: null,
            modifiedMs,
            archiveOffset: null,
          };
        },
        signal,
      );
      if (leftOut > 0)
        unreadable.push({ path: '', reason: `${leftOut} more files are not looked at: ${DUMP_FILES} is the limit` });
      return { files, unreadable: unreadable.sort((a, b) => (a.path < b.path ? -1 : 1)) };
    },
  };
}

interface Opened {
  readonly source: ByteSource | null;
  readonly modifiedMs: number | null;
  readonly reason: string;
}

async function openFile(file: InputFile): Promise<Opened> {
  try {
    const source = await file.open();
    return { source, modifiedMs: source.lastModified ?? null, reason: '' };
  } catch (error) {
    // A file that moved away or is forbidden must not stop the others; it is listed without its bytes.
    return { source: null, modifiedMs: null, reason: error instanceof Error ? error.message : String(error) };
  }
}
