import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryName, entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { layerOf } from '../testing/layer-of.ts';
import type { TestEntry } from '../testing/write-tar.ts';
import { pathText, treeAt } from './file-tree.ts';
import { changeState, isMadeAnew, layerChanges } from './layer-changes.ts';
import { layerOf as layerIndexOf } from './layer-stack.ts';
import { measureWaste } from './measure-waste.ts';
import { pathHistory } from './path-history.ts';
import { pathPresence } from './path-presence.ts';
import { stackLayers } from './stack-layers.ts';
import { whatIf } from './what-if.ts';

const bytesOf = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0);

/** A path of the model: what it is, and which entry says so. */
interface Shown {
  readonly dir: boolean;
  readonly entry: string;
  readonly size: number;
}

/** Layers applied one by one to a map of paths, as the definition says it: the tree after each of them. */
function applyOneByOne(layers: readonly LayerEntries[]): Map<string, Shown>[] {
  let tree = new Map<string, Shown>();
  return layers.map((layer, k) => {
    tree = new Map(tree);
    const drop = (match: (path: string) => boolean) =>
      [...tree.keys()].filter(match).forEach((path) => tree.delete(path));
    const names = Array.from({ length: layer.count }, (_, i) =>
      Buffer.from(entryName(layer, i)).toString().replace(/\/$/, ''),
    );
    for (const name of names) {
      const folder = name.slice(0, name.lastIndexOf('/') + 1);
      const base = name.slice(folder.length);
      if (base === '.wh..wh..opq') drop((path) => path.startsWith(folder));
      else if (base.startsWith('.wh.')) drop((path) => `${path}/`.startsWith(`${folder}${base.slice(4)}/`));
    }
    names.forEach((path, i) => {
      if (path.slice(path.lastIndexOf('/') + 1).startsWith('.wh.')) return;
      const dir = entryType(layer, i) === 'dir';
      const isFolder = tree.get(path)?.dir ?? [...tree.keys()].some((other) => other.startsWith(`${path}/`));
      if (!dir && isFolder) drop((other) => other.startsWith(`${path}/`));
      tree.set(path, { dir, entry: `${k}/${i}`, size: layer.sizes[i] ?? 0 });
    });
    return tree;
  });
}

const part = fc.constantFrom('a', 'b', 'c');
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const entry = fc
  .record({
    name: path,
    kind: fc.constantFrom('file', 'file', 'file', 'dir', 'whiteout', 'opaque'),
    content: fc.constantFrom('', 'x', 'y', 'long one'),
    mode: fc.constantFrom(0o644, 0o755),
  })
  .map(({ name, kind, content, mode }): TestEntry => {
    if (kind === 'dir') return { name: `${name}/`, flag: '5', mode };
    if (kind === 'opaque') return { name: `${name}/.wh..wh..opq` };
    return kind === 'file' ? { name, content, mode } : { name: name.replace(/[^/]*$/, '.wh.$&') };
  });
const images = fc.array(
  fc.array(entry, { maxLength: 8 }).map((entries) => layerOf(...entries)),
  { maxLength: 5 },
);
/** Short by default; `STACK_RUNS=5000` for a long run. */
const runs = { seed: 11, numRuns: Number(process.env['STACK_RUNS'] ?? 600) };

