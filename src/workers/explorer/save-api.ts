import type { SaveSkipReason } from '../../core/save/save-skip.ts';
import type { LayerState } from './tree-api.ts';

/** What to save of an image. Paths are for showing, as the tree gives them. */
export type SaveWhat =
  /** The content of one file; of a hard link that of what it leads to. */
  | { readonly kind: 'file'; readonly layer: number; readonly index: number }
  /** The tar of one layer, unpacked, byte for byte. */
  | { readonly kind: 'layer'; readonly layer: number }
  /** What a container of layers 0 to `layer` sees at and below the paths (all when empty), as a tar. */
  | { readonly kind: 'merged'; readonly layer: number; readonly paths: readonly string[] }
  /** The same as plain files into a folder. */
  | { readonly kind: 'folder'; readonly layer: number; readonly paths: readonly string[] };

export interface SaveSkip {
  readonly path: string;
  readonly reason: SaveSkipReason;
}

export interface SaveResult {
  readonly bytes: number;
  /** Files, folders, links and devices that were written. */
  readonly entries: number;
  /** For the person to download, when there was no target. It lasts until the save after the next, or the dump is closed. */
  readonly file: Blob | null;
  /** The folder that was made in the target, for showing; null for all but `folder`. */
  readonly folder: string | null;
  readonly skipped: readonly SaveSkip[];
  readonly skippedMore: number;
  /** Layers that would belong to the tree but say nothing, or not all (`damaged`). */
  readonly missingLayers: readonly { readonly layer: number; readonly state: LayerState | 'damaged' }[];
}

export interface SaveProgress {
  /** Of contents. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly path: string;
}

export interface SaveApi {
  /**
   * Writes to `target`: a file, or for `folder` a folder in which a new one called `name` is made. Without a target into the
   * browser's own scratch space. Nothing is left out in silence: what could not be saved is in `skipped` (at most SAVE_SKIPS,
   * `skippedMore` counts on). An abort removes what was written, as far as the platform lets us.
   * @throws DumpError `file-unwritable`; `file-unreadable` for what has no content that can be read
   */
  save: {
    params: {
      readonly image: number;
      readonly what: SaveWhat;
      readonly name: string;
      readonly target: FileSystemFileHandle | FileSystemDirectoryHandle | null;
    };
    result: SaveResult;
    progress: SaveProgress;
  };
}
