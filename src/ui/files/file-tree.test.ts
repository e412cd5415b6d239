import { expect, test } from 'vitest';
import { fakeDump } from '../testing/fake-dumps.ts';
import { buildFileTree, fileTreeRows, folderId, leafMatches } from './file-tree.ts';

const { model } = fakeDump({
  name: 'x',
  images: 1,
  layers: 3,
  strays: 2,
  verdict: 'broken',
  findings: [],
  missingLayer: true,
});
const tree = buildFileTree(model);
const [image] = model.images;
const hexOf = (path: string | null | undefined): string => path?.split('/').at(-1) ?? '';

test('folders that hold one folder are one row, and sizes add up', () => {
  const rows = fileTreeRows(tree, new Set(), null);
  expect(rows[0]).toMatchObject({ label: 'x/', level: 1, isOpen: true, siblings: 1 });
  expect(rows[1]).toMatchObject({ label: 'blobs/sha256/', level: 2, position: 1, siblings: 6 });
  expect(rows.at(-1)).toMatchObject({ label: 'repositories', level: 2, position: 6, siblings: 6 });
  expect(tree.size).toBe(model.files.reduce((sum, { size }) => sum + size, 0));
});

test('a missing file stands where it should lie', () => {
  const missing = fileTreeRows(tree, new Set(), null).find(({ node }) => node.kind === 'missing');
  expect(missing).toMatchObject({
    label: hexOf(image?.layers[1]?.path).slice(0, 12),
    level: 3,
    node: { role: 'layer', optional: false },
  });
});

test('closed folders hide what is below; a filter opens them', () => {
  const closed = new Set([folderId('blobs/sha256')]);
  expect(fileTreeRows(tree, closed, null).some(({ id }) => id.startsWith('blobs/'))).toBe(false);
  const found = fileTreeRows(tree, closed, (leaf) => leafMatches(leaf, 'cfg'));
  expect(found.map(({ label }) => label)).toEqual(['x/', 'blobs/sha256/', hexOf(image?.configPath).slice(0, 12)]);
  expect(fileTreeRows(tree, closed, () => false)).toEqual([]);
});

test('files are found by name, mark, role and digest', () => {
  const found = (query: string) =>
    fileTreeRows(tree, new Set(), (leaf) => leafMatches(leaf, query)).filter(({ node }) => node.kind !== 'folder')
      .length;
  expect(found('index.json')).toBe(1);
  expect(found('lyr')).toBe(3);
  expect(found('layout marker')).toBe(1);
  expect(found(`sha256:${hexOf(image?.manifestPath)}`)).toBe(1);
  expect(found('nothing like it')).toBe(0);
});

test('a hundred thousand files are listed: work that grows with their square would not end', () => {
  const many = fakeDump({
    name: 'many',
    images: 10,
    layers: 10,
    strays: 100_000,
    verdict: 'sound',
    findings: [],
  }).model;
  expect(fileTreeRows(buildFileTree(many), new Set(), null).length).toBeGreaterThan(100_000);
});
