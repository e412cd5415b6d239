import type { ReadEntry } from './independent-layer.ts';

/** What stands at a path of the merged tree. */
export interface Standing {
  readonly layer: number;
  readonly entry: ReadEntry;
}

/** What a layer does to a path, in the app's words: see `CHANGE_STATES`. */
export type Mark = 'added' | 'changed' | 'metadata' | 'copy' | 'deleted' | 'opaque' | 'overruled';

export interface ModelStep {
  /** The tree as of this layer, by path. */
  readonly tree: ReadonlyMap<string, Standing>;
  /** Marks of the paths that this layer touched and that are there. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** Paths of the tree below that are there no more, with what stood there. */
  readonly gone: ReadonlyMap<string, { readonly by: 'deleted' | 'opaque'; readonly was: Standing }>;
  /** Each entry of the layer but the root: what it does, and the path it does it to. */
  readonly own: readonly string[];
}

/**
 * Layers put one upon the other as DIALECTS.md, section 12, says it: a map of whole paths, gone through for every mark. Slow,
 * and nothing of it is shared with the product.
 */
export function stackModel(layers: readonly (readonly ReadEntry[])[]): ModelStep[] {
  let tree = new Map<string, Standing>();
  return layers.map((entries, layer) => {
    const before = tree;
    const droppedBy = new Map<string, 'deleted' | 'opaque'>();
    tree = new Map(before);
    const drop = (isBelow: (path: string) => boolean, by: 'deleted' | 'opaque'): void => {
      for (const path of [...tree.keys()].filter(isBelow)) {
        tree.delete(path);
        if (!droppedBy.has(path)) droppedBy.set(path, by);
      }
    };
    for (const { path } of entries) {
      const { folder, last } = split(path);
      if (last === '.wh..wh..opq') drop((other) => other.startsWith(folder), 'opaque');
      else if (last.startsWith('.wh.')) {
        const target = `${folder}${last.slice(4)}`;
        drop((other) => other === target || other.startsWith(`${target}/`), 'deleted');
      }
    }
    for (const entry of entries) {
      const { path, type } = entry;
      if (path === '' || split(path).last.startsWith('.wh.')) continue;
      if (type !== 'dir' && (tree.get(path)?.entry.type ?? 'dir') === 'dir')
        drop((other) => other.startsWith(`${path}/`), 'deleted');
      tree.set(path, { layer, entry });
    }
    const gone = new Map([...before].map(([path, was]) => [path, { by: droppedBy.get(path) ?? 'deleted', was }]));
    // What is there again is not gone; nor is what something below makes a folder that no entry names.
    for (const path of tree.keys()) for (let at = path; at !== ''; at = split(at).folder.slice(0, -1)) gone.delete(at);
    const marks = new Map<string, Mark>();
    for (const [path, standing] of tree) {
      if (standing.layer === layer) marks.set(path, markOf(before.get(path)?.entry, standing.entry));
    }
    const own = entries.flatMap((entry) => {
      const { path } = entry;
      const { folder, last } = split(path);
      if (path === '') return [];
      if (last === '.wh..wh..opq') return [`opaque ${path}`];
      if (last.startsWith('.wh.')) return [`deleted ${folder}${last.slice(4)}`];
      return [`${tree.get(path)?.entry === entry ? (marks.get(path) ?? '') : 'overruled'} ${path}`];
    });
    return { tree, marks, gone, own };
  });
}

/** `folder` ends with a slash, and is empty for the root. */
function split(path: string): { folder: string; last: string } {
  const at = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, at), last: path.slice(at) };
}

function markOf(before: ReadEntry | undefined, after: ReadEntry): Mark {
  if (!before) return 'added';
  const substance = ({ type, size, sha256, target, device }: ReadEntry) => [type, size, sha256, target, device].join();
  const attributes = ({ mode, owner, mtime, xattrs }: ReadEntry) => [mode, owner, mtime, ...xattrs].join();
  if (substance(before) !== substance(after)) return 'changed';
  return attributes(before) === attributes(after) ? 'copy' : 'metadata';
}
