import { expect, test } from 'vitest';
import { claimedDigest } from '../check/claimed-digest.ts';
import type { CheckInput } from '../check/checked-dump.ts';
import { checkInput, foldersOf } from '../testing/check-input.ts';
import { blobName, hybridOf, sha256, tarOf, type Files } from '../testing/image-parts.ts';
import { fixtureInput, memoryFolder } from '../testing/open-input.ts';
import { buildReport, serialiseReport } from './build-report.ts';
import type { Report } from './report.ts';

const reportOf = (input: CheckInput, phase: 'running' | 'complete' | 'stopped' = 'complete'): Report =>
  buildReport({ ...input, phase, images: [], took: { wallMs: 0, bytesRead: 0 }, version: '0.0.0' });
const opened = (files: Files): Promise<CheckInput> => checkInput(memoryFolder(files, foldersOf(Object.keys(files))));
const fixture = async (name: string): Promise<CheckInput> => checkInput(await fixtureInput(name));

const layer = sha256(tarOf({ name: 'hello', content: 'hello' }));

test('counts what was checked: blobs, diff IDs, references', async () => {
  expect(reportOf(await fixture('docker26-classic-hello.tar')).checked).toEqual({
    blobs: [4, 4],
    diffIds: [1, 1],
    references: 9,
  });
  const missing = await fixture('docker25-hello-world');
  expect(reportOf(missing).checked).toEqual({ blobs: [3, 4], diffIds: [0, 1], references: 3 });
  expect(reportOf({ ...missing, checks: new Map() }, 'running').checked).toEqual({
    blobs: [0, 4],
    diffIds: [0, 1],
    references: 3,
  });
});

test('platforms that were never pulled are not counted as unchecked', async () => {
  const { checked, verdict } = reportOf(await fixture('docker26-containerd-multiplatform.tar'));
  expect(checked.diffIds[0]).toBe(checked.diffIds[1]);
  expect(verdict).toBe('sound');
});

test('a file says who refers to it, and whether its name is right', async () => {
  const { files } = reportOf(await opened(hybridOf({ repositories: { a: { 1: layer.slice(7) } } })));
  const manifest = files.find(({ role }) => role === 'image-manifest')?.path ?? '';
  const config = files.find(({ role }) => role === 'image-config')?.path ?? '';
  expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
  expect(files.find(({ path }) => path === blobName(layer))).toMatchObject({
    digestCheck: 'match',
    sha256: layer,
    referencedBy: [manifest, config, 'manifest.json', 'repositories'].sort(),
  });
  expect(files.find(({ path }) => path === 'index.json')).toMatchObject({
    digestCheck: 'not-addressed',
    referencedBy: [],
  });
});

test('a file that was changed is a mismatch, one that was not read is unchecked', async () => {
  const files = hybridOf();
  files[blobName(layer)] = tarOf({ name: 'hullo', content: 'hello' });
  const input = await opened(files);
  const stateOf = (report: Report) => report.files.find(({ path }) => path === blobName(layer));
  expect(stateOf(reportOf(input))?.digestCheck).toBe('mismatch');
  expect(stateOf(reportOf({ ...input, checks: new Map() }))).toMatchObject({ digestCheck: 'unchecked', sha256: null });
});

test('names that claim a digest, by dialect', () => {
  const hex = 'a'.repeat(64);
  const digest = `sha256:${hex}`;
  for (const path of [`blobs/sha256/${hex}`, `${hex}.json`, `${hex}.tar`, `${hex}.tar.gz`, digest]) {
    expect(claimedDigest(path, 'crane-tarball'), path).toBe(digest);
  }
  expect(claimedDigest(`blobs/sha512/${hex}${hex}`, 'oci-layout')).toBe(`sha512:${hex}${hex}`);
  expect(claimedDigest(hex, 'skopeo-dir')).toBe(digest);
  expect(claimedDigest(`${hex}.manifest.json`, 'skopeo-dir')).toBe(digest);
  for (const path of [
    `${hex}/layer.tar`,
    `${hex}/json`,
    hex,
    `${hex}.txt`,
    `blobs/sha256/${hex}a`,
    `blobs/sha256/${hex.toUpperCase()}`,
    'manifest.json',
  ]) {
    expect(claimedDigest(path, 'docker-1.10'), path).toBe(null);
  }
});

test('images and layers are told as they are, absent ones as far as they are known', async () => {
  const [image] = reportOf(await fixture('docker25-hello-world')).images;
  expect(image).toMatchObject({
    tags: ['hello-world:latest'],
    platform: 'linux/amd64',
    created: '2023-05-02T16:49:27Z',
    rootfs: null,
  });
  expect(image?.imageId).toBe(image?.configDigest);
  expect(image?.layers).toEqual([
    expect.objectContaining({
      path: null,
      diffId: null,
      size: 14848,
      uncompressedSize: null,
      entries: null,
      compression: 'unknown',
    }),
  ]);
  const [whole] = reportOf(await fixture('docker26-classic-hello.tar')).images;
  expect(whole?.layers[0]).toMatchObject({
    entries: 1,
    whiteouts: 0,
    size: 10752,
    uncompressedSize: 10752,
    compression: 'none',
  });
  expect(whole?.layers[0]?.diffId).toBe(whole?.layers[0]?.digest);
});

test('findings stand by severity, then code, then path, and repeat digest and pointer of their arguments', async () => {
  const files = hybridOf({ index: (index) => (index['schemaVersion'] = 1) });
  const { findings } = reportOf(await opened({ ...files, 'z.txt': '', 'b.txt': '', [blobName(layer)]: 'x' }));
  const rank = { error: '0', warning: '1', note: '2' };
  const keys = findings.map(({ severity, code, path }) => `${rank[severity]} ${code} ${path ?? ''}`);
  expect(keys).toEqual([...keys].sort());
  expect(findings.map(({ severity }) => severity)).toContain('note');
  for (const { args, digest, pointer, message } of findings) {
    if (typeof args['digest'] === 'string') expect(digest).toBe(args['digest']);
    if (typeof args['pointer'] === 'string') expect(pointer).toBe(args['pointer']);
    expect(message).toMatch(/\.$/);
  }
});

test('two runs give the same bytes, with a line end at the end', async () => {
  const [first, second] = [
    await fixture('docker26-containerd-kitchen.tar'),
    await fixture('docker26-containerd-kitchen.tar'),
  ];
  const text = serialiseReport(reportOf(first));
  expect(serialiseReport(reportOf(second))).toBe(text);
  expect(text.endsWith('}\n')).toBe(true);
  expect(text.startsWith('{\n  "format": "tallyman-report/1",\n  "generator"')).toBe(true);
});
