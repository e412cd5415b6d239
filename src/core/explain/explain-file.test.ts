import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openDump } from '../dump/open-dump.ts';
import { explainFile } from './explain-file.ts';
import { explainIds } from './explain-ids.ts';
import { keyNote } from './key-note.ts';
import { createdInWords, dateInWords, nanosecondsInWords, quoted } from './plain-words.ts';
import { historyStepNote } from './history-step-note.ts';
import { mediaTypeNote } from './media-type-note.ts';
import { environmentNote } from './environment-note.ts';
import { annotationNote } from './annotation-note.ts';

const root = fileURLToPath(new URL('../../../tests/fixtures/docker25-hello-world/', import.meta.url));
const LEGACY = 'blobs/sha256/b02b598d5d3b77e7c53873d60cb439e05fa547335b5d1a26b66bf0684657d3a8';
const LAYER = 'blobs/sha256/ac28800ec8bb38d5c35b49d45a6ac4777544941199075dff8c4eb63e093aa81e';
const paths = [
  'index.json',
  'manifest.json',
  'repositories',
  'oci-layout',
  'blobs/sha256/8876a860b8c40b280440ed7678ba677f5a3cb972fddde4198a9a5e159184732f',
  'blobs/sha256/d2c94e258dcb3c5ac2798d32e1249e42ef01cba4841c2234249495f87264ac5a',
  LEGACY,
];
const createHasher = () => {
  const hash = createHash('sha256');
  return { update: (bytes: Uint8Array) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
};
const unused = () => {
  throw new Error('nothing is packed here');
};
const litter = ['.DS_Store', 'note.txt'].map((path) => ({ path, open: () => Promise.resolve(new Blob(['x'])) }));
const files = [...paths.map((path) => ({ path, open: () => openAsBlob(root + path) })), ...litter];
const { model, documents } = await openDump(
  { kind: 'folder', name: 'hello', files, folders: [] },
  { createHasher, createInflater: unused, createScratch: unused },
);

describe('files', () => {
  test('each role of the real dump is explained', () => {
    expect(paths.map((path) => explainFile(model, path, documents).title)).toEqual([
      'Index: entry point of the layout',
      'List of images for docker load',
      'List of names and tags',
      'Mark of an OCI layout',
      'Image manifest',
      'Image config',
      'Old-style description of layer 1',
    ]);
    expect(explainFile(model, LEGACY, documents).notes.join(' ')).toContain('was also rebuilt from the config');
    expect(explainFile(model, 'repositories', documents).notes[0]).toContain('does not say where the image came from');
  });
  test('a missing file too', () => {
    const { title, sentence } = explainFile(model, LAYER);
    expect([title, sentence]).toEqual([
      'Not in this dump',
      expect.stringMatching(
        /names this file, but it is not here\. It should be a layer, a plain tar, 14,848 bytes long\.$/,
      ),
    ]);
    expect(explainFile(model, 'no/such').sentence).toContain('There is no such file');
  });
  test('what other programs left behind is named', () => {
    expect(explainFile(model, '.DS_Store').title).toBe('Folder settings of macOS');
    expect(explainFile(model, 'note.txt').title).toBe('Not part of the image');
  });
});

test('ids, with formula and tool', () => {
  const rows = explainIds(model, 0, createHasher);
  expect(rows.map(({ name }) => name)).toEqual([
    'Image ID',
    'Manifest digest',
    'Layer 1: diff ID',
    'Layer 1: chain ID',
    'Layer 1: v1 id',
  ]);
  expect(rows[4]?.value).toBe('df1c22f7c9ab11ff627ce477eae827d0eb29e637b95bffe1c5fd3f414ace672c');
  expect(rows[4]?.how).toContain('Computed again: equal.');
  expect(explainIds(model, 5, createHasher)).toEqual([]);
  const [image] = model.images;
  const layer = image?.layers[0];
  if (!image || !layer) throw new Error('no image');
  const broken = { ...model, images: [{ ...image, layers: [layer, { ...layer, diffId: 'sha256:1' }, layer] }] };
  expect(explainIds(broken, 0, createHasher).filter(({ name }) => name.includes('chain'))).toHaveLength(1);
});

test('notes of keys without a document', () => {
  expect(keyNote('image-config', '/config/Tty')).toContain('left-over');
  expect(keyNote('index', '/manifests/0/annotations/org.opencontainers.image.source')).toBe(
    'Where its source code is.',
  );
  expect(keyNote('image-manifest', '/nothing/here')).toBeNull();
});

describe('words', () => {
  test.each([
    ['2023-05-02T16:49:27Z', '2 May 2023, 16:49:27 UTC'],
    ['2024-01-01T00:30:00.123456789+01:00', '31 December 2023, 23:30:00 UTC'],
    ['2023-05-02', null],
    ['2023-13-02T16:49:27Z', null],
    ['2023-05-02T16:49:27', null],
  ])('date %s', (text, words) => expect(dateInWords(text)).toBe(words));
  test('placeholder dates say why', () => {
    expect(createdInWords('1970-01-01T00:00:01Z')).toContain('placeholder');
    expect(createdInWords('0001-01-01T00:00:00Z')).toContain('Go');
    expect(createdInWords('yesterday')).toContain('no date that tools can read');
  });
  test('spans', () =>
    expect([3e10, 12e10, 5e8, 0, 1.5e9, 5e5, 1e6, 1].map(nanosecondsInWords)).toEqual([
      '30 seconds',
      '2 minutes',
      '500 milliseconds',
      '0 seconds',
      '1.5 seconds',
      '0.5 milliseconds',
      '1 millisecond',
      '1 nanosecond',
    ]));
  test('foreign text stays one short line and cannot turn the sentence around', () => {
    expect(quoted('a\n  b')).toBe('a b');
    expect(quoted('x'.repeat(1_000_000))).toBe(`${'x'.repeat(80)}…`);
    expect(quoted('a\u202egpj.exe')).toBe('a\ufffdgpj.exe');
    expect(quoted('😀'.repeat(41), 79)).toBe(`${'😀'.repeat(39)}…`);
  });
  test.each([
    ['COPY a /b # buildkit', 'Copied files'],
    ['/bin/sh -c #(nop)  ENV A=1', 'Set variables'],
    ['RUN |2 A=1 B=2 /bin/sh -c x # buildkit', 'with 2 build arguments'],
    ['|1 A=1 /bin/sh -c x', 'with 1 build argument'],
    ['/bin/sh -c apk add x', 'Ran a command'],
    ['jib-maven-plugin:3.4', 'Jib'],
    ['', 'No command'],
    ['/nix/builder', 'as that tool wrote it'],
  ])('step %s', (text, words) => expect(historyStepNote(text)).toContain(words));
  test('types, variables and annotations that are not known are not passed over', () => {
    expect(mediaTypeNote('application/vnd.example.report+json')).toContain('“example”');
    expect(mediaTypeNote('nonsense')).toContain('type/subtype');
    expect(environmentNote('NOEQUALS')).toContain('no “=”');
    expect(environmentNote('DB_PASSWORD=x')).toContain('may be a secret');
    expect(annotationNote('com.example.x')).toContain('publisher');
    expect(annotationNote('containerd.io/distribution.source.docker.io')).toContain('where an image came from');
  });
});
