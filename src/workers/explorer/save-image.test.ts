import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { extract } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { decodeName, fromBinary, toBinary } from '../../core/bytes/byte-names.ts';
import { entryAttributes } from '../../core/layer/entry-attributes.ts';
import { entryName, entryTarget, entryType } from '../../core/layer/entry-fields.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { LayerReader } from '../../core/layer/layer-reader.ts';
import { type FileTree, treeAt } from '../../core/rootfs/file-tree.ts';
import { entryAt } from '../../core/rootfs/layer-stack.ts';
import { rootfsPaths, type RootfsPath } from '../../core/testing/rootfs-paths.ts';
import { stackLayers } from '../../core/rootfs/stack-layers.ts';
import { testContentHasher } from '../../core/testing/layer-of.ts';
import type { DumpSession } from '../dump-session.ts';
import type { SaveProgress, SaveResult, SaveWhat } from './save-api.ts';
import { saveImage } from './save-image.ts';
import { fixtureSession } from '../testing/fixture-session.ts';

const truth = fileURLToPath(new URL('../../../tests/fixtures/truth/', import.meta.url));
const names = readdirSync(truth).map((name) => name.replace(/\.json$/, ''));
const kitchens = names.filter((name) => name.includes('kitchen'));

async function save(session: DumpSession, image: number, what: SaveWhat, signal = new AbortController().signal) {
  const told: SaveProgress[] = [];
  const onProgress = (progress: SaveProgress) => told.push(progress);
  const result: SaveResult = await saveImage(session, { image, what, name: 'x', target: null }, { signal, onProgress });
  if (!result.file) throw new Error('no file');
  return { ...result, told, content: new Uint8Array(await result.file.arrayBuffer()) };
}

function read(tar: Uint8Array): LayerEntries {
  const reader = new LayerReader({
    createHasher: () => ({ update: () => undefined, digestHex: () => '' }),
    createInflater: () => {
      throw new Error('not packed');
    },
    createContentHasher: testContentHasher,
  });
  reader.push(tar);
  const { entries, fault } = reader.end();
  expect(fault).toBeNull();
  return entries;
}

/** Everything a container sees of a path, but where hard links lead: their names can be swapped. */
function seen(
  tree: FileTree,
  { path, entry, entries }: RootfsPath,
  number: number,
  contentOf: (number: number) => string,
) {
  const owner = tree.stack.linkedTo.get(number) ?? number;
  const content = entryAt(tree.stack, owner);
  const type = entryType(content.entries, content.index);
  const { xattrs } = entryAttributes(entries, entry);
  return {
    path,
    type,
    target: type === 'symlink' ? toBinary(entryTarget(content.entries, content.index)) : '',
    mode: entries.modes[entry],
    owner: [entries.uids[entry], entries.gids[entry]],
    mtime: entries.mtimes[entry],
    device: [content.entries.deviceMajors[content.index], content.entries.deviceMinors[content.index]],
    xattrs: xattrs.map(({ name, value, applied }) => [name, toBinary(value), applied]),
    content: type === 'file' ? contentOf(owner) : '',
  };
}

