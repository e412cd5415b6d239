import type { PickerWindow } from './file-system-access.ts';

/** Where a person wants something saved; `none`: this browser has no such picker, or the page may not show it. */
export type SaveTarget<Handle> =
  { readonly kind: 'picked'; readonly handle: Handle } | { readonly kind: 'cancelled' | 'none' };

export const canPickSaveFolder = (scope: PickerWindow = window as PickerWindow): boolean =>
  typeof scope.showDirectoryPicker === 'function';

/** Shows the system's dialog for a new file; must be called from a click. */
export function pickSaveFile(
  suggestedName: string,
  scope: PickerWindow = window as PickerWindow,
): Promise<SaveTarget<FileSystemFileHandle>> {
  return asked(scope.showSaveFilePicker && (() => scope.showSaveFilePicker?.({ id: 'save', suggestedName })));
}

/** Shows the system's dialog for a folder to write into; must be called from a click. */
export function pickSaveFolder(
  scope: PickerWindow = window as PickerWindow,
): Promise<SaveTarget<FileSystemDirectoryHandle>> {
  return asked(scope.showDirectoryPicker && (() => scope.showDirectoryPicker?.({ id: 'save', mode: 'readwrite' })));
}

async function asked<Handle>(ask: (() => Promise<Handle> | undefined) | undefined): Promise<SaveTarget<Handle>> {
  try {
    const handle = await ask?.();
    return handle ? { kind: 'picked', handle } : { kind: 'none' };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'cancelled' };
    if (error instanceof DOMException && error.name === 'SecurityError') return { kind: 'none' }; // in a frame, or by rule
    throw error;
  }
}
