import type { ByteSource } from '../bytes/byte-source.ts';
import type { ArchiveFault, DumpFile } from './dump-model.ts';

/** A file of what was opened, before anyone knows what it is for. Fields as in DumpFile. */
export type ListedFile = Omit<DumpFile, 'role' | 'mediaType'>;

/** A file that is there but whose bytes the platform would not give. */
export interface UnreadableFile {
  readonly path: string;
  readonly reason: string;
}

/** What `Listing.open` gives: the files below one folder, with paths relative to it. */
export interface OpenedFiles {
  readonly files: readonly ListedFile[];
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * The names in an archive or a picked folder. Bytes are asked for later and only below the root that was found:
 * opening each of a hundred thousand files of a home folder would take minutes.
 */
export interface Listing {
  /** Clean paths of everything but folders, links included, each once. */
  readonly paths: readonly string[];
  /** Clean paths of the folders, those that only a file's path implies included. */
  readonly folders: ReadonlySet<string>;
  readonly archiveFaults: readonly ArchiveFault[];
  /** The bytes of one file; null when it has none or cannot be opened. */
  readonly source: (path: string) => Promise<ByteSource | null>;
  /** Opens what lies below `root` (empty, or with a trailing slash). @throws `signal.reason` */
  readonly open: (root: string, options: OpenFilesOptions) => Promise<OpenedFiles>;
}

export interface OpenFilesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Every folder that the paths imply, and those given, without the empty one. */
export function allFolders(paths: Iterable<string>, given: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  const add = (folder: string): void => {
    for (let at = folder; at !== '' && !folders.has(at); at = at.slice(0, Math.max(0, at.lastIndexOf('/'))))
      folders.add(at);
  };
  for (const folder of given) add(folder);
  for (const path of paths) add(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return folders;
}
