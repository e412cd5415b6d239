/** What a person picked, dropped or opened the app with. All of it can be posted to a worker. */
export type PickedInput =
  | { readonly kind: 'folder-handle'; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: 'archive-handle'; readonly handle: FileSystemFileHandle }
  | {
      readonly kind: 'folder-files';
      readonly name: string;
      readonly files: readonly { readonly path: string; readonly file: File }[];
      readonly folders: readonly string[];
    }
  | { readonly kind: 'archive-file'; readonly file: File };

export const inputOfHandle = (handle: FileSystemDirectoryHandle | FileSystemFileHandle): PickedInput =>
  isFolderHandle(handle) ? { kind: 'folder-handle', handle } : { kind: 'archive-handle', handle };

export function isFolderHandle(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}
