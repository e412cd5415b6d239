import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { layerOf } from '../testing/layer-of.ts';
import { bytesBoxes, type BytesBox } from './bytes-boxes.ts';
import { pathText, treeAt, type FileTree } from './file-tree.ts';
import { largestPaths } from './largest-paths.ts';
import { stackLayers } from './stack-layers.ts';
import { extensionOf, sumExtensions } from './sum-extensions.ts';
import { sumLayers } from './sum-layers.ts';
import { sumPaths } from './sum-paths.ts';

const treeOf = (...layers: LayerEntries[]): FileTree => treeAt(stackLayers(layers));

/** What the tree shows, one by one: the model that sums are compared with. */
function shownFiles(tree: FileTree): { path: string; bytes: number; layer: number }[] {
  const found = [];
  for (let path = 1; path < tree.stack.paths.count; path++) {
    const place = tree.entryOf(path);
    if (!place) continue;
    const bytes = tree.stack.layers[place.layer]?.sizes[place.index] ?? 0;
    found.push({ path: pathText(tree.stack.paths, path), bytes, layer: place.layer });
  }
  return found;
}

const sum = (items: readonly { readonly bytes: number }[]): number => items.reduce((all, { bytes }) => all + bytes, 0);
const isIn = (path: string, folder: string): boolean => folder === '' || `${path}/`.startsWith(`${folder}/`);

/** `name bytes layer`, with what is in it. */
function drawn(box: BytesBox, tree: FileTree): unknown[] {
  return box.children.map((child) => {
    const name = child.path === null ? `rest of ${child.more}` : pathText(tree.stack.paths, child.path);
    const line = `${name} ${child.bytes} L${(child.layer ?? -1) + 1}`;
    return child.children.length === 0 ? line : [line, ...drawn(child, tree)];
  });
}

const low = layerOf(
  { name: 'usr/' },
  { name: 'usr/lib/libc.so.6', content: 'c'.repeat(500) },
  { name: 'usr/lib/tiny.so', content: 't' },
  { name: 'usr/lib/small.so', content: 'ss' },
  { name: 'usr/bin/sh', content: 's'.repeat(90) },
  { name: 'etc/passwd', content: 'p'.repeat(40) },
  { name: 'etc/empty', content: '' },
);
const high = layerOf(
  { name: 'usr/bin/app', content: 'a'.repeat(300) },
  { name: 'etc/passwd', content: 'q'.repeat(41) },
);

describe('boxes', () => {
  const tree = treeOf(low, high);

  test('are the largest paths; the rest of a folder is one box; each has the layer most of it comes from', () => {
    expect(drawn(bytesBoxes(tree, 0, { children: 2, deeper: 4, depth: 3 }), tree)).toEqual([
      [
        'usr 893 L1',
        ['usr/lib 503 L1', 'usr/lib/libc.so.6 500 L1', 'rest of 2 3 L1'],
        ['usr/bin 390 L2', 'usr/bin/app 300 L2', 'rest of 1 90 L1'],
      ],
      'etc 41 L2',
    ]);
  });

  test('below a folder; levels and numbers are bounded', () => {
    const usr = tree.find(Buffer.from('usr')) ?? -1;
    expect(drawn(bytesBoxes(tree, usr, { children: 1, deeper: 9, depth: 1 }), tree)).toEqual([
      'usr/lib 503 L1',
      'rest of 1 390 L2',
    ]);
  });

  test('a file has none, nor has an empty tree', () => {
    const file = tree.find(Buffer.from('usr/bin/app')) ?? -1;
    expect(bytesBoxes(tree, file)).toMatchObject({ bytes: 300, layer: 1, hasChildren: false, children: [] });
    expect(bytesBoxes(treeOf(), 0)).toMatchObject({ bytes: 0, layer: null, children: [] });
  });
});

