import { openAsBlob } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../../../tests/support/fixtures.ts';
import { LayoutBuilder } from '../testing/layout-builder.ts';
import { archive, memoryFolder, openInput } from '../testing/open-input.ts';
import { testTar } from '../testing/write-tar.ts';
import type { DumpInput } from './dump-input.ts';

const layout = (): Record<string, string> => {
  const builder = new LayoutBuilder();
  return builder.index([builder.image(['a', 'b'])]).files;
};
const below = (prefix: string, files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [prefix + path, content]));
const model = async (files: Record<string, string>, root?: string) =>
  (await openInput(memoryFolder(files), root === undefined ? {} : { root })).model;

describe('where the dump lies', () => {
  test.each(['dump/', 'a/b/c/'])('below %s', async (prefix) => {
    const found = await model({ ...below(prefix, layout()), 'note.txt': 'x' });
    expect(found).toMatchObject({ root: prefix, otherRoots: [], outsideFiles: 1, dialect: 'oci-layout' });
    expect(found.files.map(({ path }) => path)).toContain('index.json');
    expect(found.images).toHaveLength(1);
  });

  test('litter of operating systems is no dump and no choice, but is listed', async () => {
    const litter = {
      '.DS_Store': 'x',
      '__MACOSX/._dump': 'x',
      '__MACOSX/index.json': '{"manifests":[]}',
      'dump/._index.json': 'x',
      'dump/Thumbs.db': 'x',
    };
    const found = await model({ ...below('dump/', layout()), ...litter });
    expect(found).toMatchObject({ root: 'dump/', outsideFiles: 3 });
    expect(found.files.filter(({ role }) => role === 'foreign').map(({ path }) => path)).toEqual([
      '._index.json',
      'Thumbs.db',
    ]);
  });

  test('several and none at the top: nothing is opened until one is chosen', async () => {
    const files = { ...below('one/', layout()), ...below('two/', layout()) };
    expect(await model(files)).toMatchObject({
      otherRoots: ['one/', 'two/'],
      files: [],
      images: [],
      dialect: 'unknown',
    });
    for (const root of ['two/', 'two'])
      expect(await model(files, root)).toMatchObject({ root: 'two/', otherRoots: [], dialect: 'oci-layout' });
  });

  test('one at the top counts before those below', async () => {
    expect(await model({ ...layout(), ...below('old/', layout()) })).toMatchObject({ root: '', otherRoots: [] });
  });

  test('a web project is no dump, whatever its files are called', async () => {
    const files = {
      'index.json': '{"pages":[]}',
      'manifest.json': '{"name":"app","icons":[]}',
      'src/manifest.json': '[1]',
      'a/repositories': '{}',
    };
    expect(await model(files)).toMatchObject({ dialect: 'unknown', root: '', images: [], inputKind: 'folder' });
  });

  test('the storage of a registry is no dump, though its folders are named like parts of one', async () => {
    const hex = 'a'.repeat(64);
    const files = {
      [`docker/registry/v2/blobs/sha256/aa/${hex}/data`]: '{}',
      'docker/registry/v2/repositories/x/_manifests/tags/1/current/link': `sha256:${hex}`,
    };
    expect(await model(files)).toMatchObject({ dialect: 'unknown', root: '', images: [] });
  });

  test('./ and folders in an archive', async () => {
    const entries = Object.entries(layout()).map(([path, content]) => ({ name: `./dump/${path}`, content }));
    const found = (
      await openInput(archive(testTar({ name: './', flag: '5' }, { name: './dump/', flag: '5' }, ...entries)))
    ).model;
    expect(found).toMatchObject({ root: 'dump/', inputKind: 'tar', dialect: 'oci-layout', archiveFaults: [] });
  });

  test.each([
    ['blobs/', ''],
    ['blobs/', 'blobs/'],
    ['blobs/sha256/', ''],
  ])('%s of a layout, seen as %s', async (cut, as) => {
    const files = Object.entries(layout()).filter(([path]) => path.startsWith(cut));
    const found = await model(
      Object.fromEntries(files.map(([path, content]) => [as + path.slice(cut.length), content])),
    );
    expect(found.dialect).toBe('blobs-only');
    expect(found.images).toMatchObject([
      { platform: 'linux/amd64', entryPoints: [], layers: [{ present: true }, { present: true }] },
    ]);
    expect(found.files.map(({ role }) => role).sort()).toEqual(['image-config', 'image-manifest', 'layer', 'layer']);
    expect(found.references.every(({ present }) => present)).toBe(true);
  });
});

