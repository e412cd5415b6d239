import { describe, expect, test } from 'vitest';
import { layerState, stepWords, treeGaps } from './layer-words.ts';
import type { LayerRow } from './shown-types.ts';

const rows = (...states: (LayerRow['state'] | 'cut')[]): LayerRow[] =>
  states.map((state, layer) => ({
    layer,
    state: state === 'cut' ? 'read' : state,
    isCut: state === 'cut',
  })) as LayerRow[];

describe('what is missing from a tree', () => {
  test('nothing is said where nothing is missing', () => {
    expect(treeGaps(rows('read', 'read'), false)).toBeNull();
  });

  test('each reason has its layers, counted from 1', () => {
    expect(treeGaps(rows('read', 'absent', 'cut', 'unread', 'unread'), false)).toBe(
      'Layers 4, 5 were not read. Layer 2 is not in this dump. Layer 3 is damaged and read up to the fault. The tree shows what is known so far.',
    );
    expect(treeGaps(rows('encrypted'), false)).toBe('Layer 1 is encrypted. So nothing is known of the files.');
    expect(treeGaps(rows('not-unpacked', 'read'), false)).toBe(
      'Layer 1 is packed with bzip2 or xz, which Tallyman does not unpack. The tree shows what is known so far.',
    );
    expect(treeGaps(rows('unread', 'read'), true)).toContain('Layer 1 is still being read.');
  });
});

test('a layer that cannot be shown whole says why, with a glyph', () => {
  const of = (state: LayerRow['state'] | 'cut') => rows(state).map((row) => layerState(row, false))[0];
  expect(of('read')).toBeNull();
  expect(of('cut')).toEqual({ glyph: 'broken', word: 'damaged' });
  expect(of('absent')).toEqual({ glyph: 'broken', word: 'not in the dump' });
  expect(of('not-unpacked')).toEqual({ glyph: 'note', word: 'not unpacked here' });
  expect(of('unread')).toEqual({ glyph: 'unchecked', word: 'not read' });
});

test('a step has plain words', () => {
  expect(stepWords('RUN apt-get update')).toBe('A command ran');
  expect(stepWords('COPY . /app')).toBe('Files copied in');
  expect(stepWords('bazel build ...')).toBe('A step of its builder');
  expect(stepWords(null)).toBe('A step without words');
});
