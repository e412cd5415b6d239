import { fromBinary, invalidBytes, toBinary } from '../bytes/byte-names.ts';
import type { FileTree } from './file-tree.ts';
import { ROOT } from './path-table.ts';

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
  const steps: { readonly text: string; readonly step: number }[] = [];
  for (const path of tree.unsortedChildrenOf(folder)) {
    const text = sortText(toBinary(tree.stack.paths.lastPart(path)));
    if ((tree.shown[path] ?? -1) >= 0) steps.push({ text, step: path });
    if (tree.hasChildren(path)) steps.push({ text: `${text}/`, step: -path });
  }
  steps.sort((a, b) => (a.text < b.text ? -1 : 1)); // no two are the same: names differ, and hold no slash
  return Int32Array.from(steps, ({ step }) => step).values();
}

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