describe('against layers applied one by one', () => {
  test('the tree as of each layer shows the same entries, sizes and counts', () => {
    fc.assert(
      fc.property(images, (layers) => {
        const stack = stackLayers(layers);
        expect(treeAt(stack, -1).count).toBe(0);
        applyOneByOne(layers).forEach((model, k) => {
          const tree = treeAt(stack, k);
          const shown = new Map<string, string>();
          const visit = (at: number): void => {
            for (const child of tree.childrenOf(at)) {
              const place = tree.entryOf(child);
              if (place) shown.set(pathText(stack.paths, child), `${place.layer}/${place.index}`);
              visit(child);
            }
          };
          visit(0);
          expect(shown).toEqual(new Map([...model].map(([name, { entry: id }]) => [name, id])));
          expect(tree.count).toBe(model.size);
          expect(tree.bytes).toBe([...model.values()].reduce((sum, { size }) => sum + size, 0));
        });
      }),
      runs,
    );
  });

  test('states, and what a layer hides, follow from the trees below and above it', () => {
    fc.assert(
      fc.property(images, (layers) => {
        const stack = stackLayers(layers);
        const trees = applyOneByOne(layers);
        layers.forEach((layer, k) => {
          const changes = layerChanges(stack, k);
          const below = trees[k - 1] ?? new Map<string, Shown>();
          const above = trees[k] ?? new Map<string, Shown>();
          const gone = [...below].filter(([name, { entry: id }]) => above.get(name)?.entry !== id);
          expect(changes.totalHiddenPaths).toBe(gone.length);
          expect(changes.totalHiddenBytes).toBe(gone.reduce((sum, [, { size }]) => sum + size, 0));
          expect(changes.hiddenPaths.reduce((sum, paths) => sum + paths, 0)).toBe(gone.length);
          for (let i = 0; i < layer.count; i++) {
            const name = Buffer.from(entryName(layer, i)).toString().replace(/\/$/, '');
            const state = changeState(changes, i);
            if (name.includes('.wh.')) expect(['deleted', 'opaque']).toContain(state);
            else if (above.get(name)?.entry !== `${k}/${i}`) expect(state).toBe('overruled');
            else expect(state === 'added').toBe(!below.has(name));
          }
          expect(changes.counts.reduce((sum, count) => sum + count, 0)).toBe(layer.count);
        });
      }),
      runs,
    );
  });

  test('the history of a path replays to what each tree shows', () => {
    fc.assert(
      fc.property(images, path, (layers, name) => {
        const events = pathHistory(stackLayers(layers), Buffer.from(name));
        applyOneByOne(layers).forEach((tree, k) => {
          const last = events.findLast((event) => event.layer <= k);
          const isShown = last && !['whiteout', 'opaque', 'folder-replaced'].includes(last.kind);
          expect(isShown ? `${last.layer}/${last.index}` : undefined).toBe(tree.get(name)?.entry);
        });
      }),
      runs,
    );
  });

  test('a path is in the trees that presence says, named or not', () => {
    fc.assert(
      fc.property(images, (layers) => {
        const stack = stackLayers(layers);
        const trees = layers.map((_, k) => treeAt(stack, k));
        for (let at = 0; at < stack.paths.count; at++)
          expect(pathPresence(stack, at)).toEqual(trees.map((tree) => tree.has(at)));
      }),
      runs,
    );
  });

  test('made anew is what its history says was taken away and added in one layer', () => {
    fc.assert(
      fc.property(images, (layers) => {
        const stack = stackLayers(layers);
        layers.forEach((layer, k) => {
          const changes = layerChanges(stack, k);
          for (let i = 0; i < layer.count; i++) {
            if (!['changed', 'metadata', 'copy'].includes(changeState(changes, i))) continue;
            // Of a path that comes twice in the layer, what its first entry came upon counts.
            const put = pathHistory(stack, entryName(layer, i)).find(
              (event) => event.layer === k && 'differences' in event,
            );
            expect(isMadeAnew(stack, changes, i)).toBe(put?.kind === 'added');
          }
        });
      }),
      runs,
    );
  });

  test('waste adds up to what is stored and not shown, by class, by layer, by cause, by item', () => {
    fc.assert(
      fc.property(images, (layers) => {
        const waste = measureWaste(stackLayers(layers));
        const stored = layers.reduce((sum, { sizes }) => sum + bytesOf(sizes), 0);
        const shown = [...(applyOneByOne(layers).at(-1)?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
        expect(waste).toMatchObject({ storedBytes: stored, rootfsBytes: shown, wastedBytes: stored - shown });
        const classes = Object.values(waste.classes);
        const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(sum(classes.map(({ bytes }) => bytes))).toBe(waste.wastedBytes);
        expect(sum(waste.wastedByLayer)).toBe(waste.wastedBytes);
        expect(sum(waste.causedByLayer)).toBe(waste.wastedBytes);
        for (const { items, causes, bytes, files } of classes) {
          expect(sum(items.map((item) => item.bytes))).toBe(bytes);
          expect(sum(causes.map((cause) => cause.bytes))).toBe(bytes);
          expect(items.length).toBe(files);
        }
      }),
      runs,
    );
  });

  test('merging layers keeps of them what the tree above them shows', () => {
    fc.assert(
      fc.property(images, fc.nat(4), fc.nat(4), (layers, a, b) => {
        if (layers.length === 0) return;
        const [first, last] = [Math.min(a, b) % layers.length, Math.max(a, b) % layers.length].sort((x, y) => x - y);
        const tree = applyOneByOne(layers)[last ?? 0] ?? new Map<string, Shown>();
        const isMerged = (k: number) => k >= (first ?? 0) && k <= (last ?? 0);
        let expected = 0;
        layers.forEach(({ sizes }, k) => {
          if (!isMerged(k)) expected += bytesOf(sizes);
        });
        for (const { entry: id, size } of tree.values()) if (isMerged(Number(id.split('/')[0]))) expected += size;
        const answer = whatIf(stackLayers(layers), { merge: [first ?? 0, last ?? 0] });
        expect(answer.storedBytes).toBe(expected);
        const all = layers.reduce((sum, { sizes }) => sum + bytesOf(sizes), 0);
        expect(answer.storedBytes + answer.savedBytes).toBe(all);
      }),
      runs,
    );
  });
});

test('an entry number belongs to its layer, empty layers passed over', () => {
  const stack = stackLayers([layerOf(), layerOf({ name: 'a' }, { name: 'b' }), layerOf(), layerOf({ name: 'c' })]);
  expect([0, 1, 2].map((number) => layerIndexOf(stack, number))).toEqual([1, 1, 3]);
});
