import { beforeEach, expect, test, vi } from 'vitest';
import { memoryFolder } from '../../core/testing/open-input.ts';
import { testTar, type TestEntry } from '../../core/testing/write-tar.ts';
import type { SaveWhat } from './save-api.ts';
import { saveImage } from './save-image.ts';
import { sessionOf } from '../testing/fixture-session.ts';
import { MemoryFile, MemoryFolder } from '../testing/memory-folder.ts';

beforeEach(() => void vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' }));

const sessionWith = (...entries: TestEntry[]) =>
  sessionOf(
    memoryFolder({
      'manifest.json': JSON.stringify([{ Config: 'c.json', RepoTags: null, Layers: ['layer.tar'] }]),
      'c.json': '{}',
      'layer.tar': testTar(...entries),
    }),
  );

async function save(target: MemoryFolder, entries: TestEntry[], signal = new AbortController().signal) {
  const what: SaveWhat = { kind: 'folder', layer: 0, paths: [] };
  const session = await sessionWith(...entries);
  const work = { signal, onProgress: () => undefined };
  return saveImage(session, { image: 0, what, name: 'image', target: target.handle }, work);
}

const large = 'y'.repeat(3 * 2 ** 20);

test('files, folders and copies of hard links go into a new folder; the rest is named', async () => {
  const target = new MemoryFolder('Downloads');
  await target.getFileHandle('Image', { create: true });
  const result = await save(target, [
    { name: 'etc/', flag: '5' },
    { name: 'etc/empty/', flag: '5' },
    { name: 'etc/a', content: 'A' },
    { name: 'etc/b', content: 'B\xff' },
    { name: 'large', content: large },
    { name: 'none' },
    { name: 'hard', flag: '1', target: 'large' },
    { name: 'soft', flag: '2', target: 'etc/a' },
    { name: 'hard-to-soft', flag: '1', target: 'soft' },
    { name: 'null', flag: '3' },
    { name: 'bad\xff', content: 'x' },
    { name: 'what?', content: 'x' },
    { name: 'hard-to-bad', flag: '1', target: 'bad\xff' },
  ]);
  expect(result.folder).toBe('image-2');
  const made = await target.getDirectoryHandle('image-2');
  expect(made.files()).toEqual({ 'etc/a': 'A', 'etc/b': 'B\xff', large, none: '', hard: large });
  expect([...(await made.getDirectoryHandle('etc')).children.keys()].sort()).toEqual(['a', 'b', 'empty']);
  expect(result.skipped.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual([
    'bad\\xff: name-not-utf8',
    'hard-to-bad: name-not-utf8',
    'hard-to-soft: symlink',
    'null: device',
    'soft: symlink',
    'what?: name-refused',
  ]);
  expect(result.entries).toBe(7);
  expect(MemoryFile.open).toBe(0);
});

test('names that the system takes for the same are written once, and what lies below a folder so lost is named', async () => {
  const target = new MemoryFolder('x', true);
  const { skipped } = await save(target, [
    { name: 'A', content: '1' },
    { name: 'a', content: '2' },
    { name: 'Dir/', flag: '5' },
    { name: 'dir/', flag: '5' },
    { name: 'dir/file', content: '3' },
  ]);
  expect((await target.getDirectoryHandle('image')).files()).toEqual({ A: '1' });
  expect(skipped.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual([
    'a: name-collides',
    'dir/file: name-collides',
    'dir: name-collides',
  ]);
});

test('an abort removes the folder again', async () => {
  const target = new MemoryFolder('x');
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(save(target, [{ name: 'a', content: 'x' }], signal)).rejects.toThrow('enough');
  expect([...target.children.keys()]).toEqual([]);
});

test('a file that cannot be written ends it, with the name', async () => {
  const target = new MemoryFolder('x');
  const broken = vi.spyOn(MemoryFile.prototype, 'createWritable');
  broken.mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
  await expect(save(target, [{ name: 'a', content: 'x' }])).rejects.toThrow('file-unwritable');
  broken.mockRestore();
  expect([...target.children.keys()]).toEqual([]);
});

test('on Windows its own rules hold', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' });
  const target = new MemoryFolder('x', true);
  const { skipped } = await save(target, [
    { name: 'aux.c', content: 'x' },
    { name: 'b.', content: 'x' },
  ]);
  expect(skipped.map(({ path, reason }) => [path, reason])).toEqual([
    ['aux.c', 'name-reserved'],
    ['b.', 'name-reserved'],
  ]);
});
