import { canPickFolder } from './pick-folder.ts';

/** What this browser can do. Everything has a way around it but `webAssembly` and `workers`. */
export interface PlatformFeatures {
  /** The system's folder picker, whose folders can be opened again later. */
  readonly directoryPicker: boolean;
  /** `<input webkitdirectory>`. */
  readonly folderInput: boolean;
  /** Dropped folders can be opened again later. */
  readonly dropHandles: boolean;
  readonly offline: boolean;
  readonly webAssembly: boolean;
  readonly workers: boolean;
  /** Runs in a window of its own. */
  readonly installed: boolean;
}

export function detectFeatures(): PlatformFeatures {
  return {
    directoryPicker: canPickFolder(),
    folderInput: 'webkitdirectory' in HTMLInputElement.prototype,
    dropHandles: 'getAsFileSystemHandle' in DataTransferItem.prototype,
    offline: 'serviceWorker' in navigator,
    webAssembly: typeof WebAssembly === 'object',
    workers: typeof Worker === 'function',
    installed: matchMedia('(display-mode: standalone)').matches,
  };
}
