import { entryType } from '../../layer/entry-fields.ts';
import { ENTRY_TYPES } from '../../layer/layer-entries.ts';
import type { EntryType, LayerEntries } from '../../layer/layer-entries.ts';
import { entryAt } from '../layer-stack.ts';
import { ROOT } from '../path-table.ts';
import { TooCostly } from '../../search/lazy-dfa.ts';
import type { LazyDfa } from '../../search/lazy-dfa.ts';
import { END } from '../../search/symbols.ts';
import { NamePattern } from './name-pattern.ts';
import type { NodeFilter } from './node-filter.ts';
import { ownerTest } from './owner-test.ts';
import { asksForFolders, invalidPattern, pathPattern } from './path-pattern.ts';
import { markCode } from './tree-nodes.ts';
import type { TreeNodes } from './tree-nodes.ts';

/** Codes of `NodeMatches.states`. */
export const ON_THE_WAY = 1;
export const MATCH = 2;
const FOUND_ABOVE = -1;
/** Bytes of names that can be searched as one buffer, see `NamePattern`. */
const LARGEST_BUFFER = 2 ** 31 - 1;

export interface NodeMatches {
  /** By node: 0 left out, ON_THE_WAY for a folder with a match below it, MATCH. */
  readonly states: Uint8Array<ArrayBuffer>;
  /** By folder: rows below it when all are open. */
  readonly rowsBelow: Uint32Array<ArrayBuffer>;
  readonly matched: number;
  /** Rows looked at: all of the tree. */
  readonly searched: number;
}

/**
 * Which nodes a filter finds. One look at each byte of each name at most, and a few at each entry.
 * @param before matches in the same nodes that nobody needs any more: what they lie in is used again, since new memory for as
 *   much takes a tenth of the time; they are lost, also when this throws
 * @throws DumpError `pattern-invalid`
 */
export function matchNodes(nodes: TreeNodes, filter: NodeFilter, before?: NodeMatches): NodeMatches {
  const states = before?.states.fill(0) ?? new Uint8Array(nodes.count);
  const rowsBelow = before?.rowsBelow.fill(0) ?? new Uint32Array(nodes.count);
  if (filter.text === '') matchAll(nodes, states);
  else matchText(nodes, filter.text, states);
  keepEntries(nodes, filter, states);
  return { states, rowsBelow, matched: addUp(nodes, states, rowsBelow), searched: nodes.rowsIn[ROOT] ?? 0 };
}

/** Marks the folders on the way to matches, and counts: from the end, as a folder has a lower number than what is in it. */
function addUp({ parents, count }: TreeNodes, states: Uint8Array, rowsBelow: Uint32Array): number {
  // Mostly nothing stands in four states at once; they begin a buffer, whose rest of up to three is looked at one by one.
  const fours = new Uint32Array(states.buffer, 0, count >> 2);
  let matched = 0;
  for (let node = count - 1; node > ROOT; node--) {
    if ((node & 3) === 3 && fours[node >> 2] === 0) {
      node -= 3;
      continue;
    }
    const state = states[node] ?? 0;
    if (state === 0) continue;
    if (state === MATCH) matched += 1;
    const parent = parents[node] ?? ROOT;
    if (states[parent] === 0) states[parent] = ON_THE_WAY;
    rowsBelow[parent] = (rowsBelow[parent] ?? 0) + (rowsBelow[node] ?? 0) + 1;
  }
  return matched;
}

function matchAll({ rowsIn, count }: TreeNodes, states: Uint8Array): void {
  for (let node = ROOT + 1; node < count; node++) if ((rowsIn[node] ?? 0) > 0) states[node] = MATCH;
}

