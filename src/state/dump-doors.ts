import { DumpError } from '../core/errors.ts';
import { folderNameOf, inputFromFiles } from '../platform/input-from-files.ts';
import { pickFolder } from '../platform/pick-folder.ts';
import { type PickedInput, inputOfHandle } from '../platform/picked-input.ts';
import { readDrop } from '../platform/read-drop.ts';
import { type Opening, openingOf, sampleOpening } from './dump-inputs.ts';

/** Every way in which a person can hand us a dump. All lead to `open`. */
export abstract class DumpDoors {
  abstract open(opening: Opening): void;

  /** Of `<input webkitdirectory>`. Nothing happens for none: an empty folder is not told from a cancelled choice there. */
  openFolderFiles(files: readonly File[]): void {
    const [first] = files;
    if (first) this.open({ name: folderNameOf(first), obtain: (signal) => inputFromFiles(files, signal) });
  }

  openFolderHandle(handle: FileSystemDirectoryHandle): void {
    this.openInput(inputOfHandle(handle));
  }

  openArchive(file: File): void {
    this.openInput({ kind: 'archive-file', file });
  }

  openSample(): void {
    this.open(sampleOpening);
  }

  /** Call it in the drop event itself. Text and links that are dropped change nothing. */
  openDrop(data: DataTransfer): void {
    if (![...data.items].some(({ kind }) => kind === 'file')) return;
    const name = data.files[0]?.name ?? '';
    const reading = readDrop(data);
    this.open({ name, obtain: () => reading });
  }

  /** Shows the browser's folder picker, where there is one: call it from a click. Nothing happens when it is closed. */
  pickFolder(): void {
    void pickFolder().then(
      (handle) => handle && this.openFolderHandle(handle),
      (error: unknown) => this.open({ name: '', obtain: () => Promise.reject(DumpError.from(error)) }),
    );
  }

  openInput(input: PickedInput): void {
    const name = input.kind === 'folder-files' ? input.name : 'handle' in input ? input.handle.name : input.file.name;
    this.open(openingOf(name, input));
  }
}
