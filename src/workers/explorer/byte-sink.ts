import type { Scratch } from '../../core/dump/scratch.ts';
import { DumpError } from '../../core/errors.ts';
import type { ExplorerSession } from './explorer-session.ts';

/** Where bytes go, one after another. */
export interface ByteSink {
  /** The bytes may be reused when the promise is fulfilled. @throws DumpError `file-unwritable` */
  write(bytes: Uint8Array): Promise<void>;
  /** @returns the file when it lies in scratch space */
  close(): Promise<Blob | null>;
  /** Leaves nothing behind, as far as the platform lets us. */
  abort(): Promise<void>;
}

/** Scratch files of a session that may still be downloading: the browser does not say when it has read them. */
const kept = new WeakMap<ExplorerSession, Scratch[]>();
const KEPT_FILES = 2;

export async function openSink(
  session: ExplorerSession,
  target: FileSystemFileHandle | null,
  name: string,
): Promise<ByteSink> {
  return target ? fileSink(target) : scratchSink(session, name);
}

/** What the platform says when it cannot write, as our error. An abort stays one. */
export async function guardWrite<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DumpError) throw error;
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new DumpError({ code: 'file-unwritable', data: { path, reason } }, { cause: error });
  }
}

async function fileSink(target: FileSystemFileHandle): Promise<ByteSink> {
  const { name } = target;
  const writable = await guardWrite(name, () => target.createWritable());
  return {
    write: (bytes) => guardWrite(name, () => writable.write(bytes as Uint8Array<ArrayBuffer>)),
    close: async () => {
      await guardWrite(name, () => writable.close());
      return null;
    },
    abort: async () => {
      await writable.abort().catch(() => undefined); // gone already
      await removeIfEmpty(target).catch(() => undefined); // it stays, and is empty
    },
  };
}

/** The picker has made an empty file; one that held something before is left as it was. */
async function removeIfEmpty(target: FileSystemFileHandle & { remove?: () => Promise<void> }): Promise<void> {
  if ((await target.getFile()).size === 0) await target.remove?.();
}

async function scratchSink(session: ExplorerSession, name: string): Promise<ByteSink> {
  const scratch = await session.createScratch(name);
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- scratch space takes bytes at once
    write: async (bytes) => scratch.write(bytes),
    close: async () => {
      const file = await scratch.finish();
      const files = [...(kept.get(session) ?? []), scratch];
      while (files.length > KEPT_FILES) await files.shift()?.discard();
      kept.set(session, files);
      return file as Blob;
    },
    abort: () => scratch.discard(),
  };
}
