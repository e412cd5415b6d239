import { describe, expect, test } from 'vitest';
import type { BytesNode } from '../../state/bytes-view.svelte.ts';
import { placeCrumbs } from './place-crumbs.ts';
import { treemapBoxes } from './treemap-boxes.ts';

const node = (name: string, bytes: number, ...children: BytesNode[]): BytesNode => {
  const kind = children.length > 0 ? 'folder' : 'file';
  return { kind, name, path: name, within: null, bytes, paths: 1, layer: 0, more: 0, children };
};
const tree = node('', 1000, node('usr', 800, node('lib', 600), node('bin', 200)), node('etc', 200));

describe('boxes', () => {
  const boxes = treemapBoxes(tree, 400, 300);

  test('every path with bytes has one, a folder before what is in it, the root none', () => {
    expect(boxes.map(({ name, depth, isFrame }) => `${name} ${depth} ${isFrame}`)).toEqual([
      'usr/ 1 true',
      'etc 1 false',
      'lib 2 false',
      'bin 2 false',
    ]);
  });

  test('lie within the area and within their folder, and do not overlap', () => {
    const [usr, etc, lib, bin] = boxes;
    if (!usr || !etc || !lib || !bin) throw new Error('boxes are missing');
    for (const { x, y, width, height } of boxes) {
      expect([x >= 0, y >= 0, x + width <= 400, y + height <= 300]).toEqual([true, true, true, true]);
    }
    for (const { x, y, width, height } of [lib, bin]) {
      expect(x >= usr.x && y >= usr.y && x + width <= usr.x + usr.width && y + height <= usr.y + usr.height).toBe(true);
    }
    const apart = (a: typeof usr, b: typeof usr): boolean =>
      a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
    expect([apart(usr, etc), apart(lib, bin)]).toEqual([true, true]);
  });

  test('areas go with bytes', () => {
    const flat = treemapBoxes(node('', 1000, node('a', 500), node('b', 300), node('c', 200)), 1000, 500);
    for (const {
      node: { bytes },
      width,
      height,
    } of flat) {
      expect(Math.abs((width * height) / 500_000 - bytes / 1000)).toBeLessThan(0.01);
    }
  });

  test('a box of the map lights the row in which it lies', () => {
    expect(boxes.map(({ row }) => row.name)).toEqual(['usr', 'etc', 'usr', 'usr']);
  });

  test('names stand only where there is room', () => {
    const narrow = treemapBoxes(node('', 2, node('a-very-long-name-of-a-file', 1), node('b', 1)), 60, 40);
    expect(narrow.map(({ name, hasName }) => [name, hasName])).toEqual([
      ['a-very-long-name-of-a-file', false],
      ['b', true],
    ]);
  });

  test('a file alone fills the area; nothing, or no room, has no boxes', () => {
    expect(treemapBoxes(node('one', 5), 100, 50)).toMatchObject([{ name: 'one', width: 100, height: 50 }]);
    expect([treemapBoxes(node('', 0), 100, 50), treemapBoxes(tree, 0, 0)]).toEqual([[], []]);
  });
});

describe('the way to a place', () => {
  const names = (by: 'folder' | 'layer' | 'extension', within: string | null, path: string): string[] =>
    placeCrumbs({ by, within, path }).map(({ name }) => name);

  test.each([
    ['folder', null, '', ['/']],
    ['folder', null, 'usr/lib', ['/', 'usr', 'lib']],
    ['layer', '2', 'usr', ['All layers', 'Layer 3', 'usr']],
    ['extension', '', '', ['All endings', 'no ending']],
    ['extension', 'so', '', ['All endings', '.so']],
    ['folder', null, 'a/b/c/d/e/f/g/h/i/j', ['/', 'a', '…', 'e', 'f', 'g', 'h', 'i', 'j']],
  ] as const)('%s %s %s', (by, within, path, expected) => expect(names(by, within, path)).toEqual(expected));

  test('each step leads to where its name says', () => {
    const places = placeCrumbs({ by: 'folder', within: null, path: 'usr/lib' }).map(({ place }) => place.path);
    expect(places).toEqual(['', 'usr', 'usr/lib']);
  });
});
