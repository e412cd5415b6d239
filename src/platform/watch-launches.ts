import type { PickerWindow } from './file-system-access.ts';
import { type PickedInput, inputOfHandle } from './picked-input.ts';

/** Archives that the system opens with the installed app. */
export function watchLaunches(
  onOpen: (input: PickedInput) => void,
  scope: PickerWindow = window as PickerWindow,
): void {
  scope.launchQueue?.setConsumer(({ files = [] }) => {
    const [handle] = files;
    if (handle) onOpen(inputOfHandle(handle as FileSystemFileHandle));
  });
}
