import { expect, test } from 'vitest';
import { groupHits } from './group-hits.ts';
import { gapSentences } from './gap-words.ts';
import { safeName, saveChoices } from './save-choices.ts';

test('names that every system takes', () => {
  expect(safeName('registry.example.com:5000/team/kitchen:1.2')).toBe('registry.example.com-5000-team-kitchen-1.2');
  expect(safeName('../..')).toBe('');
  expect(safeName('a\u202eb\n')).toBe('a-b');
  expect(safeName('con.txt')).toBe('_con.txt');
  expect(safeName('größe')).toBe('größe');
});

const row = {
  path: 'etc',
  name: 'etc',
  type: 'dir',
  mark: null,
  hasChildren: true,
  pathsBelow: 3,
  bytes: 9,
  entry: { layer: 0, index: 1 },
} as Parameters<typeof saveChoices>[2];

test('what can be saved depends on what is selected and on the browser', () => {
  const keys = (selected: typeof row, canPickFolder = true, selection: string[] = []) =>
    saveChoices('app:1', 2, selected, selection, { canPickFolder }).map(({ key }) => key);
  expect(keys(null, false, ['etc'])).toEqual(['selection-tar', 'layer', 'merged']);
  expect(keys(null, true, ['etc'])).toEqual(['selection-tar', 'selection-plain', 'layer', 'merged', 'plain']);
  expect(keys(null)).toEqual(['layer', 'merged', 'plain']);
  expect(keys(null, false)).toEqual(['layer', 'merged']);
  expect(keys(row)).toEqual(['folder-tar', 'folder-plain', 'layer', 'merged', 'plain']);
  expect(keys(row && { ...row, type: 'file', hasChildren: false })).toEqual(['file', 'layer', 'merged', 'plain']);
  expect(keys(row && { ...row, mark: 'deleted' })).toEqual(['layer', 'merged', 'plain']);
  expect(saveChoices('app:1', 2, row, [], { canPickFolder: true })[0]).toMatchObject({
    name: 'app-1-etc.tar',
    what: { kind: 'merged', layer: 2, paths: ['etc'] },
  });
});

test('hits of one file stand together', () => {
  const hit = (layer: number, index: number) =>
    ({ layer, index, path: 'x', isHidden: false }) as Parameters<typeof groupHits>[0][number];
  expect(groupHits([hit(0, 1), hit(0, 1), hit(1, 1)]).map(({ key, hits }) => [key, hits.length])).toEqual([
    ['0/1', 2],
    ['1/1', 1],
  ]);
});

test('gaps are told by their reason', () => {
  expect(
    gapSentences([
      { layer: 0, state: 'absent' },
      { layer: 1, state: 'damaged' },
      { layer: 3, state: 'absent' },
    ]),
  ).toEqual(['Layers 1 and 4 are not in this dump.', 'Layer 2 is damaged: only what comes before the fault counts.']);
});
