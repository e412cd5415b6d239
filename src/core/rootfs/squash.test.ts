import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CreateHasher } from '../bytes/hasher.ts';
import { LayerEntriesBuilder } from '../layer/layer-entries-builder.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { TarStream } from '../tar/tar-stream.ts';
import { testTar } from '../testing/write-tar.ts';
import type { TestEntry } from '../testing/write-tar.ts';
import { computeEfficiency } from './compute-efficiency.ts';
import { squashLayers } from './squash.ts';
import { listingTexts, listRootfs } from '../testing/rootfs-paths.ts';
import { summariseRootfs } from './summarise-rootfs.ts';

/** `d/` a folder, `a=3` a file of 3 bytes, `a>b` a symlink, anything else an empty file. */
function layerOf(...written: string[]): LayerEntries {
  const builder = new LayerEntriesBuilder();
  const stream = new TarStream((entry) => builder.add(entry));
  const entries = written.map((text): TestEntry => {
    const [, name = '', size, link] = /^([^=>]*)(?:=(\d+)|>(.*))?$/s.exec(text) ?? [];
    if (link !== undefined) return { name, flag: '2', target: link };
    return name.endsWith('/') ? { name, flag: '5' } : { name, content: 'x'.repeat(Number(size ?? 0)) };
  });
  stream.push(testTar(...entries));
  stream.finish();
  return builder.finish();
}

const lines = (...layers: LayerEntries[]) => listingTexts(squashLayers(layers));
/** Type and path, sizes left out. */
const tree = (...layers: string[][]) =>
  lines(...layers.map((layer) => layerOf(...layer))).map((line) => line.replace(/^(\w+) \d+ \d+:\d+ \d+ /, '$1 '));

describe('paths', () => {
  test('./a, /a, a/ and a are one, .. stops at the root, the root is not listed', () => {
    expect(tree(['./', './a', '/b/', 'b//c', 'b/./d', '../../e', 'b/../f', '/', '..'])).toEqual([
      'dir b',
      'file a',
      'file b/c',
      'file b/d',
      'file e',
      'file f',
    ]);
  });
  test('folders that no entry names are not listed', () => expect(tree(['a/b/c'])).toEqual(['file a/b/c']));
  test('names that would hurt an object', () =>
    expect(tree(['__proto__/constructor', '__proto__'])).toEqual(['file __proto__']));
  test('of a path that comes twice the last counts', () => {
    expect(lines(layerOf('a=1', './a=2'))).toEqual(['file 644 0:0 2 a']);
  });
});

describe('whiteouts', () => {
  test('hide a file, a folder with all below it, and nothing that only begins alike', () => {
    expect(tree(['a', 'd/', 'd/e/f', 'de', 'd.x'], ['.wh.a', '.wh.d'])).toEqual(['file d.x', 'file de']);
  });
  test('hide lower layers only, wherever they stand in their own', () => {
    expect(tree(['d/', 'd/old'], ['d/', 'd/new', '.wh.d'])).toEqual(['dir d', 'file d/new']);
    expect(tree(['d/', 'd/old'], ['d/new', 'd/.wh..wh..opq'])).toEqual(['dir d', 'file d/new']);
    expect(tree(['a', '.wh.a'])).toEqual(['file a']);
  });
  test('opaque hides all below its folder, the folder itself stays; at the top it hides everything', () => {
    expect(tree(['d/', 'd/a/b', 'x'], ['d/.wh..wh..opq'])).toEqual(['dir d', 'file x']);
    expect(tree(['d/', 'x'], ['.wh..wh..opq', 'new'])).toEqual(['file new']);
  });
  test('of nothing, and without a name, hide nothing', () => {
    expect(tree(['d/a'], ['.wh.x', 'y/.wh.z', 'y/.wh..wh..opq', 'd/.wh.', 'd/.wh..', 'd/.wh...'])).toEqual([
      'file d/a',
    ]);
  });
  test('what aufs left behind is no file', () => {
    expect(tree(['.wh..wh.plnk/1.2', '.wh..wh.aufs', '.wh..wh.orph/', 'a'])).toEqual(['file a']);
  });
});

