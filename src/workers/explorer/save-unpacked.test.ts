import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { extract, type Header } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { memoryFolder } from '../../core/testing/open-input.ts';
import { paxHeader, testTar } from '../../core/testing/write-tar.ts';
import type { DumpSession } from '../dump-session.ts';
import { fixtureSession, sessionOf } from '../testing/fixture-session.ts';
import { saveImage } from './save-image.ts';

const truth = fileURLToPath(new URL('../../../tests/fixtures/truth/', import.meta.url));
const kitchens = readdirSync(truth)
  .filter((name) => name.includes('kitchen'))
  .map((name) => name.replace(/\.json$/, ''));
/** Owners and devices can be made by root only. */
const isRoot = process.getuid?.() === 0;

async function mergedTar(session: DumpSession): Promise<Buffer> {
  const layer = (session.model.images[0]?.layers.length ?? 0) - 1;
  const what = { kind: 'merged', layer, paths: [] } as const;
  const work = { signal: new AbortController().signal, onProgress: () => undefined };
  const { file, skipped } = await saveImage(session, { image: 0, what, name: 'x', target: null }, work);
  expect(skipped).toEqual([]);
  return Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer(0));
}

/** An image of these layers, each a tar. */
const imageOf = (...layers: readonly Uint8Array<ArrayBuffer>[]): Promise<DumpSession> => {
  const names = layers.map((_, i) => `${i}/layer.tar`);
  return sessionOf(
    memoryFolder({
      'manifest.json': JSON.stringify([{ Config: 'c.json', RepoTags: null, Layers: names }]),
      'c.json': '{}',
      ...Object.fromEntries(layers.map((layer, i) => [names[i] ?? '', layer])),
    }),
  );
};

interface Line {
  readonly type: string;
  readonly mode: number;
  readonly owner: string;
  readonly size: number;
  readonly path: string;
  readonly target?: string;
}

/** As the truth writes it; which of two hard-linked names is called the link does not matter, so both are files of one content. */
const lineOf = ({ type, mode, owner, size, path, target }: Line): string =>
  `${type} ${(mode & 0o7777).toString(8)} ${owner} ${size} ${path}${target === undefined ? '' : ` -> ${target}`}`;

/** What the truth, made by other code, says of the last layer's tree. */
function truthOf(name: string): string[] {
  const { images } = JSON.parse(readFileSync(join(truth, `${name}.json`), 'utf8')) as { images: { list: string[] }[] };
  return images[0]?.list ?? [];
}

