import { describe, expect, test } from 'vitest';
import { DUMP_FILES } from '../core/limits.ts';
import { readInput } from './read-input.ts';

type Tree = { readonly [name: string]: Tree | string };

/** A folder handle over an object: strings are files. */
function folder(name: string, tree: Tree, onOpen: (name: string) => void = () => undefined): FileSystemDirectoryHandle {
  return {
    kind: 'directory',
    name,
    async *entries() {
      for (const [child, below] of Object.entries(tree)) {
        await Promise.resolve();
        yield typeof below === 'string'
          ? [
              child,
              { kind: 'file', name: child, getFile: () => (onOpen(child), Promise.resolve(new File([below], child))) },
            ]
          : [child, folder(child, below, onOpen)];
      }
    },
  } as unknown as FileSystemDirectoryHandle;
}

describe('readInput', () => {
  test('lists a folder handle without opening a file', async () => {
    const opened: string[] = [];
    const seen: number[] = [];
    const handle = folder('dump', { 'index.json': '{}', blobs: { sha256: { ab: 'x', cd: 'yy' } }, empty: {} }, (name) =>
      opened.push(name),
    );
    const input = await readInput({ kind: 'folder-handle', handle }, { onProgress: (files) => seen.push(files) });
    if (input.kind !== 'folder') throw new Error('no folder');
    expect([input.name, input.files.map(({ path }) => path)]).toEqual([
      'dump',
      ['index.json', 'blobs/sha256/ab', 'blobs/sha256/cd'],
    ]);
    expect(input.folders).toEqual(['blobs', 'empty', 'blobs/sha256']);
    expect([opened, seen]).toEqual([[], [1, 2, 3]]);
    expect((await input.files[2]?.open())?.size).toBe(2);
  });

  test('an archive keeps its date', async () => {
    const file = new File(['abc'], 'a.tar', { lastModified: 42 });
    const expected = { kind: 'archive', name: 'a.tar', source: file, modifiedMs: 42 };
    expect(await readInput({ kind: 'archive-file', file })).toEqual(expected);
    const handle = {
      kind: 'file',
      name: 'a.tar',
      getFile: () => Promise.resolve(file),
    } as unknown as FileSystemFileHandle;
    expect(await readInput({ kind: 'archive-handle', handle })).toEqual(expected);
  });

  test('folders too deep and files too many are refused', async () => {
    let deep: Tree = {};
    for (let i = 0; i < 70; i += 1) deep = { d: deep };
    await expect(readInput({ kind: 'folder-handle', handle: folder('x', deep) })).rejects.toMatchObject({
      info: { code: 'limit-reached', data: { limit: 'FOLDER_DEPTH' } },
    });
    const files = Array.from({ length: DUMP_FILES + 1 }, (_, i) => ({
      path: String(i),
      file: undefined as unknown as File,
    }));
    await expect(readInput({ kind: 'folder-files', name: 'x', files, folders: [] })).rejects.toMatchObject({
      info: { data: { limit: 'DUMP_FILES' } },
    });
  });

  test('what is gone or forbidden says so with its name', async () => {
    const gone = {
      kind: 'file',
      name: 'a.tar',
      getFile: () => Promise.reject(new DOMException('no', 'NotFoundError')),
    } as unknown as FileSystemFileHandle;
    await expect(readInput({ kind: 'archive-handle', handle: gone })).rejects.toMatchObject({
      info: { code: 'file-unreadable', data: { path: 'a.tar', reason: 'NotFoundError: no' } },
    });
    const forbidden = {
      kind: 'directory',
      name: 'd',
      entries() {
        throw new DOMException('no', 'NotAllowedError');
      },
    } as unknown as FileSystemDirectoryHandle;
    await expect(readInput({ kind: 'folder-handle', handle: forbidden })).rejects.toMatchObject({
      info: { code: 'file-unreadable' },
    });
  });

  test('an abort ends the listing with its reason', async () => {
    const job = new AbortController();
    const reason = new Error('stop');
    const listing = readInput(
      { kind: 'folder-handle', handle: folder('x', { a: '', b: '', c: '' }) },
      { signal: job.signal, onProgress: () => job.abort(reason) },
    );
    await expect(listing).rejects.toBe(reason);
  });
});
