import { describe, expect, test } from 'vitest';
import { decodeName } from '../bytes/byte-names.ts';
import { entryName } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { layerOf } from '../testing/layer-of.ts';
import { paxHeader } from '../testing/write-tar.ts';
import { differenceNames } from './compare-entries.ts';
import { changeState, layerChanges } from './layer-changes.ts';
import { pathHistory } from './path-history.ts';
import { stackLayers } from './stack-layers.ts';

/** `NAME: STATE differences`, one for each entry of the topmost layer. */
function changesOf(...layers: LayerEntries[]): string[] {
  const changes = layerChanges(stackLayers(layers), layers.length - 1);
  return Array.from({ length: changes.entries.count }, (_, i) => {
    const hides = changes.hiddenPaths[i] ? ` hides ${changes.hiddenPaths[i]}/${changes.hiddenBytes[i]}` : '';
    const text = [changeState(changes, i), ...differenceNames(changes.differences[i] ?? 0)].join(' ');
    return `${decodeName(entryName(changes.entries, i))}: ${text}${hides}`;
  });
}

const base = layerOf(
  { name: 'd/', flag: '5', mode: 0o755 },
  { name: 'd/a', content: 'aaa' },
  { name: 'd/b', content: 'bbbb' },
  { name: 'd/e/f', content: 'ff' },
  { name: 'l', flag: '2', target: 'd' },
  { name: 'cap', content: 'cap' },
);

describe('each entry against the tree below', () => {
  test('says in what it differs, and a chmod is no change of content', () => {
    expect(
      changesOf(
        base,
        layerOf(
          { name: './d/', flag: '5', mode: 0o755 },
          { name: 'd/a', content: 'aaa', mode: 0o755 },
          { name: 'd/b', content: 'cccc', uid: 5, mtime: 9 },
          { name: 'l', flag: '2', target: 'e' },
          { name: 'new' },
          paxHeader({ 'SCHILY.xattr.security.capability': 'x' }),
          { name: 'cap', content: 'cap' },
        ),
      ),
    ).toEqual([
      './d/: copy hides 1/0',
      'd/a: metadata mode hides 1/3',
      'd/b: changed content owner mtime hides 1/4',
      'l: changed target hides 1/0',
      'new: added',
      'cap: metadata xattrs hides 1/3',
    ]);
  });
  test('marks count what they hide, each path once', () => {
    expect(changesOf(base, layerOf({ name: 'd/.wh.a' }, { name: '.wh.d' }))).toEqual([
      'd/.wh.a: deleted hides 1/3',
      '.wh.d: deleted hides 3/6',
    ]);
    expect(changesOf(base, layerOf({ name: 'd/.wh..wh..opq' }, { name: 'd/a', content: 'aaa' }))).toEqual([
      'd/.wh..wh..opq: opaque hides 3/9',
      'd/a: copy',
    ]);
  });
  test('a whiteout after its sibling hides what was below, not the sibling', () => {
    const layers = [base, layerOf({ name: 'cap', content: 'new' }, { name: '.wh.cap' })];
    expect(changesOf(...layers)).toEqual(['cap: changed content', '.wh.cap: deleted hides 1/3']);
  });
  test('a file in the place of a folder hides all below it', () => {
    expect(changesOf(base, layerOf({ name: 'd', content: 'x' }))).toEqual(['d: changed type mode hides 4/9']);
  });
  test('of a path that comes twice the last counts; names that do nothing are said to', () => {
    expect(
      changesOf(base, layerOf({ name: 'a' }, { name: './a' }, { name: '.wh.' }, { name: '.wh..wh.aufs' })),
    ).toEqual(['a: overruled', './a: added', '.wh.: ignored', '.wh..wh.aufs: ignored']);
  });
  test('without hashes nothing is called the same', () => {
    const strip = (entries: LayerEntries): LayerEntries => ({
      ...entries,
      contentHashes: new Uint8Array(entries.contentHashes.length),
      hasContentHashes: false,
    });
    const top = layerOf({ name: 'd/a', content: 'aaa', mode: 0o600 });
    expect(changesOf(strip(base), strip(top))).toEqual(['d/a: changed content-unknown mode hides 1/3']);
  });
});

describe('the history of a path', () => {
  const layers = [
    base,
    layerOf({ name: 'd/a', content: 'aaa', mode: 0o755 }),
    layerOf({ name: '.wh.d' }),
    layerOf({ name: 'd/a', content: 'again' }),
    layerOf({ name: 'd', flag: '2', target: '/x' }),
  ];
  test('tells every step with what made it', () => {
    const events = pathHistory(stackLayers(layers), Buffer.from('/d/./a'));
    expect(events).toEqual([
      { kind: 'added', layer: 0, index: 1, size: 3, differences: [] },
      { kind: 'metadata', layer: 1, index: 0, size: 3, differences: ['mode'] },
      { kind: 'whiteout', layer: 2, index: 0, size: 3 },
      { kind: 'added', layer: 3, index: 0, size: 5, differences: [] },
      { kind: 'folder-replaced', layer: 4, index: 0, size: 5 },
    ]);
  });
  test('tells of a folder that its layer empties, be the mark before it or behind', () => {
    const mark = { name: 'd/.wh..wh..opq' };
    const folder = { name: 'd', flag: '5' };
    for (const top of [layerOf(folder, mark), layerOf(mark, folder)]) {
      const events = pathHistory(stackLayers([layerOf(folder, { name: 'd/a' }), top]), Buffer.from('d'));
      expect(events).toMatchObject([{ kind: 'added' }, { kind: 'copy', layer: 1, isEmptied: true }]);
      expect(events[0]).not.toHaveProperty('isEmptied');
    }
  });
  test('of an unknown path is empty', () => expect(pathHistory(stackLayers(layers), Buffer.from('nope'))).toEqual([]));
});
