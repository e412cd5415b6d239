import { describe, expect, test } from 'vitest';
import { entryTarget } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { layerOf } from '../testing/layer-of.ts';
import { pathText, treeAt } from './file-tree.ts';
import { PathFollower } from './follow-path.ts';
import { entryAt } from './layer-stack.ts';
import { stackLayers } from './stack-layers.ts';

const link = (name: string, target: string) => ({ name, flag: '2', target });
const dir = (name: string) => ({ name: `${name}/`, flag: '5' });
const bytes = (text: string) => new TextEncoder().encode(text);

/** Where a path leads, or the fault and where it was. */
function follow(path: string, ...layers: LayerEntries[]): string {
  const tree = treeAt(stackLayers(layers, { followsLinks: true }));
  const found = new PathFollower(tree).follow(bytes(path));
  return found.path === null ? `${found.fault ?? ''} ${found.faultAt}` : `/${pathText(tree.stack.paths, found.path)}`;
}

function followLink(path: string, ...layers: LayerEntries[]): string {
  const tree = treeAt(stackLayers(layers, { followsLinks: true }));
  const at = tree.find(bytes(path)) ?? -1;
  const { entries, index } = entryAt(tree.stack, tree.shown[at] ?? -1);
  const found = new PathFollower(tree).followLink(at, entryTarget(entries, index));
  return found.path === null ? `${found.fault ?? ''} ${found.faultAt}` : `/${pathText(tree.stack.paths, found.path)}`;
}

const base = layerOf(dir('usr/lib'), { name: 'usr/lib/x' }, link('lib', 'usr/lib'), link('abs', '/usr'), { name: 'f' });

describe('following a path as a program in the container does', () => {
  test.each([
    ['usr/lib/x', '/usr/lib/x'],
    ['/lib/x', '/usr/lib/x'],
    ['lib//./x', '/usr/lib/x'],
    ['abs/lib/../lib/x', '/usr/lib/x'],
    ['../../f', '/f'],
    ['lib/../f', 'missing usr/f'],
    ['lib/nothing/more', 'missing usr/lib/nothing'],
    ['f/x', 'not-folder f'],
    ['', '/'],
    ['lib', '/usr/lib'],
  ])('%s', (path, expected) => expect(follow(path, base)).toBe(expected));

  test('circles end, and chains as long as Linux takes do not', () => {
    expect(follow('a', layerOf(link('a', 'b'), link('b', './a')))).toMatch(/^loop /);
    const chain = (length: number) =>
      layerOf({ name: 'l0' }, ...Array.from({ length }, (_, i) => link(`l${i + 1}`, `l${i}`)));
    expect(follow('l40', chain(40))).toBe('/l0');
    expect(follow('l41', chain(41))).toMatch(/^loop /);
    expect(follow('a/x', layerOf(link('a', 'a/a/a/a')))).toMatch(/^loop /);
  });

  test('a path that no system takes is no work', () => {
    expect(follow('./'.repeat(100_000) + 'f', base)).toBe('/f');
    expect(follow('d/../'.repeat(100_000), layerOf(dir('d')))).toMatch(/^too-long/);
  });

  test('links lead through layers, and end at what was taken away', () => {
    expect(follow('lib/y', base, layerOf({ name: 'usr/lib/y' }))).toBe('/usr/lib/y');
    expect(follow('lib/x', base, layerOf({ name: 'usr/lib/.wh.x' }))).toBe('missing usr/lib/x');
    expect(follow('lib/x', base, layerOf(dir('lib'), { name: 'lib/x' }))).toBe('/lib/x');
  });

  test('what a layer has below a link is where the link leads', () => {
    const upper = layerOf({ name: 'lib/new' }, { name: 'lib/sub/deep' });
    expect(follow('usr/lib/new', base, upper)).toBe('/usr/lib/new');
    expect(follow('lib/new', base, upper)).toBe('/usr/lib/new');
    expect(follow('abs/lib/sub/deep', base, upper)).toBe('/usr/lib/sub/deep');
  });
});

describe('following a link', () => {
  const layer = layerOf(
    dir('usr/bin'),
    { name: 'usr/bin/tool' },
    link('usr/bin/up', '../bin/tool'),
    link('usr/bin/top', '/usr/bin/tool'),
    link('bin', 'usr/bin'),
    link('bin2', 'bin'),
    link('none', 'nowhere'),
  );
  test.each([
    ['usr/bin/up', '/usr/bin/tool'],
    ['usr/bin/top', '/usr/bin/tool'],
    ['bin2', '/usr/bin'],
    ['none', 'missing nowhere'],
  ])('%s', (path, expected) => expect(followLink(path, layer)).toBe(expected));

  test('a link below a link starts where its folder really is', () => {
    const upper = layerOf(link('lib/rel', '../../f'));
    expect(followLink('usr/lib/rel', base, upper)).toBe('/f');
  });
});
