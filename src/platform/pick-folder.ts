import type { PickerWindow } from './file-system-access.ts';

export function canPickFolder(scope: PickerWindow = window as PickerWindow): boolean {
  return typeof scope.showDirectoryPicker === 'function';
}

/** Shows the browser's folder picker; must be called from a click. Null when the person closed it, or there is none. */
export async function pickFolder(
  scope: PickerWindow = window as PickerWindow,
): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await scope.showDirectoryPicker?.({ id: 'dump', mode: 'read' })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}