describe('what is no dump', () => {
  const text = (content: string | Uint8Array<ArrayBuffer>): DumpInput => archive(content);
  test.each([
    ['empty', text('')],
    ['json', text('{"architecture":"amd64"}')],
    ['html', text('<!DOCTYPE html><title>Sign in</title>')],
    ['git-lfs', text('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n')],
    ['utf-16-text', text(new Uint8Array([0xff, 0xfe, 0x61, 0]))],
    ['zip', text('PK\x03\x04xxxx')],
    ['xz', text(new Uint8Array([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 1]))],
    ['bzip2', text('BZh91AY')],
    ['7z', text(new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]))],
    ['unknown', text('hello')],
    ['json', text(new Uint8Array(gzipSync('{"a":1}')))],
    ['xz', text(new Uint8Array(gzipSync(new Uint8Array([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]))))],
    ['gzip', text(new Uint8Array(gzipSync('just text')))],
  ] as const)('%s', async (inputKind, input) => {
    expect((await openInput(input)).model).toMatchObject({
      inputKind,
      dialect: 'unknown',
      container: null,
      files: [],
      images: [],
    });
  });

  test('a Singularity image', async () => {
    const sif = new Uint8Array(100);
    sif.set(new TextEncoder().encode('#!/usr/bin/env run-singularity\n\0SIF_MAGIC'));
    expect((await openInput(archive(sif))).model).toMatchObject({ inputKind: 'sif', dialect: 'sif', container: null });
  });

  test('an empty tar is a tar without files', async () => {
    expect((await openInput(archive(new Uint8Array(10240)))).model).toMatchObject({
      inputKind: 'tar',
      dialect: 'unknown',
      files: [],
      archiveFaults: [],
    });
  });

  test('a lone layer, packed and plain', async () => {
    const layer = testTar({ name: 'usr/', flag: '5' }, { name: 'usr/bin/x', content: 'x' }, { name: 'app/.wh.old' });
    for (const bytes of [layer, new Uint8Array(gzipSync(layer))]) {
      expect((await openInput(archive(bytes))).model).toMatchObject({ inputKind: 'layer-tar', dialect: 'unknown' });
    }
  });

  test('the file system of a container', async () => {
    const names = ['.dockerenv', 'bin/sh', 'etc/passwd', 'usr/x', 'var/x', 'lib/x', 'dev/null', 'home/x'];
    const tar = testTar(...names.map((name) => ({ name })));
    expect((await openInput(archive(tar))).model).toMatchObject({
      inputKind: 'tar',
      dialect: 'rootfs',
      producer: 'docker export or podman export',
    });
  });
});

describe('folders', () => {
  test('a file that cannot be opened is listed and named, and stops nothing', async () => {
    const input = memoryFolder(layout());
    if (input.kind !== 'folder') throw new Error('a folder was asked for');
    const lost = {
      path: 'blobs/sha256/lost',
      open: () => Promise.reject(new DOMException('it has moved', 'NotFoundError')),
    };
    const { model: found } = await openInput({ ...input, files: [lost, ...input.files] });
    expect(found.unreadable).toEqual([{ path: 'blobs/sha256/lost', reason: 'it has moved' }]);
    expect(found.images).toHaveLength(1);
    expect(found.files.find(({ path }) => path === lost.path)).toMatchObject({ source: null, size: 0 });
  });

  test('only files below the root are opened, each once', async () => {
    const opened: string[] = [];
    const files = Object.entries({ ...below('dump/', layout()), 'photos/1.jpg': 'x' }).map(([path, content]) => ({
      path,
      open: () => (opened.push(path), Promise.resolve(new Blob([content]))),
    }));
    await openInput({ kind: 'folder', name: 'x', files, folders: [] });
    expect(opened.sort()).toEqual(
      files
        .map(({ path }) => path)
        .filter((path) => path.startsWith('dump/'))
        .sort(),
    );
  });

  test('an abort ends it', async () => {
    const stop = new AbortController();
    const input: DumpInput = {
      kind: 'archive',
      name: 'x',
      source: await openAsBlob(fixturePath('oci/index.json')),
      modifiedMs: null,
    };
    stop.abort(new Error('enough'));
    await expect(openInput(input, { signal: stop.signal })).rejects.toThrow('enough');
    const later = new AbortController();
    const folder = memoryFolder(layout());
    await expect(
      openInput(folder, { signal: later.signal, onProgress: () => later.abort(new Error('now')) }),
    ).rejects.toThrow('now');
  });

  test('a folder where a file belongs is told as one', async () => {
    const files = layout();
    delete files['index.json'];
    const found = (await openInput(memoryFolder(files, ['index.json']))).model;
    expect(found.files.find(({ path }) => path === 'index.json')).toMatchObject({
      kind: 'dir',
      role: 'index',
      source: null,
    });
    expect(found.folders).toContain('index.json');
  });
});
