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
  readonly cores: number;
  /** Vector instructions of WebAssembly, which our own fast code needs; without them libraries do the same work. */
  readonly simd: boolean;
  /** Of the device, rounded by the browser; null where it does not tell. */
  readonly memoryGiB: number | null;
  /** Runs in a window of its own. */
  readonly installed: boolean;
}

/** The smallest module with a vector instruction in it: one function that splats a byte and counts its bits. */
const SIMD_MODULE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

export function detectFeatures(): PlatformFeatures {
  return {
    directoryPicker: canPickFolder(),
    folderInput: 'webkitdirectory' in HTMLInputElement.prototype,
    dropHandles: 'getAsFileSystemHandle' in DataTransferItem.prototype,
    offline: 'serviceWorker' in navigator,
    webAssembly: typeof WebAssembly === 'object',
    workers: typeof Worker === 'function',
    cores: navigator.hardwareConcurrency || 1,
    simd: typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_MODULE),
    memoryGiB: (navigator as { readonly deviceMemory?: number }).deviceMemory ?? null,
    installed: matchMedia('(display-mode: standalone)').matches,
  };
}
