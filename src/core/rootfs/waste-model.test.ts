import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layerOf } from '../testing/layer-of.ts';
import type { TestEntry } from '../testing/write-tar.ts';
import { measureWaste, WASTE_CLASSES } from './measure-waste.ts';
import { stackLayers } from './stack-layers.ts';
import { whatIf } from './what-if.ts';

type Kind = 'file' | 'dir' | 'hardlink' | 'whiteout' | 'opaque';
interface ModelEntry {
  readonly path: string;
  readonly kind: Kind;
  readonly size: number;
  readonly target: string;
}

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const entry: fc.Arbitrary<ModelEntry> = fc.record({
  path,
  kind: fc.constantFrom<Kind>('file', 'file', 'file', 'file', 'dir', 'hardlink', 'whiteout', 'opaque'),
  size: fc.constantFrom(0, 1, 10, 200),
  target: path,
});
const images = fc.array(fc.array(entry, { maxLength: 7 }), { minLength: 1, maxLength: 5 });

const tarEntry = ({ path: name, kind, size, target }: ModelEntry): TestEntry => {
  if (kind === 'dir') return { name: `${name}/`, flag: '5' };
  if (kind === 'hardlink') return { name, flag: '1', target };
  if (kind === 'opaque') return { name: `${name}/.wh..wh..opq` };
  return kind === 'whiteout' ? { name: name.replace(/[^/]*$/, '.wh.$&') } : { name, content: 'x'.repeat(size) };
};

/** Content as a disk has it: born in one layer, shown at any number of paths. */
interface Inode {
  readonly layer: number;
  readonly size: number;
  readonly path: string;
  /** Paths of all entries that ever showed it. */
  readonly names: string[];
}
type Tree = Map<string, Inode | 'dir'>;

/** Layers put on each other the slow way, path by path; the tree after each of them, and all content there ever was. */
function model(layers: readonly (readonly ModelEntry[])[]): { trees: Tree[]; inodes: Inode[] } {
  const tree: Tree = new Map();
  const inodes: Inode[] = [];
  const hideBelow = (top: string): void => {
    for (const key of [...tree.keys()]) if (key.startsWith(`${top}/`)) tree.delete(key);
  };
  const trees = layers.map((entries, layer) => {
    for (const { path: at, kind } of entries) {
      if (kind === 'whiteout') tree.delete(at);
      if (kind === 'whiteout' || kind === 'opaque') hideBelow(at);
    }
    for (const { path: at, kind, size, target } of entries) {
      if (kind === 'dir') tree.set(at, 'dir');
      if (kind !== 'file' && kind !== 'hardlink') continue;
      const linked = kind === 'hardlink' ? tree.get(target) : undefined;
      let inode: Inode = { layer, size: kind === 'file' ? size : 0, path: at, names: [] };
      if (linked !== undefined && linked !== 'dir') inode = linked;
      else inodes.push(inode);
      inode.names.push(at);
      const before = tree.get(at);
      if (before === undefined || before === 'dir') hideBelow(at);
      tree.set(at, inode);
    }
    return new Map(tree);
  });
  return { trees, inodes };
}

const sizeOf = (inodes: Iterable<Inode>): number => [...new Set(inodes)].reduce((sum, { size }) => sum + size, 0);
const shownIn = (tree: Tree | undefined): Inode[] => [...(tree?.values() ?? [])].filter((found) => found !== 'dir');
const check = (property: (layers: ModelEntry[][]) => void): void => {
  fc.assert(fc.property(images, property), { seed: 7, numRuns: 200 });
};

test(
  'the classes add up to what is stored and not shown, and what links show is told apart',
  { timeout: 60_000 },
  () => {
    check((layers) => {
      const { trees, inodes } = model(layers);
      const waste = measureWaste(stackLayers(layers.map((entries) => layerOf(...entries.map(tarEntry)))));
      const sum = (field: 'bytes' | 'linkedBytes'): number =>
        WASTE_CLASSES.reduce((total, name) => total + waste.classes[name][field], 0);
      expect(waste.storedBytes).toBe(sizeOf(inodes));
      expect(sum('bytes')).toBe(waste.wastedBytes);
      expect(waste.rootfsBytes + waste.wastedBytes).toBe(waste.storedBytes);
      expect(waste.rootfsBytes + sum('linkedBytes')).toBe(sizeOf(shownIn(trees.at(-1))));
      for (const name of WASTE_CLASSES) {
        const { bytes, linkedBytes, files, items, causes, steps } = waste.classes[name];
        for (const parts of [items, causes, steps])
          expect(parts.reduce((all, part) => all + part.bytes, 0)).toBe(bytes);
        expect(steps.reduce((all, step) => all + step.linkedBytes, 0)).toBe(linkedBytes);
        expect(items).toHaveLength(files);
      }
      for (const byLayer of [waste.wastedByLayer, waste.causedByLayer])
        expect(byLayer.reduce((all, bytes) => all + bytes, 0)).toBe(waste.wastedBytes);
    });
  },
);

test('layers as one store what is born in them and shows at their end', { timeout: 60_000 }, () => {
  check((layers) => {
    const { trees, inodes } = model(layers);
    const stack = stackLayers(layers.map((entries) => layerOf(...entries.map(tarEntry))));
    for (let first = 0; first < layers.length; first++) {
      for (let last = first; last < layers.length; last++) {
        const isMerged = ({ layer }: Inode): boolean => layer >= first && layer <= last;
        const kept = sizeOf(shownIn(trees[last]).filter(isMerged));
        const storedBytes = sizeOf(inodes.filter((inode) => !isMerged(inode))) + kept;
        const savedBytes = sizeOf(inodes) - storedBytes;
        expect(whatIf(stack, { merge: [first, last] }), `${first} to ${last}`).toEqual({ savedBytes, storedBytes });
      }
    }
  });
});

test('without a path all is stored that another name needs', { timeout: 60_000 }, () => {
  check((layers) => {
    const { inodes } = model(layers);
    const stack = stackLayers(layers.map((entries) => layerOf(...entries.map(tarEntry))));
    for (const top of ['a', 'b', 'a/b', 'c/a']) {
      const isDropped = (name: string): boolean => name === top || name.startsWith(`${top}/`);
      const storedBytes = sizeOf(inodes.filter(({ names }) => !names.every(isDropped)));
      expect(whatIf(stack, { drop: Buffer.from(top) }), top).toEqual({
        storedBytes,
        savedBytes: sizeOf(inodes) - storedBytes,
      });
    }
  });
});
