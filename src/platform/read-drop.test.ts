import { describe, expect, test } from 'vitest';
import type { DumpError } from '../core/errors.ts';
import { inputFromFiles } from './input-from-files.ts';
import { readDrop } from './read-drop.ts';

const file = (name: string): File => new File(['x'], name);
interface FakeEntry {
  name: string;
  isFile: boolean;
  isDirectory: boolean;
  fullPath: string;
}
const fileEntry = (name: string): FakeEntry & { file: (resolve: (f: File) => void) => void } => ({
  name,
  isFile: true,
  isDirectory: false,
  fullPath: `/${name}`,
  file: (resolve) => resolve(file(name)),
});
/** Gives its children 100 at a time, as Chromium does. */
const folderEntry = (name: string, children: readonly FakeEntry[], fails = false) => ({
  name,
  isFile: false,
  isDirectory: true,
  fullPath: `/${name}`,
  createReader() {
    let at = 0;
    return {
      readEntries(resolve: (some: readonly FakeEntry[]) => void, reject: (error: unknown) => void) {
        if (fails) return reject(new DOMException('gone', 'NotFoundError'));
        resolve(children.slice(at, (at += 100)));
      },
    };
  },
});
const dropOf = (...items: { entry?: unknown; file?: File; handle?: unknown; kind?: string }[]): DataTransfer =>
  ({
    items: items.map(({ entry = null, file: own = null, handle, kind = 'file' }) => ({
      kind,
      webkitGetAsEntry: () => entry,
      getAsFile: () => own,
      ...(handle === undefined
        ? {}
        : {
            getAsFileSystemHandle: () => (handle instanceof Error ? Promise.reject(handle) : Promise.resolve(handle)),
          }),
    })),
  }) as unknown as DataTransfer;

describe('readDrop', () => {
  test('a folder or archive with a handle keeps it', async () => {
    const folder = { kind: 'directory', name: 'dump' };
    expect(await readDrop(dropOf({ handle: folder, entry: folderEntry('dump', []) }))).toEqual({
      kind: 'folder-handle',
      handle: folder,
    });
    const archive = { kind: 'file', name: 'a.tar' };
    expect(await readDrop(dropOf({ handle: archive }))).toEqual({ kind: 'archive-handle', handle: archive });
  });

  test('without handles, every file of a folder, past the first hundred, and empty folders', async () => {
    const many = Array.from({ length: 250 }, (_, i) => fileEntry(`f${String(i)}`));
    const entry = folderEntry('dump', [
      folderEntry('blobs', [folderEntry('sha256', many), folderEntry('empty', [])]),
      fileEntry('index.json'),
    ]);
    const input = await readDrop(dropOf({ entry }));
    if (input?.kind !== 'folder-files') throw new Error('no folder');
    expect([input.name, input.files.length]).toEqual(['dump', 251]);
    expect(input.files.at(-2)?.path).toBe('blobs/sha256/f249');
    expect(input.folders).toEqual(['blobs', 'blobs/sha256', 'blobs/empty']);
  });

  test('a handle that is refused is done without', async () => {
    const input = await readDrop(
      dropOf({ handle: new Error('system folder'), entry: folderEntry('dump', [fileEntry('a')]) }),
    );
    expect(input).toMatchObject({ kind: 'folder-files', name: 'dump' });
    const a = file('a.tar');
    expect(await readDrop(dropOf({ file: a, entry: fileEntry('a.tar') }))).toEqual({ kind: 'archive-file', file: a });
  });

  test('several things dropped at once are one folder', async () => {
    const input = await readDrop(
      dropOf(
        { entry: fileEntry('index.json') },
        { entry: folderEntry('blobs', [fileEntry('x')]) },
        { file: file('loose') },
      ),
    );
    if (input?.kind !== 'folder-files') throw new Error('no folder');
    expect(input.files.map(({ path }) => path)).toEqual(['index.json', 'blobs/x', 'loose']);
  });

  test('text is nothing', async () => {
    expect(await readDrop(dropOf({ kind: 'string' }))).toBeNull();
  });

  test('folders without end and folders that are gone are errors with a code', async () => {
    const endless = {
      ...folderEntry('x', []),
      createReader: () => ({ readEntries: (resolve: (e: unknown[]) => void) => resolve([endless]) }),
    };
    const shallow = {
      ...endless,
      createReader: () => {
        let given = false;
        return { readEntries: (resolve: (e: unknown[]) => void) => resolve(given ? [] : ((given = true), [shallow])) };
      },
    };
    for (const entry of [endless, shallow]) {
      await expect(readDrop(dropOf({ entry }))).rejects.toMatchObject({ info: { code: 'limit-reached' } });
    }
    const gone: unknown = await readDrop(dropOf({ entry: folderEntry('gone', [], true) })).catch(
      (error: unknown) => error,
    );
    expect((gone as DumpError).info).toEqual({
      code: 'file-unreadable',
      data: { path: '/gone', reason: 'NotFoundError: gone' },
    });
  });
});

describe('inputFromFiles', () => {
  const inFolder = (path: string): File =>
    Object.defineProperty(file(path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
      value: path,
      configurable: true,
    });

  const signal = new AbortController().signal;

  test('takes the folder name off, and lists folders once', async () => {
    const files = ['dump/index.json', 'dump/blobs/sha256/a', 'dump/blobs/sha256/b'].map(inFolder);
    const input = await inputFromFiles(files, signal);
    if (input.kind !== 'folder-files') throw new Error('no folder');
    expect([input.name, input.files.map(({ path }) => path)]).toEqual([
      'dump',
      ['index.json', 'blobs/sha256/a', 'blobs/sha256/b'],
    ]);
    expect([...input.folders].sort()).toEqual(['blobs', 'blobs/sha256']);
  });

  test('of many files nothing is asked before the last one can be read', async () => {
    const asked: string[] = [];
    const many = Array.from({ length: 100 }, (_, i) => inFolder(`dump/${i}`));
    for (const one of many) {
      const path = one.webkitRelativePath;
      Object.defineProperty(one, 'webkitRelativePath', { get: () => (asked.push(path), path) });
    }
    let isKnown = (): void => undefined;
    const known = new Promise<void>((resolve) => (isKnown = resolve));
    const pull = (controller: ReadableStreamDefaultController): Promise<void> =>
      known.then(() => controller.enqueue(Uint8Array.of(1)));
    const last = new ReadableStream({ pull }, { highWaterMark: 0 });
    Object.defineProperty(many.at(-1), 'stream', { value: () => last });
    const listing = inputFromFiles(many, signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toEqual([]);
    isKnown();
    expect(await listing).toMatchObject({ name: 'dump', files: { length: 100 } });
  });

  test('a last file that cannot be read holds nothing up', async () => {
    const many = Array.from({ length: 100 }, (_, i) => inFolder(`dump/${i}`));
    const stream = new ReadableStream({ pull: () => Promise.reject(new Error('gone')) });
    Object.defineProperty(many.at(-1), 'stream', { value: () => stream });
    expect(await inputFromFiles(many, signal)).toMatchObject({ kind: 'folder-files', name: 'dump' });
  });
});
