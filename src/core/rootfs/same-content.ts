import { entryType } from '../layer/entry-fields.ts';
import { hasContentHash, haveSameContent } from './compare-entries.ts';
import type { FileTree } from './file-tree.ts';
import { entryAt } from './layer-stack.ts';

/** Some of many paths, by number, and how many there are. */
export interface SomePaths {
  readonly paths: readonly number[];
  readonly count: number;
}

/**
 * Other paths of the tree that show the content of this very entry: hard links to it, what it links to, and further links to
 * that. One pass over the hard links.
 * @param entry a number, see `LayerStack`
 */
export function hardLinksOf(tree: FileTree, entry: number, limit: number): SomePaths {
  const { linkedTo, pathOf } = tree.stack;
  const content = linkedTo.get(entry) ?? entry;
  const found = new Found(limit);
  const add = (other: number) => {
    const path = pathOf[other] ?? -1;
    if (other !== entry && path >= 0 && tree.shown[path] === other) found.add(path);
  };
  add(content);
  for (const [link, target] of linkedTo) if (target === content) add(link);
  return found;
}

/**
 * Other files of the tree with the same content, as far as a 128-bit hash can tell; hard links not among them. None for what
 * is empty, no file, or has no known hash. One pass over all entries, a few milliseconds for a million.
 * @param entry a number, see `LayerStack`
 */
export function sameContentAs(tree: FileTree, entry: number, limit: number): SomePaths {
  const { stack } = tree;
  const { entries, index } = entryAt(stack, entry);
  const found = new Found(limit);
  const size = entries.sizes[index] ?? 0;
  if (entryType(entries, index) !== 'file' || size === 0 || !hasContentHash(entries, index)) return found;
  stack.layers.forEach((others, layer) => {
    const start = stack.starts[layer] ?? 0;
    const { sizes, count } = others;
    for (let i = 0; i < count; i++) {
      if (sizes[i] !== size || start + i === entry) continue;
      const path = stack.pathOf[start + i] ?? -1;
      if (path >= 0 && tree.shown[path] === start + i && haveSameContent(entries, index, others, i)) found.add(path);
    }
  });
  return found;
}

class Found implements SomePaths {
  readonly paths: number[] = [];
  count = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(path: number): void {
    this.count += 1;
    if (this.paths.length < this.#limit) this.paths.push(path);
  }
}
