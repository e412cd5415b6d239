/** A file of a picked folder, with its place below that folder. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

/** What a person picked, in the form that crosses to a worker: handles and files do, their bytes stay where they are. */
export type WorkerInput =
  | { readonly kind: 'folder-handle'; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: 'archive-handle'; readonly handle: FileSystemFileHandle }
  | {
      readonly kind: 'folder-files';
      readonly name: string;
      readonly files: readonly PickedFile[];
      readonly folders: readonly string[];
    }
  | { readonly kind: 'archive-file'; readonly file: File };
