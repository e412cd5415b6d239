import type { ByteSource } from '../bytes/byte-source.ts';

/** A file of a picked folder before it is opened; `open` is called in a worker, where asking for the size is cheap. */
export interface InputFile {
  /** Relative to the picked folder, without its own name. */
  readonly path: string;
  readonly open: () => Promise<ByteSource & { readonly lastModified?: number }>;
}

/** What a person picked, without any browser type: a folder's files, or one archive. */
export type DumpInput =
  | {
      readonly kind: 'folder';
      readonly name: string;
      readonly files: readonly InputFile[];
      readonly folders: readonly string[];
    }
  | {
      readonly kind: 'archive';
      readonly name: string;
      readonly source: ByteSource;
      readonly modifiedMs: number | null;
    };