function matchText(nodes: TreeNodes, text: string, states: Uint8Array): void {
  const machine = pathPattern(text);
  const names = nodes.stack.paths.lastParts.bytes.length > LARGEST_BUFFER ? null : NamePattern.of(text);
  try {
    if (names) matchNames(nodes, names, machine, states);
    else matchPaths(nodes, machine, states, asksForFolders(text));
  } catch (error) {
    throw error instanceof TooCostly ? invalidPattern(text, 'it is too hard; leave some of it out') : error;
  }
}

/** For texts that look at names alone: the same as `matchPaths`, without a look at each name. */
function matchNames(nodes: TreeNodes, names: NamePattern, machine: LazyDfa, states: Uint8Array): void {
  const { rowsIn, count } = nodes;
  const { paths } = nodes.stack;
  const { bytes, ends } = paths.lastParts;
  const start = machine.begin(END);
  const isProved = (name: Uint8Array, from: number, to: number): boolean => {
    const run = machine.run(name, from, to, start);
    return run.isHit || (machine.step(run.state, END) & 1) === 1;
  };
  // Marked first and looked at then: a call for each of a million would be a quarter of the time.
  names.find(bytes, ends, states.subarray(0, paths.count));
  for (let path = 0; path < paths.count; path++) {
    if (states[path] === 0) continue;
    const isMatch = rowsIn[path] !== 0 && (names.isWhole || isProved(bytes, ends[path - 1] ?? 0, ends[path] ?? 0));
    states[path] = isMatch ? MATCH : 0;
  }
  for (let node = paths.count; node < count; node++) {
    const name = nodes.nameOf(node);
    if (isProved(name, 0, name.length)) states[node] = MATCH;
  }
}

/**
 * Goes on from where the path of the folder led, so that no path is put together.
 * @param withSlash what is, or may lead to, a folder is looked at with a slash behind its path too
 */
export function matchPaths(nodes: TreeNodes, machine: LazyDfa, states: Uint8Array, withSlash = false): void {
  const { rowsIn, count, parents } = nodes;
  const { paths } = nodes.stack;
  const { bytes, ends } = paths.lastParts;
  /** State of the machine behind each path and a slash; FOUND_ABOVE where nothing more needs to come. */
  const inside = new Int32Array(paths.count).fill(FOUND_ABOVE);
  inside[ROOT] = machine.begin(END);
  const goOn = (folder: number, name: Uint8Array, start: number, end: number): number => {
    const state = inside[folder] ?? FOUND_ABOVE;
    if (state === FOUND_ABOVE) return FOUND_ABOVE;
    const run = machine.run(name, start, end, state);
    return run.isHit ? FOUND_ABOVE : run.state;
  };
  const isAtEnd = (state: number) => state === FOUND_ABOVE || (machine.step(state, END) & 1) === 1;
  const isMatch = (state: number, node: number): boolean => {
    if (isAtEnd(state)) return true;
    if (!withSlash || !isFolderOrLink(nodes, node)) return false;
    const next = machine.step(state, 0x2f);
    return (next & 1) === 1 || isAtEnd(next >> 1);
  };
  for (let path = ROOT + 1; path < paths.count; path++) {
    if (rowsIn[path] === 0) continue;
    const state = goOn(parents[path] ?? ROOT, bytes, ends[path - 1] ?? 0, ends[path] ?? 0);
    if (isMatch(state, path)) states[path] = MATCH;
    if (state === FOUND_ABOVE || rowsIn[path] === 1) continue;
    const next = machine.step(state, 0x2f);
    inside[path] = (next & 1) === 1 ? FOUND_ABOVE : next >> 1;
  }
  for (let node = paths.count; node < count; node++) {
    const name = nodes.nameOf(node);
    if (isMatch(goOn(parents[node] ?? ROOT, name, 0, name.length), node)) states[node] = MATCH;
  }
}

function isFolderOrLink({ stack, entry, rowsIn }: TreeNodes, node: number): boolean {
  const own = entry[node] ?? -1;
  if ((rowsIn[node] ?? 0) > 1 || own < 0) return true;
  const { entries, index } = entryAt(stack, own);
  const type = entryType(entries, index);
  return type === 'dir' || type === 'symlink';
}

