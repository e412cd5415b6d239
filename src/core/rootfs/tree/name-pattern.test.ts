import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBinary } from '../../bytes/byte-names.ts';
import { layerOf } from '../../testing/layer-of.ts';
import { treeAt } from '../file-tree.ts';
import { layerChanges } from '../layer-changes.ts';
import { stackLayers } from '../stack-layers.ts';
import { layerNodes } from './layer-nodes.ts';
import { MATCH, matchNodes, matchPaths } from './match-nodes.ts';
import { mergedNodes } from './merged-nodes.ts';
import { FOUND, NamePattern } from './name-pattern.ts';
import { NO_FILTER } from './node-filter.ts';
import { pathPattern } from './path-pattern.ts';

/** Nodes that a text finds: by the quick way, and by a look at each path. */
function bothWays(
  names: readonly string[],
  text: string,
  scope: 'merged' | 'layer',
): { quick: number[]; slow: number[] } {
  const stack = stackLayers([layerOf(...names.map((name) => ({ name })))]);
  const changes = layerChanges(stack, 0);
  const nodes = scope === 'layer' ? layerNodes(stack, changes) : mergedNodes(treeAt(stack), changes);
  const matches = (states: Uint8Array) => [...states.keys()].filter((node) => states[node] === MATCH);
  const slow = new Uint8Array(nodes.count);
  matchPaths(nodes, pathPattern(text), slow);
  // In what another filter left behind.
  const before = matchNodes(nodes, { ...NO_FILTER, text: 'a' });
  return { quick: matches(matchNodes(nodes, { ...NO_FILTER, text }, before).states), slow: matches(slow) };
}

const CUP = '\xc3\x89'; // a capital E with an accent, in UTF-8
const part = fc.array(fc.constantFrom('a', 'A', 'b', '.', '*', '?', '\\', CUP, '\xc3\xa9', '\xff', ' ', '\n'), {
  minLength: 1,
  maxLength: 6,
});
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.map((one) => one.join('')).join('/'));
const letter = fc.constantFrom('a', 'A', 'b', '.', '*', '*', '?', '\\', '\u00c9', '\u00e9', '\u0101', '\ud800', ' ');
const text = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));

test('finds what a look at each path finds', () => {
  let quickOnes = 0;
  fc.assert(
    fc.property(fc.array(path, { maxLength: 12 }), text, fc.constantFrom('merged', 'layer'), (names, asked, scope) => {
      const { quick, slow } = bothWays(names, asked, scope);
      expect(quick).toEqual(slow);
      if (NamePattern.of(asked) && slow.length > 0) quickOnes += 1;
    }),
    { numRuns: 1_500 },
  );
  expect(quickOnes).toBeGreaterThan(50);
});

test('a piece that begins in one name and ends in the next is in neither, and hides nothing', () => {
  const found = (names: string[], asked: string): number[] => bothWays(names, asked, 'merged').quick;
  expect(found(['xa', 'ab'], 'aa')).toEqual([]);
  expect(found(['xa', 'aab'], 'aa')).toEqual([2]);
  expect(found(['xa', 'aab'], '*aa*')).toEqual([2]);
});

test('what looks at whole paths, or says nothing of any byte, is left to the other way', () => {
  for (const asked of ['a/b', '/a.b/', '*', '?*', 'a**', '\u00e9', 'a\ud800', ''])
    expect(NamePattern.of(asked)).toBeNull();
  for (const asked of ['a', '*.conf', 'a?b', 'a\\*', '\u00c9', '\u6587']) expect(NamePattern.of(asked)).not.toBeNull();
});

test('names with line ends in them are names like others', () => {
  for (const asked of ['b.*', 'a', '*b', 'line'])
    for (const scope of ['merged', 'layer'] as const) {
      const { quick, slow } = bothWays(['a\nb.c', 'new\nline/b', 'a\rb'], asked, scope);
      expect(quick).toEqual(slow);
    }
});

test('names are views of bytes: none is taken apart', () => {
  const bytes = fromBinary('a.confb.txtc.CONF');
  const marks = new Uint8Array(4);
  NamePattern.of('*.conf')?.find(bytes, Uint32Array.of(0, 6, 11, 17), marks);
  expect([...marks]).toEqual([0, FOUND, 0, FOUND]);
});

test('a piece that nearly all names have is found in the same ones as a rare one would be', () => {
  const kinds = ['file-1', 'AB', 'xxab', 'abab', 'aab', 'a', 'b', 'fab.c', 'Ba', 'ab'];
  // The first many have it mostly, the rest seldom.
  const names = Array.from({ length: 20_000 }, (_, i) => kinds[i < 12_000 ? 1 + (i % 5) : (i * 7) % 10] ?? '');
  let end = 0;
  const ends = Uint32Array.from(names, (name) => (end += name.length));
  const marks = new Uint8Array(names.length);
  NamePattern.of('ab')?.find(fromBinary(names.join('')), ends, marks);
  const found = [...marks.keys()].filter((name) => marks[name] === FOUND);
  expect(found).toEqual(names.flatMap((name, i) => (/ab/i.test(name) ? [i] : [])));
  expect(found.length).toBeGreaterThan(10_000);
});