function everything(tree: FileTree, contentOf: (number: number) => string) {
  return rootfsPaths(tree)
    .map((one) => seen(tree, one, tree.shown[tree.find(fromBinary(one.path)) ?? 0] ?? -1, contentOf))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Contents of all files of an image, read apart from the code under test. */
async function contentsOf(session: DumpSession, tree: FileTree, image: number): Promise<(number: number) => string> {
  const tars = await Promise.all(
    session.explore(image).layers.map(async ({ file, reading }) => {
      const chunks: Uint8Array[] = [];
      if (!file || !reading) return Buffer.alloc(0);
      for await (const chunk of session.readLayer(file.path, { start: 0, end: reading.uncompressedSize }))
        chunks.push(chunk.slice());
      return Buffer.concat(chunks);
    }),
  );
  return (number) => {
    const { layer, entries, index } = entryAt(tree.stack, number);
    const start = entries.dataOffsets[index] ?? 0;
    return sha256(tars[layer]?.subarray(start, start + (entries.sizes[index] ?? 0)) ?? new Uint8Array(0));
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.each(names)('%s', (name) => {
  test('the merged tar at every layer holds what the tree shows', async () => {
    const session = await fixtureSession(name);
    for (const [image, { layers }] of session.model.images.entries()) {
      for (let layer = 0; layer < layers.length; layer++) {
        const tree = session.explore(image).tree(layer);
        const { content, skipped, entries } = await save(session, image, { kind: 'merged', layer, paths: [] });
        expect(skipped).toEqual([]);
        const saved = read(content);
        expect(saved.count).toBe(entries);
        const again = treeAt(stackLayers([saved]));
        const contents = await contentsOf(session, tree, image);
        const contentAgain = (number: number): string => {
          const start = saved.dataOffsets[number] ?? 0;
          return sha256(content.subarray(start, start + (saved.sizes[number] ?? 0)));
        };
        expect(everything(again, contentAgain)).toEqual(everything(tree, contents));
      }
    }
  });
});

test('the kitchens are among them', () => expect(kitchens.length).toBeGreaterThan(3));

describe('the kitchen', () => {
  test('is read by another reader, the same in every round', async () => {
    const session = await fixtureSession('docker26-classic-kitchen.tar');
    const last = (session.model.images[0]?.layers.length ?? 0) - 1;
    const { content } = await save(session, 0, { kind: 'merged', layer: last, paths: [] });
    expect((await save(session, 0, { kind: 'merged', layer: last, paths: [] })).content).toEqual(content);
    const found = new Map<string, string>();
    const kinds: string[] = [];
    for await (const entry of Readable.from([Buffer.from(content)]).pipe(extract())) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk as Buffer);
      found.set(entry.header.name.replace(/\/$/, ''), Buffer.concat(chunks).toString('latin1'));
      kinds.push(entry.header.type);
    }
    const tree = session.explore(0).tree(last);
    const shown = rootfsPaths(tree).map(({ path }) => decodeName(fromBinary(path)));
    expect([...found.keys()].sort()).toEqual(shown.sort());
    // Folders behind what is in them: see saveTar.
    expect(kinds.indexOf('directory')).toBeGreaterThan(kinds.lastIndexOf('link'));
    expect(kinds.indexOf('link')).toBeGreaterThan(kinds.lastIndexOf('file'));
  });

  test('a part of it; hard links to what is not asked for become files', async () => {
    const session = await fixtureSession('docker26-classic-kitchen.tar');
    const { stack } = session.explore(0);
    const last = stack.layers.length - 1;
    const tree = session.explore(0).tree(last);
    const [link, owner] = [...stack.linkedTo].find(([number]) => [...tree.shown].includes(number)) ?? [-1, -1];
    const path = decodeName(fromBinary(rootfsPath(tree, link)));
    const { content } = await save(session, 0, { kind: 'merged', layer: last, paths: [path] });
    const saved = read(content);
    expect([saved.count, entryType(saved, 0), saved.sizes[0]]).toEqual([1, 'file', sizeOf(tree, owner)]);
  });

  test('a selection: what one path holds of another is written once, what is not there is listed', async () => {
    const session = await fixtureSession('docker26-classic-kitchen.tar');
    const layer = session.explore(0).stack.layers.length - 1;
    const paths = ['app/dir', 'app', 'bin/hello', 'no/such'];
    const { content, skipped } = await save(session, 0, { kind: 'merged', layer, paths });
    const saved = read(content);
    const names = Array.from({ length: saved.count }, (_, i) => toBinary(entryName(saved, i)).replace(/\/$/, ''));
    const below = ['app', 'app/a.txt', 'app/b.sh', 'app/bin.dat', 'app/dir', 'app/dir/new', 'bin/hello'];
    expect(names.sort()).toEqual(below);
    expect(skipped).toEqual([{ path: 'no/such', reason: 'not-there' }]);
  });

  test('a layer is saved byte for byte, a file too', async () => {
    const session = await fixtureSession('oci');
    const { layers } = session.explore(0);
    for (const [layer, { reading }] of layers.entries()) {
      const { content, skipped } = await save(session, 0, { kind: 'layer', layer });
      expect([`sha256:${sha256(content)}`, skipped]).toEqual([reading?.diffId, []]);
    }
    const contents = await contentsOf(session, session.explore(0).tree(), 0);
    const { stack } = session.explore(0);
    for (let index = 0; index < (layers[0]?.entries.count ?? 0); index++) {
      if (layers[0] && entryType(layers[0].entries, index) !== 'file') continue;
      const { content } = await save(session, 0, { kind: 'file', layer: 0, index });
      expect(sha256(content)).toBe(contents((stack.starts[0] ?? 0) + index));
    }
  });

  test('an abort ends it', async () => {
    const session = await fixtureSession('oci');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(save(session, 0, { kind: 'merged', layer: 0, paths: [] }, signal)).rejects.toThrow('enough');
  });
});

const rootfsPath = (tree: FileTree, number: number): string =>
  rootfsPaths(tree).find(({ path }) => tree.shown[tree.find(fromBinary(path)) ?? 0] === number)?.path ?? '';
const sizeOf = (tree: FileTree, number: number): number => {
  const { entries, index } = entryAt(tree.stack, number);
  return entries.sizes[index] ?? 0;
};