/** Of the matches, leaves those that all other conditions hold for. */
function keepEntries(nodes: TreeNodes, filter: NodeFilter, states: Uint8Array): void {
  const { stack, entry, marks, count } = nodes;
  const { pathOf, starts } = stack;
  const isMarkAsked = markTest(filter.marks);
  const asksFolders = isFolderAsked(filter);
  for (let node = filter.marks.length === 0 && asksFolders ? count : ROOT + 1; node < count; node++) {
    if (states[node] !== MATCH) continue;
    // A folder that no entry names has nothing but its mark to be asked for.
    if (!isMarkAsked(marks[node] ?? 0) || ((entry[node] ?? -1) < 0 && !asksFolders)) states[node] = 0;
  }
  stack.layers.forEach((entries, layer) => {
    const start = starts[layer] ?? 0;
    const test = entryTest(filter, entries, layer, (i) => (stack.hiddenBy[start + i] ?? -1) >= 0);
    if (!test) return;
    for (let i = 0; i < entries.count; i++) {
      const path = pathOf[start + i] ?? -1;
      if (path > ROOT && entry[path] === start + i && states[path] === MATCH && !test(i)) states[path] = 0;
    }
  });
  for (let node = stack.paths.count; node < count; node++) {
    const own = entry[node] ?? -1;
    if (states[node] !== MATCH || own < 0) continue;
    const { entries, layer, index } = entryAt(stack, own);
    const test = entryTest(filter, entries, layer, () => (stack.hiddenBy[own] ?? -1) >= 0);
    if (test && !test(index)) states[node] = 0;
  }
}

const isFolderAsked = (filter: NodeFilter): boolean =>
  (filter.types.length === 0 || filter.types.includes('dir')) &&
  filter.fromLayers.length === 0 &&
  filter.minBytes === null &&
  filter.maxBytes === null &&
  !filter.setuid &&
  filter.owner.trim() === '' &&
  !filter.onlyWaste;

function markTest(asked: NodeFilter['marks']): (mark: number) => boolean {
  if (asked.length === 0) return () => true;
  const codes = new Set(asked.map((mark) => (mark === 'same' ? 0 : markCode(mark))));
  return (mark) => codes.has(mark);
}

/** Null when every entry of the layer passes. */
function entryTest(
  filter: NodeFilter,
  entries: LayerEntries,
  layer: number,
  isHidden: (i: number) => boolean,
): ((i: number) => boolean) | null {
  const { types, modes, sizes } = entries;
  const { fromLayers, minBytes, maxBytes } = filter;
  if (fromLayers.length > 0 && !fromLayers.includes(layer)) return () => false;
  const tests: ((i: number) => boolean)[] = [];
  const isFile = (i: number) => types[i] === FILE;
  if (filter.types.length > 0) {
    const codes = ENTRY_TYPES.map((type: EntryType) => filter.types.includes(type));
    tests.push((i) => codes[types[i] ?? 0] === true);
  }
  if (minBytes !== null || maxBytes !== null) {
    const [least, most] = [minBytes ?? 0, maxBytes ?? Infinity];
    tests.push((i) => isFile(i) && (sizes[i] ?? 0) >= least && (sizes[i] ?? 0) <= most);
  }
  if (filter.setuid) tests.push((i) => isFile(i) && ((modes[i] ?? 0) & 0o6000) !== 0);
  if (filter.onlyWaste) tests.push((i) => isFile(i) && (sizes[i] ?? 0) > 0 && isHidden(i));
  if (filter.owner.trim() !== '') tests.push(ownerTest(filter.owner, entries));
  const [only] = tests;
  if (!only) return null;
  return tests.length === 1 ? only : (i) => tests.every((test) => test(i));
}

const FILE = ENTRY_TYPES.indexOf('file');
