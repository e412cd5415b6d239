import { expect, test } from 'vitest';
import { isOutsideTrees, pathRemark } from './path-remark.ts';
import { pathStep as step } from '../testing/path-step.ts';
import type { PathStep, TreeRow } from './shown-types.ts';

const row = (name: string, more: Partial<TreeRow> = {}): TreeRow =>
  ({ name, mark: null, hidesNothing: false, entry: { layer: 1, index: 0 }, ...more }) as TreeRow;
const remark = (at: TreeRow | null, steps: PathStep[], isThere: boolean[]) => pathRemark(at, { steps, isThere });

test('nothing is said of a path that is not there', () => {
  expect(remark(null, [], [false, false])).toBeNull();
});

test('only a folder without an entry is there for what lies below it', () => {
  expect(remark(row('d', { entry: null }), [], [false, true])).toMatch(/^No entry names it: it is there/);
  // In the tree of a layer that does not touch it, it has no row.
  expect(remark(null, [], [false, true])).toMatch(/^No entry names it: it is there/);
  expect(remark(row('d', { entry: null, mark: 'deleted' }), [], [true, false])).toMatch(/^No entry named it/);
  expect(remark(row('q', { entry: null }), [], [false, false])).toBe('Only marks lie below it: no container sees it.');
  expect(remark(row('f'), [step('added', 0)], [true, true])).toBeNull();
});

test('what was deleted is stored still, unless the path is there again for what lies below it', () => {
  const steps = [step('added', 0), step('whiteout', 1)];
  expect(remark(null, steps, [true, false])).toBe('No container sees it. What it held is still stored in layer 1.');
  expect(remark(row('d', { entry: null }), steps, [true, true])).toMatch(/^No entry names it any more/);
});

test('a mark that hides nothing says so', () => {
  const mark = row('nothing', { mark: 'deleted', hidesNothing: true });
  expect(remark(mark, [], [false, false])).toBe('A mark that deletes nothing: no layer below has this path.');
  expect(remark(mark, [step('added', 0), step('whiteout', 1)], [true, false])).toMatch(/another entry/);
  expect(remark(row('.wh..wh..opq', { mark: 'opaque', hidesNothing: true }), [], [false])).toMatch(/hides nothing/);
  expect(remark(row('.wh..wh..opq', { mark: 'opaque' }), [], [false])).toMatch(/is hidden/);
  expect(remark(row('q/.wh..', { mark: 'ignored' }), [], [false])).toMatch(/^An entry that does nothing/);
  // A file that an opaque mark hid, in the tree of all layers.
  expect(isOutsideTrees(row('a', { mark: 'opaque' }))).toBe(false);
});
