import { expect, test } from 'vitest';
import { layerOf } from '../testing/layer-of.ts';
import { pathText, treeAt } from './file-tree.ts';
import { hardLinksOf, sameContentAs } from './same-content.ts';
import type { SomePaths } from './same-content.ts';
import { stackLayers } from './stack-layers.ts';

const stack = stackLayers([
  layerOf(
    { name: 'a', content: 'same' },
    { name: 'b', content: 'same' },
    { name: 'c', content: 'else' },
    { name: 'gone', content: 'same' },
    { name: 'empty' },
    { name: 'empty2' },
    { name: 'h1', flag: '1', target: 'a' },
    { name: 'h2', flag: '1', target: 'h1' },
  ),
  layerOf({ name: 'd', content: 'same' }, { name: '.wh.gone' }),
]);
const tree = treeAt(stack);
const names = ({ paths, count }: SomePaths) => [count, paths.map((path) => pathText(stack.paths, path))];
const entryOf = (name: string) => tree.shown[tree.find(new TextEncoder().encode(name)) ?? -1] ?? -1;

test('files of equal content, of all layers, as far as they show', () => {
  expect(names(sameContentAs(tree, entryOf('a'), 9))).toEqual([2, ['b', 'd']]);
  expect(names(sameContentAs(tree, entryOf('d'), 1))).toEqual([2, ['a']]);
  expect(names(sameContentAs(tree, entryOf('c'), 9))).toEqual([0, []]);
  expect(names(sameContentAs(tree, entryOf('empty'), 9))).toEqual([0, []]);
});

test('hard links of one file, from whichever of them', () => {
  expect(names(hardLinksOf(tree, entryOf('a'), 9))).toEqual([2, ['h1', 'h2']]);
  expect(names(hardLinksOf(tree, entryOf('h2'), 9))).toEqual([2, ['a', 'h1']]);
  expect(names(hardLinksOf(tree, entryOf('b'), 9))).toEqual([0, []]);
});
