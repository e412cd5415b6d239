import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { layerOf } from '../testing/layer-of.ts';
import { pathText, treeAt } from './file-tree.ts';
import { layerChanges } from './layer-changes.ts';
import { stackLayers } from './stack-layers.ts';

/** `d/` a folder, `a>b` a symbolic link, `a@b` a hard link, anything else a file that holds its number. */
const layers = (...written: string[][]): LayerEntries[] =>
  written.map((names, layer) =>
    layerOf(
      ...names.map((text, i) => {
        const [, name = '', sign, target = ''] = /^([^>@]*)(?:([>@])(.*))?$/.exec(text) ?? [];
        if (sign) return { name, flag: sign === '>' ? '2' : '1', target };
        return name.endsWith('/') ? { name, flag: '5' } : { name, content: `${layer}.${i}` };
      }),
    ),
  );
const stack = (...written: string[][]) => stackLayers(layers(...written), { followsLinks: true });
/** Each path of the merged tree with the layer that it comes from. */
function tree(...written: string[][]): string[] {
  const merged = treeAt(stack(...written));
  return [...merged.shown.keys()]
    .filter((path) => (merged.shown[path] ?? -1) >= 0)
    .map((path) => `${pathText(merged.stack.paths, path)} ${merged.entryOf(path)?.layer ?? ''}`)
    .sort();
}
const base = ['usr/', 'usr/lib/', 'usr/lib/x', 'lib>usr/lib'];

describe('what a layer has below a link', () => {
  test('is put where the link leads, over what is there', () => {
    expect(tree(base, ['lib/x', 'lib/new', 'lib/sub/deep'])).toEqual(
      ['lib 0', 'usr 0', 'usr/lib 0', 'usr/lib/new 1', 'usr/lib/sub/deep 1', 'usr/lib/x 1'].sort(),
    );
    const { states } = layerChanges(stack(base, ['lib/x', 'lib/new']), 1);
    expect([...states]).toEqual([1, 0]); // changed, added
  });
  test('also in the layer of the link, from the entry of the link on', () => {
    expect(tree([...base, 'lib/y'])).toContain('usr/lib/y 0');
    // The folder that was there first makes way for the link.
    expect(tree(['lib/y', 'lib>usr/lib'])).toEqual(['lib 0']);
  });
  test('links to links, absolute ones, and .. are followed; folders that are not there are made', () => {
    expect(tree(['a>/b', 'b>c/../d', 'a/f'])).toContain('d/f 0');
    expect(tree(['up>../../../../etc', 'up/f'])).toContain('etc/f 0');
    expect(tree(['d/', 'd/e>../g', 'd/e/f'])).toContain('g/f 0');
  });
  test('marks go through links too', () => {
    expect(tree(base, ['lib/.wh.x'])).toEqual(['lib 0', 'usr 0', 'usr/lib 0']);
    expect(tree(base, ['lib/.wh..wh..opq', 'lib/y'])).toEqual(['lib 0', 'usr 0', 'usr/lib 0', 'usr/lib/y 1']);
    expect(tree(base, ['.wh.lib'])).toEqual(['usr 0', 'usr/lib 0', 'usr/lib/x 0']);
  });
  test('a folder in the place of the link ends it; so does a link that leads elsewhere', () => {
    expect(tree(base, ['lib/', 'lib/x'])).toEqual(['lib 1', 'lib/x 1', 'usr 0', 'usr/lib 0', 'usr/lib/x 0']);
    expect(tree(base, ['lib>opt', 'lib/x'])).toEqual(['lib 1', 'opt/x 1', 'usr 0', 'usr/lib 0', 'usr/lib/x 0']);
  });
  test('a hard link to a link leads where the link does', () => {
    expect(tree(['d/', 'link>d', 'other@link', 'other/f'])).toEqual(['d 0', 'd/f 0', 'link 0', 'other 0']);
    expect(tree(['d/', 'link>d', 'a@link', 'b@a'], ['.wh.link', 'b/f'])).toEqual(['a 0', 'b 0', 'd 0', 'd/f 1']);
    expect(tree(['d/', 'd/f', 'link>d', 'other@link'], ['other/.wh.f'])).toEqual(['d 0', 'link 0', 'other 0']);
    expect(tree(['file', 'other@file', 'other/f'])).toEqual(['file 0', 'other 0', 'other/f 0']);
  });
  test('hard links name their file through links', () => {
    const { linkedTo } = stack([...base, 'hard@lib/x']);
    expect([...linkedTo]).toEqual([[4, 2]]);
    expect([...stack([...base, 'hard@lib/none', 'hard2@none/x']).linkedTo]).toEqual([]);
  });
  test('circles leave the path as it is written', () => {
    expect(tree(['a>b', 'b>a', 'a/f', 'self>self', 'self/g'])).toEqual(['a 0', 'a/f 0', 'b 0', 'self 0', 'self/g 0']);
  });
  test('without a link above it nothing is another path than the tar says', () => {
    const written = layers(base, ['usr/lib/x', 'usr/.wh.lib']);
    expect(stackLayers(written, { followsLinks: true }).pathOf).toEqual(stackLayers(written).pathOf);
  });
  test('a hostile tar of links through links is no endless work', { timeout: 60_000 }, () => {
    const far = '/x'.repeat(45);
    const chain = Array.from({ length: 30 }, (_, i) => `l${i + 1}>l${i}${far}`);
    const end = `l0${far.repeat(30)}`;
    // Each new link may lead elsewhere, so that nothing can be remembered.
    const entries = Array.from({ length: 2000 }, (_, i) => [`l30/${i}`, `n${i}>x`]).flat();
    const few = tree([...chain, ...entries.slice(0, 2)]);
    expect(few).toContain(`${end}/0 0`);
    const many = tree([...chain, ...entries]);
    expect(many).toContain(`${end}/0 0`);
    expect(many).toContain('l30/1999 0');
  });
});

