import { expect, test } from 'vitest';
import { resolveLink, type LinkNode } from './resolve-link.ts';

const file: LinkNode = { kind: 'file', linkTarget: null };
const soft = (linkTarget: string): LinkNode => ({ kind: 'symlink', linkTarget });
const hard = (linkTarget: string): LinkNode => ({ kind: 'hardlink', linkTarget });
const resolve = (path: string, nodes: Record<string, LinkNode>): string | null =>
  resolveLink(path, new Map(Object.entries(nodes)));

test.each([
  ['soft', soft('d/real'), 'd/real'],
  ['d/soft', soft('real'), 'd/real'],
  ['d/soft', soft('../d/./real'), 'd/real'],
  ['d/soft', soft('../../../d/real'), 'd/real'], // as in a chroot
  ['d/soft', soft('/d/real'), 'd/real'],
  ['e/hard', hard('d/real'), 'd/real'],
  ['e/hard', hard('real'), null],
  ['x', soft('nowhere'), null],
  ['x', soft('x'), null],
  ['x', soft('..'), null],
  ['x', soft('d'), null],
])('%s → %j', (path, node, expected) => expect(resolve(path, { 'd/real': file, [path]: node })).toBe(expected));

test('through a linked folder, and over several links', () => {
  const nodes = { 'd/real': file, dd: soft('d'), x: soft('dd/real'), y: hard('x'), z: soft('./y') };
  expect(resolve('z', nodes)).toBe('d/real');
});

test('a circle of folders and a long chain end', () => {
  expect(resolve('a/f', { a: soft('b'), b: soft('a') })).toBeNull();
  const chain = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`l${i}`, soft(`l${i + 1}`)]));
  expect(resolve('l0', { ...chain, l50: file })).toBeNull();
  expect(resolve('l20', { ...chain, l50: file })).toBe('l50');
});
