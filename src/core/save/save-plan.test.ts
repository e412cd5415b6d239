import { describe, expect, test } from 'vitest';
import { fromBinary } from '../bytes/byte-names.ts';
import { type FileTree, pathText, treeAt } from '../rootfs/file-tree.ts';
import { ROOT } from '../rootfs/path-table.ts';
import { stackLayers } from '../rootfs/stack-layers.ts';
import { layerOf } from '../testing/layer-of.ts';
import type { TestEntry } from '../testing/write-tar.ts';
import { nameProblem } from './name-problem.ts';
import { planSave } from './save-plan.ts';
import { tarFields } from './tar-fields.ts';

const treeOf = (...layers: readonly TestEntry[][]): FileTree =>
  treeAt(stackLayers(layers.map((one) => layerOf(...one))));

function plan(tree: FileTree, ...names: readonly string[]) {
  const text = (path: number) => pathText(tree.stack.paths, path);
  const roots = names.length === 0 ? [ROOT] : names.map((name) => tree.find(fromBinary(name)) ?? -1);
  const { folders, plain, files, links, skipped, bytes } = planSave(tree, roots);
  return {
    folders: folders.map(text),
    plain: plain.map(text),
    files: files.map((list) => list.map(({ path }) => text(path))),
    links: links.map(({ path, target }) => `${text(path)} -> ${text(target)}`),
    skipped: skipped.map(({ path, reason }) => `${text(path)}: ${reason}`),
    bytes,
  };
}

const dir = (name: string): TestEntry => ({ name: `${name}/`, flag: '5' });
const file = (name: string, content = 'x'): TestEntry => ({ name, content });
const hard = (name: string, target: string): TestEntry => ({ name, flag: '1', target });
const soft = (name: string, target: string): TestEntry => ({ name, flag: '2', target });

describe('the order', () => {
  test('folders, links and devices, files by layer and place in its tar, hard links', () => {
    const tree = treeOf(
      [file('z', 'zz'), dir('b'), file('b/1', '1'), soft('link', 'b'), { name: 'null', flag: '3' }],
      [hard('a-hard', 'z'), file('y'), dir('a'), file('a/0')],
    );
    expect(plan(tree)).toEqual({
      folders: ['a', 'b'],
      plain: ['link', 'null'],
      files: [
        ['z', 'b/1'],
        ['y', 'a/0'],
      ],
      links: ['a-hard -> z'],
      skipped: [],
      bytes: 5,
    });
  });
  test('the root first when an entry names it; folders that none names are left to the reader', () => {
    expect(plan(treeOf([{ name: './', flag: '5' }, file('deep/er/x')]))).toMatchObject({
      folders: [''],
      plain: [],
      files: [['deep/er/x']],
    });
  });
  test('what lies behind a link comes after the link', () => {
    const tree = treeOf(
      [dir('usr'), dir('usr/lib'), soft('lib', 'usr/lib')],
      [dir('lib/modules'), file('lib/modules/x')],
    );
    expect(plan(tree)).toMatchObject({ folders: ['usr', 'usr/lib'], plain: ['lib', 'lib/modules'], skipped: [] });
    expect(planSave(tree, [ROOT]).isThroughLinks).toBe(true);
    expect(planSave(treeOf([dir('usr'), soft('lib', 'usr')]), [ROOT]).isThroughLinks).toBe(false);
  });
  test('a part of the tree, each path once', () => {
    const tree = treeOf([dir('a'), file('a/1'), file('a/2'), file('b')]);
    expect(plan(tree, 'a/2', 'a', 'nothing')).toMatchObject({ folders: ['a'], files: [['a/1', 'a/2']] });
    expect(plan(tree, 'b', 'a/1').files).toEqual([['a/1', 'b']]);
  });
});

describe('hard links', () => {
  test('to a file that was replaced keep the old content: the first takes it over', () => {
    const tree = treeOf([file('a', 'old'), hard('b', 'a'), hard('c', 'a')], [file('a', 'newer')]);
    expect(plan(tree)).toEqual({
      folders: [],
      plain: [],
      files: [['b'], ['a']],
      links: ['c -> b'],
      skipped: [],
      bytes: 8,
    });
    const { files } = planSave(tree, [ROOT]);
    const [taken] = files[0] ?? [];
    if (!taken) throw new Error('nothing planned');
    expect(tarFields(tree, taken.path, taken.owner, null)).toMatchObject({ type: 'file', size: 3 });
  });
  test('to a link become one when it is gone', () => {
    const tree = treeOf([soft('a', 'there'), hard('b', 'a')], [file('.wh.a', '')]);
    expect(plan(tree)).toMatchObject({ plain: ['b'], links: [] });
    const b = tree.find(fromBinary('b')) ?? -1;
    const owner = tree.stack.linkedTo.get(tree.shown[b] ?? -1) ?? -1;
    expect(tarFields(tree, b, owner, null)).toMatchObject({ type: 'symlink', linkBytes: fromBinary('there') });
  });
  test('to nothing, and to folders, are named', () => {
    const tree = treeOf([dir('d'), hard('x', 'd'), hard('y', 'nowhere')]);
    expect(plan(tree).skipped).toEqual(['x: hard-link-to-folder', 'y: dangling-hard-link']);
  });
});

test('what goes on below a file is named', () => {
  const tree = treeOf([file('a')], [file('a/b'), file('a/b/c')]);
  expect(plan(tree).skipped).toEqual(['a/b: below-a-file', 'a/b/c: below-a-file']);
  expect(plan(tree, 'a/b/c').skipped).toEqual(['a/b/c: below-a-file']);
});

test('what goes on below a link that leads to no folder is named', () => {
  const layers = [
    [soft('loop1', 'loop2'), soft('loop2', 'loop1'), soft('self', 'self/x'), dir('d'), soft('ok', 'd')],
    [file('loop1/in'), dir('self/y'), file('self/y/z'), file('ok/in')],
  ].map((one) => layerOf(...one));
  const skipped = ['loop1/in: below-a-file', 'self/y: below-a-file', 'self/y/z: below-a-file'];
  const tree = treeAt(stackLayers(layers, { followsLinks: true }));
  expect(plan(tree)).toMatchObject({ files: [[], ['d/in']], skipped });
  expect(plan(tree, 'self/y/z').skipped).toEqual(['self/y/z: below-a-file']);
  // Paths as written: what lies below a link can be there when the link leads to a folder.
  const written = treeAt(stackLayers([...layers, layerOf(file('f'), soft('to-f', 'f')), layerOf(file('to-f/x'))]));
  expect(plan(written)).toMatchObject({
    files: [[], ['ok/in'], ['f'], []],
    skipped: [...skipped, 'to-f/x: below-a-file'],
  });
});

describe('names that a system cannot hold', () => {
  test.each([
    ['plain.txt', null, null],
    ['a:b', null, 'name-reserved'],
    ['con', null, 'name-reserved'],
    ['COM1.txt', null, 'name-reserved'],
    ['con1', null, null],
    ['dot.', null, 'name-reserved'],
    ['blank ', null, 'name-reserved'],
    ['new\nline', null, 'name-reserved'],
    ['a\\b', null, 'name-reserved'],
    ['\xff', 'name-not-utf8', 'name-not-utf8'],
    ['x'.repeat(256), 'name-too-long', 'name-too-long'],
  ] as const)('%j', (name, elsewhere, windows) => {
    expect([nameProblem(fromBinary(name), false), nameProblem(fromBinary(name), true)]).toEqual([elsewhere, windows]);
  });
});
