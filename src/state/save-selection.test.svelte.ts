import { expect, test } from 'vitest';
import { SaveSelection } from './save-selection.svelte.ts';

test('paths are put together once each, and forgotten with the image they are of', () => {
  const selection = new SaveSelection();
  const dump = {};
  selection.show(dump, 0);
  for (const path of ['etc', 'bin/hello', 'etc']) selection.add(path);
  selection.show(dump, 0);
  expect(selection.paths).toEqual(['etc', 'bin/hello']);
  selection.remove('etc');
  expect(selection.paths).toEqual(['bin/hello']);
  selection.show(dump, 1);
  expect(selection.paths).toEqual([]);
  selection.add('a');
  selection.show({}, 1);
  expect(selection.paths).toEqual([]);
});