describe('types', () => {
  test('a file or link over a folder hides all below, a folder over a folder keeps it', () => {
    expect(tree(['d/', 'd/a/b'], ['d=1'])).toEqual(['file d']);
    expect(tree(['d/a'], ['d>x'])).toEqual(['symlink d -> x']);
    expect(tree(['d/', 'd/a/b'], ['d/'])).toEqual(['dir d', 'file d/a/b']);
    expect(tree(['d/a', 'd/b', 'd', 'd/c'])).toEqual(['file d', 'file d/c']);
  });
  test('a folder over a file replaces it', () => expect(tree(['d=9'], ['d/', 'd/a'])).toEqual(['dir d', 'file d/a']));
  test('a path below a link stays under its own name', () => {
    expect(tree(['lib>usr/lib'], ['lib/x'])).toEqual(['file lib/x', 'symlink lib -> usr/lib']);
  });
});

describe('the listing', () => {
  const createHasher: CreateHasher = () => {
    const hash = createHash('sha256');
    return { update: (bytes) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
  };
  test('is sorted by code points, bytes that are no UTF-8 standing between U+D7FF and U+E000', () => {
    const utf8 = (text: string) => Buffer.from(text).toString('latin1');
    const order = ['a', 'é', '\ud7ff'].map(utf8).concat('\x80', '\xbf', '\xc0', '\xff', utf8('\ue000'), utf8('😀'));
    const shuffled = [...order].reverse();
    expect(tree(shuffled)).toEqual(order.map((name) => `file ${name}`));
    const hash = createHash('sha256')
      .update(order.map((name) => `file 644 0:0 0 ${name}`).join('\n'), 'latin1')
      .digest('hex');
    const summary = summariseRootfs(squashLayers([layerOf(...shuffled)]), createHasher);
    expect(summary).toEqual({ paths: 9, bytes: 0, byType: { file: 9 }, listingSha256: hash });
  });
  test('of nothing', () => {
    expect(summariseRootfs(squashLayers([]), createHasher)).toEqual({
      paths: 0,
      bytes: 0,
      byType: {},
      listingSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    });
  });
});

describe('against a slow and simple model', () => {
  /** A map of paths, as the definition says it, without a tree. */
  function slow(layers: readonly (readonly string[])[]): string[] {
    const paths = new Map<string, { dir: boolean; line: string }>();
    const drop = (match: (path: string) => boolean) =>
      [...paths.keys()].filter(match).forEach((path) => paths.delete(path));
    for (const layer of layers) {
      for (const name of layer) {
        const folder = name.slice(0, name.lastIndexOf('/') + 1);
        const base = name.slice(folder.length);
        if (base === '.wh..wh..opq') drop((path) => path.startsWith(folder));
        else if (base.startsWith('.wh.')) drop((path) => `${path}/`.startsWith(`${folder}${base.slice(4)}/`));
      }
      for (const written of layer) {
        const dir = written.endsWith('/');
        const path = written.replace(/\/$/, '').replace(/=\d+$/, '');
        if (path.slice(path.lastIndexOf('/') + 1).startsWith('.wh.')) continue;
        const lies = [...paths.keys()].some((other) => other.startsWith(`${path}/`));
        if (!dir && (paths.get(path)?.dir ?? lies)) drop((other) => other.startsWith(`${path}/`));
        paths.set(path, { dir, line: `${dir ? 'dir' : 'file'} ${path}` });
      }
    }
    return [...paths.values()].map(({ line }) => line).sort();
  }

  test('they agree', () => {
    const part = fc.constantFrom('a', 'b', 'c');
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const entry = fc.tuple(path, fc.constantFrom('file', 'file', 'dir', 'whiteout', 'opaque')).map(([name, kind]) => {
      if (kind === 'dir') return `${name}/`;
      if (kind === 'opaque') return `${name}/.wh..wh..opq`;
      return kind === 'file' ? name : name.replace(/[^/]*$/, '.wh.$&');
    });
    const layers = fc.array(fc.array(entry, { maxLength: 8 }), { maxLength: 4 });
    fc.assert(
      fc.property(layers, (written) => {
        expect(tree(...written)).toEqual(slow(written));
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});

test('many entries, then all of them hidden by one mark, in seconds', () => {
  const builder = new LayerEntriesBuilder();
  const header = {
    type: 'file' as const,
    typeFlag: 48,
    linkBytes: new Uint8Array(0),
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: 1,
    storedSize: 1,
    sparse: false,
    mtimeSeconds: 0,
    deviceMajor: 0,
    deviceMinor: 0,
    format: 'ustar' as const,
    userName: '',
    groupName: '',
    xattrs: [],
    headerOffset: 0,
    dataOffset: 0,
  };
  const encoder = new TextEncoder();
  for (let i = 0; i < 200_000; i++) builder.add({ ...header, nameBytes: encoder.encode(`top/${i % 1000}/sub/${i}`) });
  const big = builder.finish();
  const startedMs = performance.now();
  const rootfs = squashLayers([big, layerOf('.wh.top', 'top/', 'top/new=5')]);
  expect(listRootfs(rootfs).length).toBe(2);
  expect(performance.now() - startedMs).toBeLessThan(20_000); // one at most on a quiet machine; a square would be hours
});

describe('efficiency', () => {
  const figures = (...written: string[][]) => {
    const layers = written.map((layer) => layerOf(...layer));
    return computeEfficiency(squashLayers(layers));
  };
  test('nothing stored is no waste', () => {
    expect(figures()).toEqual({ storedBytes: 0, wastedBytes: 0, score: 1, dive: { score: 1, wastedBytes: 0 } });
  });
  test('ours: bytes that no path shows', () => {
    expect(figures(['a=100', 'b=50'], ['a=10', '.wh.b'])).toMatchObject({
      storedBytes: 160,
      wastedBytes: 150,
      score: 10 / 160,
    });
  });
  const base = ['a/', 'a/x=1000', 'a/y=1000', 'keep=100'];
  test.each<[string, string[][], { score: number; wastedBytes: number }]>([
    [
      'a path in two layers wastes all of its copies',
      [['a=100', 'b=100'], ['a=50']],
      { score: 150 / 250, wastedBytes: 150 },
    ],
    ['deleted files', [base, ['a/.wh.x', 'a/.wh.y']], { score: 100 / 2100, wastedBytes: 2000 }],
    ['a deleted folder costs nothing', [base, ['.wh.a']], { score: 1, wastedBytes: 0 }],
    ['a deleted folder that no entry names is no folder', [base.slice(1), ['.wh.a']], { score: 1, wastedBytes: 0 }],
    [
      'a folder that a later layer only passes through is none any more',
      [base, ['a/z=1'], ['.wh.a']],
      { score: 1, wastedBytes: 0 },
    ],
    [
      'opaque marks do not count',
      [base, ['a/', 'a/.wh..wh..opq', 'a/x=10']],
      { score: 1110 / 2110, wastedBytes: 1010 },
    ],
    [
      'a mark for nothing ends its layer, and counts one byte less',
      [['a=100'], ['.wh.b', 'z=100']],
      { score: 99 / 100, wastedBytes: 0 },
    ],
    ['but not what comes before it', [['z=100'], ['.wh.b', '!a=100', 'z=100']], { score: 199 / 200, wastedBytes: 0 }],
    ['one layer', [base], { score: 1, wastedBytes: 0 }],
  ])('dive: %s', (_, layers, expected) => expect(figures(...layers).dive).toEqual(expected));

  test('dive: names within names do not go through the call stack or the square of their number', () => {
    const deep = 'd/'.repeat(50_000);
    const builder = new LayerEntriesBuilder();
    const stream = new TarStream((entry) => builder.add({ ...entry, nameBytes: new TextEncoder().encode(deep) }));
    stream.push(testTar({ name: 'd/', flag: '5' }));
    const layers = [builder.finish(), layerOf('.wh.d')];
    expect(computeEfficiency(squashLayers(layers)).dive.wastedBytes).toBe(0);
    expect(listRootfs(squashLayers(layers.slice(0, 1))).length).toBe(1);
  });
});