describe('against a slow model that walks a map of objects', () => {
  interface Folder {
    readonly kind: 'dir';
    readonly children: Map<string, Child>;
    readonly layer: number;
  }
  type Child = Folder | { readonly kind: 'file' | 'link'; readonly target: string; readonly layer: number };
  const folder = (layer: number): Folder => ({ kind: 'dir', children: new Map(), layer });

  /** The folders down to where a path leads, made where they are missing; null where they cannot be. */
  function open(root: Folder, parts: readonly string[], makes: boolean, hops = 0): Folder[] | null {
    const way = [root];
    for (const [i, part] of parts.entries()) {
      if (part === '..') {
        if (way.length > 1) way.pop();
        continue;
      }
      const { children } = way.at(-1) ?? root;
      const child = children.get(part) ?? (makes ? folder(-1) : null);
      if (!child || child.kind === 'file') return null;
      children.set(part, child);
      if (child.kind === 'dir') way.push(child);
      else {
        if (hops > 40) return null;
        const prefix = child.target.startsWith('/') ? [] : parts.slice(0, i);
        const target = child.target.split('/').filter((one) => one !== '');
        return open(root, [...prefix, ...target, ...parts.slice(i + 1)], makes, hops + 1);
      }
    }
    return way;
  }
  function model(written: string[][]): string[] {
    const root = folder(-1);
    written.forEach((names, layer) => {
      for (const name of names) {
        const parts = name.split('/');
        const last = parts.pop() ?? '';
        if (!last.startsWith('.wh.')) continue;
        open(root, parts, false)?.at(-1)?.children.delete(last.slice(4));
      }
      for (const text of names) {
        const [name = '', target] = text.replace(/\/$/, '').split('>');
        const parts = name.split('/');
        const last = parts.pop() ?? '';
        if (last.startsWith('.wh.')) continue;
        const way = open(root, parts, true);
        if (!way) throw new Error('not for this model');
        const { children } = way.at(-1) ?? root;
        if (!text.endsWith('/'))
          children.set(last, { kind: target === undefined ? 'file' : 'link', target: target ?? '', layer });
        else {
          const there = children.get(last);
          children.set(last, there?.kind === 'dir' ? { ...there, layer } : folder(layer));
        }
      }
    });
    const lines: string[] = [];
    const list = (at: Folder, path: string): void => {
      for (const [name, child] of at.children) {
        if (child.layer >= 0) lines.push(`${path}${name} ${child.layer}`);
        if (child.kind === 'dir') list(child, `${path}${name}/`);
      }
    };
    list(root, '');
    return lines.sort();
  }

  test('they agree wherever engines would go on', { timeout: 60_000 }, () => {
    const part = fc.constantFrom('a', 'b', 'c');
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const target = fc.tuple(fc.constantFrom('', '/', '../'), path).map((parts) => parts.join(''));
    const entry = fc.oneof(
      path,
      path.map((name) => `${name}/`),
      fc.tuple(path, target).map(([name, to]) => `${name}>${to}`),
      path.map((name) => name.replace(/[^/]*$/, '.wh.$&')),
    );
    let agreed = 0;
    fc.assert(
      fc.property(fc.array(fc.array(entry, { maxLength: 6 }), { maxLength: 4 }), (written) => {
        let expected: string[];
        try {
          expected = model(written);
        } catch {
          return; // no engine would take it either
        }
        agreed += 1;
        expect(tree(...written)).toEqual(expected);
      }),
      { seed: 5, numRuns: 1500 },
    );
    expect(agreed).toBeGreaterThan(500);
  });
});
