import { fromBinary, invalidBytes, toBinary } from '../bytes/byte-names.ts';
import type { FileTree } from './file-tree.ts';
import { type PathTable, ROOT } from './path-table.ts';

/**
 * Paths that an entry names, without the root, in the order of their text: see `sortText`. The texts are not made: a folder
 * itself comes in the order of its name and all that is in it in that of its name with a slash (`a`, `a.b`, `a/c`), so
 * that only names of one folder are compared. Memory: four bytes a path, and the folders from the root to the one at hand.
 */
export function orderPaths(tree: FileTree): Int32Array<ArrayBuffer> {
  const order = new Int32Array(tree.count);
  let count = 0;
  const open = [stepsIn(tree, ROOT)];
  for (let steps = open.at(-1); steps; steps = open.at(-1)) {
    const { done, value } = steps.next();
    if (done) open.pop();
    else if (value < 0) open.push(stepsIn(tree, -value));
    else order[count++] = value;
  }
  return order;
}

/** What is in a folder, in order: a path for itself, its negative for what is in it. */
function stepsIn(tree: FileTree, folder: number): ArrayIterator<number> {
  const { paths } = tree.stack;
  const children = tree.unsortedChildrenOf(folder);
  const steps = new Int32Array(children.length * 2);
  let count = 0;
  for (const path of children) {
    if ((tree.shown[path] ?? -1) >= 0) steps[count++] = path;
    if (tree.hasChildren(path)) steps[count++] = -path;
  }
  const all = steps.subarray(0, count);
  // Names of ASCII are compared as they lie there: to make strings of them costs more than to sort them.
  if (children.every((path) => paths.isAscii(path))) return all.sort((a, b) => compareSteps(paths, a, b)).values();
  const texts = new Map<number, string>();
  for (const step of all) {
    texts.set(step, sortText(toBinary(paths.lastPart(Math.abs(step)))) + (step < 0 ? '/' : ''));
  }
  // No two are the same: names differ, and hold no slash.
  return all.sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1)).values();
}

const SLASH = 0x2f;
/** Before any byte. */
const END = -1;

/** Of two steps in one folder. */
const compareSteps = (paths: PathTable, a: number, b: number): number =>
  paths.compareLastParts(Math.abs(a), Math.abs(b), a < 0 ? SLASH : END, b < 0 ? SLASH : END);

// eslint-disable-next-line no-control-regex -- all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * A binary string that, compared with others, stands where its text stands by code points, a byte that is no UTF-8 being one
 * of U+DC80 to U+DCFF. UTF-8 keeps code point order: each such byte is written as the three bytes that its code point
 * would have.
 */
export function sortText(binary: string): string {
  if (ASCII.test(binary)) return binary;
  let text = '';
  let from = 0;
  for (const at of invalidBytes(fromBinary(binary))) {
    const byte = binary.charCodeAt(at);
    text += `${binary.slice(from, at)}\xed${byte < 0xc0 ? '\xb2' : '\xb3'}${String.fromCharCode(0x80 | (byte & 0x3f))}`;
    from = at + 1;
  }
  return text + binary.slice(from);
}
