import type { ByteSource } from '../core/bytes/byte-source.ts';
import { type CreateScratch, type Scratch, blobScratch } from '../core/dump/scratch.ts';

const FOLDER = 'scratch';
const LOCK_PREFIX = 'tallyman-scratch-';

/**
 * Unpacked archives go to a file of the browser's own (OPFS) where there is one: Blobs of several gigabytes fill memory
 * before browsers move them to disk. Everywhere else, and when the file fails, to a Blob in parts.
 */
export function opfsScratch(): CreateScratch {
  const session = `${String(Date.now())}-${String(Math.random()).slice(2)}`;
  let folder: Promise<FileSystemDirectoryHandle | null> | undefined;
  let count = 0;
  return async () => {
    folder ??= openFolder(session).catch(() => null); // no OPFS here, or forbidden: the Blob does it
    const parent = await folder;
    if (!parent) return blobScratch();
    // A name of its own for each: what was written before is still read.
    const name = `${session}.${String(++count)}.tar`;
    try {
      const file = await parent.getFileHandle(name, { create: true });
      return new OpfsScratch(parent, file, await file.createSyncAccessHandle());
    } catch {
      return blobScratch(); // as above
    }
  };
}

/** Claims the folder for this worker, and removes what workers that are gone have left in it. */
async function openFolder(session: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await new Promise<void>((claimed) => {
    // Held until this worker ends, however it ends.
    void navigator.locks.request(LOCK_PREFIX + session, () => {
      claimed();
      return new Promise<never>(() => undefined);
    });
  });
  const { held = [] } = await navigator.locks.query();
  const alive = new Set(held.map(({ name }) => name));
  for await (const name of folder.keys()) {
    if (alive.has(LOCK_PREFIX + name.replace(/(\.\d+)?\.tar$/, ''))) continue;
    await folder.removeEntry(name).catch(() => undefined); // another tab was faster, or still writes
  }
  return folder;
}

class OpfsScratch implements Scratch {
  readonly #parent: FileSystemDirectoryHandle;
  readonly #file: FileSystemFileHandle;
  #access: FileSystemSyncAccessHandle | null;
  #written = 0;
  /** What follows after the file could take no more. */
  #overflow: Scratch | null = null;

  constructor(parent: FileSystemDirectoryHandle, file: FileSystemFileHandle, access: FileSystemSyncAccessHandle) {
    this.#parent = parent;
    this.#file = file;
    this.#access = access;
    access.truncate(0);
  }

  write(bytes: Uint8Array): void {
    if (this.#overflow) return this.#overflow.write(bytes);
    const done = this.#append(bytes);
    this.#written += done;
    if (done === bytes.length) return;
    this.#overflow = blobScratch();
    this.#overflow.write(bytes.subarray(done));
  }

  /** Bytes taken: the quota may cut a write short, or refuse it. */
  #append(bytes: Uint8Array): number {
    try {
      return this.#access?.write(bytes, { at: this.#written }) ?? 0;
    } catch {
      return 0; // the file keeps what it has
    }
  }

  async finish(): Promise<ByteSource> {
    this.#close();
    const file = await this.#file.getFile();
    if (!this.#overflow) return file;
    const rest = await this.#overflow.finish();
    return new Blob([file.slice(0, this.#written), rest as Blob]);
  }

  async discard(): Promise<void> {
    this.#close();
    await this.#overflow?.discard();
    await this.#parent.removeEntry(this.#file.name).catch(() => undefined); // gone already
  }

  #close(): void {
    this.#access?.close();
    this.#access = null;
  }
}