async function withTree<T>(tar: Buffer, work: (folder: string) => T | Promise<T>): Promise<T> {
  const top = mkdtempSync(join(tmpdir(), 'tallyman-'));
  try {
    writeFileSync(join(top, 'saved.tar'), tar);
    const folder = mkdtempSync(join(top, 'root-'));
    const options = ['--numeric-owner', '--xattrs', '--xattrs-include=*'];
    execFileSync('tar', ['-xpf', join(top, 'saved.tar'), '-C', folder, ...options], { stdio: 'pipe' });
    return await work(folder);
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

const typeOf = (stats: Stats): string =>
  stats.isDirectory()
    ? 'dir'
    : stats.isSymbolicLink()
      ? 'symlink'
      : stats.isFIFO()
        ? 'fifo'
        : stats.isCharacterDevice()
          ? 'char'
          : stats.isBlockDevice()
            ? 'block'
            : 'file';

/** Everything that the system's own tar has put into a folder; later names of one file are hard links to the first. */
function linesOfFolder(folder: string): string[] {
  const lines: string[] = [];
  const first = new Map<number, string>();
  const walk = (below: string): void => {
    for (const name of readdirSync(join(folder, below)).sort()) {
      const path = below === '' ? name : `${below}/${name}`;
      const stats = lstatSync(join(folder, path));
      const type = typeOf(stats);
      const other = type === 'file' ? first.get(stats.ino) : undefined;
      first.set(stats.ino, other ?? path);
      lines.push(
        lineOf({
          type: other === undefined ? type : 'hardlink',
          mode: stats.mode,
          owner: `${stats.uid}:${stats.gid}`,
          size: type === 'file' && other === undefined ? stats.size : 0,
          path,
          ...(other !== undefined && { target: other }),
          ...(type === 'symlink' && { target: readlinkSync(join(folder, path)) }),
        }),
      );
      if (type === 'dir') walk(path);
    }
  };
  walk('');
  return lines.sort();
}

const KINDS: Readonly<Record<string, string>> = {
  directory: 'dir',
  link: 'hardlink',
  'character-device': 'char',
  'block-device': 'block',
};

async function headersOf(tar: Buffer): Promise<Header[]> {
  const headers: Header[] = [];
  for await (const entry of Readable.from([tar]).pipe(extract())) {
    headers.push(entry.header);
    entry.resume();
  }
  return headers;
}

const lineOfHeader = ({ name, type, mode, uid, gid, size, linkname }: Header): string =>
  lineOf({
    type: KINDS[type] ?? type,
    mode,
    owner: `${uid}:${gid}`,
    size,
    path: name.replace(/\/$/, ''),
    ...(typeof linkname === 'string' && linkname !== '' && { target: linkname }),
  });

describe.each(kitchens)('%s', (name) => {
  test('the merged tar, read by another reader, is the tree that other code has listed', async () => {
    const tar = await mergedTar(await fixtureSession(name));
    expect((await headersOf(tar)).map(lineOfHeader).sort()).toEqual(truthOf(name).sort());
  });

  test.runIf(isRoot)('unpacked by the native tar it is that tree, owners, modes, links and devices', async () => {
    const tar = await mergedTar(await fixtureSession(name));
    await withTree(tar, (folder) => expect(linesOfFolder(folder)).toEqual(truthOf(name).sort()));
  });
});

test('the kitchens are among the dumps', () => expect(kitchens.length).toBeGreaterThan(3));

test.runIf(isRoot)('owners, times and extended attributes come through the native tar too', async () => {
  // cap_net_bind_service, as setcap writes it.
  const capability = `\x01\0\0\x02\0\x04${'\0'.repeat(14)}`;
  const layer = testTar(
    { name: 'd/', flag: '5', mode: 0o1777, uid: 7, gid: 8, mtime: 1_500_000_000 },
    paxHeader({ 'SCHILY.xattr.security.capability': capability, uid: '3000000', mtime: '1600000000.5' }),
    { name: 'd/server', content: 'x', mode: 0o2755, gid: 2000 },
    { name: 'd/same', flag: '1', target: 'd/server', mode: 0o2755, uid: 3, gid: 2000 },
  );
  await withTree(await mergedTar(await imageOf(layer)), async (folder) => {
    const packed = execFileSync('tar', ['--format=posix', '--xattrs', '-cf', '-', '-C', folder, 'd'], {
      stdio: 'pipe',
    });
    const headers = new Map((await headersOf(packed)).map((header) => [header.name, header]));
    const server = headers.get('d/server') ?? headers.get('d/same');
    expect(headers.get('d/')).toMatchObject({ mode: 0o1777, uid: 7, gid: 8, mtime: new Date(1_500_000_000_000) });
    expect(server).toMatchObject({ mode: 0o2755, gid: 2000 });
    expect(server?.pax).toMatchObject({ 'SCHILY.xattr.security.capability': capability });
    expect(lstatSync(join(folder, 'd/same')).ino).toBe(lstatSync(join(folder, 'd/server')).ino);
    expect(lstatSync(join(folder, 'd/server')).mtimeMs).toBe(1_600_000_000_500);
  });
});

test('read-only folders can be filled, and keep their times, by a tar that sets both as it goes', async () => {
  const time = 1_500_000_000;
  const folder = (name: string) => ({ name, flag: '5', mode: 0o555, mtime: time });
  const session = await imageOf(
    testTar(folder('a/'), folder('a/deep/'), folder('b/'), { name: 'a/deep/1' }, { name: 'b/1' }),
    testTar({ name: 'a/2' }, { name: 'b/2', flag: '1', target: 'a/2' }),
  );
  const tar = await mergedTar(session);
  expect((await headersOf(tar)).map(({ name }) => name).slice(-3)).toEqual(['b/', 'a/deep/', 'a/']);
  await withTree(tar, (top) => {
    for (const name of ['a', 'a/deep', 'b'])
      expect(lstatSync(join(top, name))).toMatchObject({ mode: 0o40555, mtimeMs: time * 1000 });
    if (!isRoot) for (const name of ['a', 'a/deep', 'b']) chmodSync(join(top, name), 0o755);
  });
});
