import { ENTRY_TYPES } from '../../core/layer/layer-entries.ts';
import { bytesBoxes, type BytesBox } from '../../core/rootfs/bytes-boxes.ts';
import type { FileTree } from '../../core/rootfs/file-tree.ts';
import { entryAt } from '../../core/rootfs/layer-stack.ts';
import type { PathTable } from '../../core/rootfs/path-table.ts';
import { EXTENSIONS_TOLD_APART, extensionOf, sumExtensions } from '../../core/rootfs/sum-extensions.ts';
import { sumLayers } from '../../core/rootfs/sum-layers.ts';
import { sumPaths, type PathSums } from '../../core/rootfs/sum-paths.ts';
import type { BytesNode, BytesTreeQuery } from './bytes-api.ts';
import { findShownPath, shownName, shownPath } from './bytes-shown-path.ts';

/** Layers or endings that get a box of their own. */
const GROUPS_SHOWN = 200;
const FILE = ENTRY_TYPES.indexOf('file');

/** Sums of the part looked at last: going from folder to folder does not make them anew. */
const lastSums = new WeakMap<FileTree, { readonly key: string; readonly sums: PathSums }>();

/** Boxes of the final tree, as the query wants them; null when there is no such path. */
export function bytesOfTree(tree: FileTree, { by, within, path }: Omit<BytesTreeQuery, 'image'>): BytesNode | null {
  if (by === 'layer' && within === null) return group(tree, layerNodes(tree));
  if (by === 'extension' && within === null) return group(tree, extensionNodes(tree));
  const top = findShownPath(tree.stack.paths, path);
  const sums = by === 'folder' || within === null ? tree : partOf(tree, by, within);
  if (top === undefined || (top !== 0 && (sums.pathsIn[top] ?? 0) === 0)) return null;
  return nodeOf(bytesBoxes(sums, top), tree.stack.paths, shownPath(tree.stack.paths, top));
}

function partOf(tree: FileTree, by: 'layer' | 'extension', within: string): PathSums {
  const key = `${by} ${within}`;
  const last = lastSums.get(tree);
  if (last?.key === key) return last.sums;
  const sums = sumPaths(tree, by === 'layer' ? isOfLayer(tree, Number(within)) : hasExtension(tree, within));
  lastSums.set(tree, { key, sums });
  return sums;
}

function isOfLayer({ stack }: FileTree, layer: number): (path: number, entry: number) => boolean {
  const start = stack.starts[layer] ?? Infinity;
  const end = stack.starts[layer + 1] ?? Infinity;
  return (_, entry) => entry >= start && entry < end;
}

function hasExtension(tree: FileTree, extension: string): (path: number, entry: number) => boolean {
  const { stack } = tree;
  const isFile = (entry: number): boolean => {
    const { entries, index } = entryAt(stack, entry);
    return entries.types[index] === FILE;
  };
  const found = (path: number): string => extensionOf(stack.paths.lastPart(path));
  if (extension !== '') return (path, entry) => found(path) === extension && isFile(entry);
  // Endings beyond those told apart are counted with the names that have none.
  const all = sumExtensions(tree);
  const known = new Set(all.length < EXTENSIONS_TOLD_APART ? [] : all.map((sum) => sum.extension));
  const isNone = (name: string): boolean => name === '' || (known.size > 0 && !known.has(name));
  return (path, entry) => isNone(found(path)) && isFile(entry);
}

type GroupNode = Pick<BytesNode, 'kind' | 'name' | 'within' | 'bytes' | 'paths' | 'layer'>;

function layerNodes(tree: FileTree): GroupNode[] {
  const nodes = sumLayers(tree).map(({ shownBytes, shownFiles }, layer): GroupNode => {
    const name = String(layer + 1);
    return { kind: 'layer', name, within: String(layer), bytes: shownBytes, paths: shownFiles, layer };
  });
  return nodes.sort((a, b) => b.bytes - a.bytes);
}

const extensionNodes = (tree: FileTree): GroupNode[] =>
  sumExtensions(tree).map(({ extension, bytes, files, layer }) => {
    return { kind: 'extension', name: extension, within: extension, bytes, paths: files, layer };
  });

/** The root with its groups, the largest first. */
function group(tree: FileTree, groups: readonly GroupNode[]): BytesNode {
  const plain = { path: null, more: 0, children: [] };
  const large = groups.filter(({ bytes }) => bytes > 0).slice(0, GROUPS_SHOWN);
  const rest = groups.filter((node) => !large.includes(node));
  const children = large.map((node): BytesNode => ({ ...plain, ...node }));
  if (rest.length > 0) {
    const sum = (of: (node: GroupNode) => number): number => rest.reduce((total, node) => total + of(node), 0);
    const [bytes, paths] = [sum((node) => node.bytes), sum((node) => node.paths)];
    children.push({ ...plain, kind: 'rest', name: '', within: null, bytes, paths, layer: null, more: rest.length });
  }
  const { bytes, count: paths } = tree;
  return { ...plain, kind: 'folder', name: '', path: '', within: null, bytes, paths, layer: null, children };
}

function nodeOf(box: BytesBox, paths: PathTable, path: string): BytesNode {
  const { bytes, paths: count, layer, more } = box;
  const children = box.children.map((child) => {
    const name = child.path === null ? '' : shownName(paths, child.path);
    return nodeOf(child, paths, path === '' ? name : `${path}/${name}`);
  });
  const plain = { within: null, bytes, paths: count, layer, more, children };
  if (box.path === null) return { ...plain, kind: 'rest', name: '', path: null };
  const isFolder = box.hasChildren || box.path === 0;
  return { ...plain, kind: isFolder ? 'folder' : 'file', name: shownName(paths, box.path), path };
}