const name = fc.array(fc.constantFrom('a', 'b', 'c', 'x.so', 'y.TXT'), { minLength: 1, maxLength: 5 });
const entry = fc
  .record({ name, size: fc.nat(2000), kind: fc.constantFrom('file', 'file', 'file', 'dir', 'whiteout', 'opaque') })
  .map(({ name: parts, size, kind }) => {
    const path = parts.join('/');
    if (kind === 'dir') return { name: `${path}/`, flag: '5' };
    if (kind === 'opaque') return { name: `${path}/.wh..wh..opq` };
    return kind === 'whiteout' ? { name: path.replace(/[^/]*$/, '.wh.$&') } : { name: path, content: 'x'.repeat(size) };
  });
const images = fc.array(fc.array(entry, { maxLength: 25 }), { minLength: 1, maxLength: 4 });
const limits = fc.record({
  children: fc.integer({ min: 1, max: 6 }),
  deeper: fc.nat(12),
  depth: fc.integer({ min: 1, max: 4 }),
});

test('whatever the tree, boxes add up, and agree with counting file by file', () => {
  fc.assert(
    fc.property(images, limits, (layers, most) => {
      const tree = treeOf(...layers.map((entries) => layerOf(...entries)));
      const files = shownFiles(tree);
      const check = (box: BytesBox, folder: string): void => {
        const own = files.filter(({ path }) => isIn(path, folder));
        expect(box.bytes).toBe(sum(own));
        expect(box.paths).toBe(own.length + (folder === '' && (tree.shown[0] ?? -1) >= 0 ? 1 : 0));
        if (box.layer !== null) {
          const by = (layer: number): number => sum(own.filter((file) => file.layer === layer));
          expect(Math.max(...layers.map((_, layer) => by(layer)))).toBe(by(box.layer));
        } else expect(box.bytes).toBe(0);
        if (box.children.length === 0) return;
        expect(sum(box.children)).toBe(box.bytes);
        for (const child of box.children) if (child.path !== null) check(child, pathText(tree.stack.paths, child.path));
      };
      check(bytesBoxes(tree, 0, most), '');
      check(bytesBoxes(tree, 0), '');
    }),
    { numRuns: 300 },
  );
});

test('whatever the tree, sums by layer and by ending hold every byte of it once', () => {
  fc.assert(
    fc.property(images, (layers) => {
      const tree = treeOf(...layers.map((entries) => layerOf(...entries)));
      const files = shownFiles(tree);
      const byLayer = sumLayers(tree);
      expect(byLayer.map(({ shownBytes }) => shownBytes)).toEqual(
        layers.map((_, layer) => sum(files.filter((file) => file.layer === layer))),
      );
      expect(sum(sumExtensions(tree))).toBe(tree.bytes);
      for (const { extension, bytes } of sumExtensions(tree)) {
        const part = sumPaths(tree, (path) => extensionOf(tree.stack.paths.lastPart(path)) === extension);
        expect(part.bytesIn[0]).toBe(bytes);
        expect(bytes).toBe(
          sum(files.filter(({ path }) => extensionOf(Buffer.from(path.replace(/.*\//, ''))) === extension)),
        );
      }
      byLayer.forEach(({ shownBytes }, layer) => {
        const part = sumPaths(tree, (path) => tree.entryOf(path)?.layer === layer);
        expect(part.bytesIn[0]).toBe(shownBytes);
      });
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['libc.so.6', 'so'],
  ['libstdc++.so.6.0.32', 'so'],
  ['a.TXT', 'txt'],
  ['x.tar.gz', 'gz'],
  ['.bashrc', ''],
  ['.hidden.json', 'json'],
  ['README', ''],
  ['ls.1', ''],
  ['end.', ''],
  ['a.b c', ''],
  ['v1.2.3', ''],
  ['x.abcdefghijklmnopq', ''],
  ['', ''],
])('%s ends in "%s"', (text, extension) => expect(extensionOf(Buffer.from(text))).toBe(extension));

test('the largest files and folders', () => {
  const tree = treeOf(low, high);
  const names = (paths: readonly number[]): string[] => paths.map((path) => pathText(tree.stack.paths, path));
  const { files, folders } = largestPaths(tree, 3);
  expect(names(files)).toEqual(['usr/lib/libc.so.6', 'usr/bin/app', 'usr/bin/sh']);
  expect(names(folders)).toEqual(['usr', 'usr/lib', 'usr/bin']);
});
