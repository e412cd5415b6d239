/** The parts of File System Access and file handling that are not in TypeScript's DOM types: not every browser has them. */
export interface PickerWindow {
  showDirectoryPicker?(options: { id: string; mode: 'read' | 'readwrite' }): Promise<FileSystemDirectoryHandle>;
  showSaveFilePicker?(options: { id: string; suggestedName: string }): Promise<FileSystemFileHandle>;
  launchQueue?: { setConsumer(consumer: (launch: { files?: readonly FileSystemHandle[] }) => void): void };
}

export interface PermissionHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

export interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}
