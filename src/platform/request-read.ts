import type { PermissionHandle } from './file-system-access.ts';

/** Asks the browser for a kept folder or file, with its own question if need be: call it from a click. False when refused. */
export async function requestRead(handle: FileSystemHandle): Promise<boolean> {
  const asked = handle as FileSystemHandle & PermissionHandle;
  const options = { mode: 'read' } as const;
  if ((await asked.queryPermission?.(options)) === 'granted') return true;
  if (!asked.requestPermission) return true; // this browser asks when it is read, if at all
  return (await asked.requestPermission(options)) === 'granted';
}
