import { describe, expect, test } from 'vitest';
import { layerOf } from '../testing/layer-of.ts';
import { measureWaste } from './measure-waste.ts';
import { stackLayers } from './stack-layers.ts';
import { whatIf } from './what-if.ts';

const layers = [
  layerOf(
    { name: 'app/big', content: 'B'.repeat(1000) },
    { name: 'app/x', content: 'x'.repeat(10) },
    { name: 'tmp/', flag: '5' },
    { name: 'tmp/1', content: 'one' },
    { name: 'tmp/2', content: 'two' },
    { name: 'kept', content: 'K'.repeat(50) },
    { name: 'link', flag: '1', target: 'kept' },
  ),
  layerOf({ name: 'app/big', content: 'B'.repeat(1000), mode: 0o755 }, { name: 'app/x', content: 'y' }),
  layerOf({ name: '.wh.tmp' }, { name: '.wh.kept' }, { name: 'copy', content: 'B'.repeat(1000) }),
];

describe('waste', () => {
  const waste = measureWaste(stackLayers(layers));
  test('comes in classes, each file with what hid it', () => {
    const brief = (name: keyof typeof waste.classes) =>
      waste.classes[name].items.map(
        ({ path, bytes, layer, by }) => `${layer} ${path} ${bytes} by ${by.kind} ${by.layer} ${by.path}`,
      );
    expect(brief('metadata')).toEqual(['0 app/big 1000 by written 1 app/big']);
    expect(brief('overwritten')).toEqual(['0 app/x 10 by written 1 app/x']);
    expect(brief('deleted')).toEqual([
      '0 kept 50 by whiteout 2 kept',
      '0 tmp/1 3 by whiteout 2 tmp',
      '0 tmp/2 3 by whiteout 2 tmp',
    ]);
    expect(waste.wastedBytes).toBe(1066);
  });
  test('what a hard link still shows is marked', () => {
    expect(waste.classes.deleted.items.map(({ path, isLinked }) => [path, isLinked])).toEqual([
      ['kept', true],
      ['tmp/1', false],
      ['tmp/2', false],
    ]);
  });
  test('steps say which layer stored and which hid, and what cannot be given back', () => {
    expect(waste.classes.deleted.steps).toEqual([{ storedBy: 0, hiddenBy: 2, files: 3, bytes: 56, linkedBytes: 50 }]);
    expect(waste.classes.metadata.steps).toEqual([{ storedBy: 0, hiddenBy: 1, files: 1, bytes: 1000, linkedBytes: 0 }]);
    expect(Object.values(waste.classes).map(({ linkedBytes }) => linkedBytes)).toEqual([0, 0, 50]);
  });
  test('causes gather what one step hid', () => {
    expect(waste.classes.deleted.causes).toEqual([
      { kind: 'whiteout', layer: 2, index: 1, path: 'kept', files: 1, bytes: 50 },
      { kind: 'whiteout', layer: 2, index: 0, path: 'tmp', files: 2, bytes: 6 },
    ]);
    expect([waste.wastedByLayer, waste.causedByLayer]).toEqual([
      [1066, 0, 0],
      [0, 1010, 56],
    ]);
  });
  test('equal files of the final tree are apart from it', () => {
    expect(waste.duplicates).toMatchObject({ bytes: 1000, files: 1 });
    expect(waste.duplicates.groups[0]?.paths.map(({ path }) => path)).toEqual(['app/big', 'copy']);
  });
  test('lists stay short, sums do not', () => {
    const short = measureWaste(stackLayers(layers), { items: 1 });
    expect(short.classes.deleted).toMatchObject({ bytes: 56, files: 3, items: [{ path: 'kept' }] });
    expect(short.classes.deleted.causes.length).toBe(1);
  });
  test('a mark with content hides itself', () => {
    const { classes, wastedBytes } = measureWaste(stackLayers([layerOf({ name: 'd/.wh.x', content: 'note' })]));
    expect(wastedBytes).toBe(4);
    expect(classes.deleted).toMatchObject({ bytes: 4, items: [{ path: 'd/x', by: { kind: 'whiteout', layer: 0 } }] });
  });
  test('of nothing', () => expect(measureWaste(stackLayers([]))).toMatchObject({ storedBytes: 0, wastedBytes: 0 }));
});

describe('what if', () => {
  const stack = stackLayers(layers);
  test.each<[string, Parameters<typeof whatIf>[1], number]>([
    ['all layers were one, but for what a hard link shows', { merge: [0, 2] }, 1016],
    ['the first two were', { merge: [0, 1] }, 1010],
    ['the last two were', { merge: [1, 2] }, 0],
    ['one layer were itself', { merge: [1, 1] }, 0],
    ['a file had never been, in any layer', { drop: Buffer.from('app/big') }, 2000],
    ['a folder had never been', { drop: Buffer.from('/tmp/') }, 6],
    ['a file had never been that a link elsewhere shows', { drop: Buffer.from('kept') }, 0],
    ['an unknown path had never been', { drop: Buffer.from('nope') }, 0],
    ['nothing had ever been', { drop: Buffer.from('/') }, 3067],
  ])('%s', (_, question, saved) => {
    const all = 1000 + 10 + 3 + 3 + 50 + 1000 + 1 + 1000;
    expect(whatIf(stack, question)).toEqual({ savedBytes: saved, storedBytes: all - saved });
  });
});
