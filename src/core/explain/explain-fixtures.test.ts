import { createHash } from 'node:crypto';
import { openAsBlob, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { DumpInput } from '../dump/dump-input.ts';
import { openDump } from '../dump/open-dump.ts';
import type { OpenedDump } from '../dump/open-dump.ts';
import { blobScratch } from '../dump/scratch.ts';
import type { FileCheck } from '../layer/file-check.ts';
import type { LayerReading } from '../layer/layer-reading.ts';
import { annotateJson } from './annotate-json.ts';
import { explainFile } from './explain-file.ts';
import { explainIds } from './explain-ids.ts';

const corpus = fileURLToPath(new URL('../../../tests/fixtures/', import.meta.url));
const names = readdirSync(corpus).filter(
  (name) => name.endsWith('.tar') || (name !== 'truth' && statSync(corpus + name).isDirectory()),
);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const createHasher = (algorithm: HashAlgorithm) => {
  const hash = createHash(algorithm);
  return { update: (bytes: Uint8Array) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
};
const createInflater = () => {
  throw new Error('no fixture is packed as a whole');
};

async function inputOf(name: string): Promise<DumpInput> {
  const path = corpus + name;
  if (name.endsWith('.tar')) return { kind: 'archive', name, source: await openAsBlob(path), modifiedMs: null };
  const paths = readdirSync(path, { recursive: true, encoding: 'utf8' });
  const files = paths
    .filter((one) => statSync(`${path}/${one}`).isFile())
    .map((one) => ({ path: one, open: () => openAsBlob(`${path}/${one}`) }));
  return { kind: 'folder', name, files, folders: paths.filter((one) => statSync(`${path}/${one}`).isDirectory()) };
}

/** Digests by Node; of layers that it can unpack, the diff ID too. */
async function countAll({ model }: OpenedDump): Promise<Map<string, FileCheck>> {
  const checks = new Map<string, FileCheck>();
  for (const { path, size, source, role } of model.files) {
    if (!source) continue;
    const bytes = new Uint8Array(await source.slice(0, source.size).arrayBuffer());
    const digest = sha256(bytes);
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const unpackable =
      packed || String.fromCharCode(...bytes.subarray(257, 262)) === 'ustar' || bytes.every((byte) => byte === 0);
    const layer = {
      compression: packed ? 'gzip' : 'none',
      diffId: unpackable ? `sha256:${packed ? sha256(gunzipSync(bytes)) : digest}` : null,
    } as LayerReading;
    checks.set(path, { path, size, digests: { sha256: digest }, layer: role === 'layer' ? layer : null, error: null });
  }
  return checks;
}

test('the corpus is there', () => expect(names.length).toBeGreaterThan(30));

describe.each(names)('%s', (name) => {
  let dump: OpenedDump;
  let checks: Map<string, FileCheck>;
  beforeAll(async () => {
    dump = await openDump(await inputOf(name), {
      createHasher,
      createInflater,
      createScratch: () => Promise.resolve(blobScratch()),
    });
    checks = await countAll(dump);
  });

  test('every file is explained, in two sentences at most', () => {
    expect(dump.model.files.length).toBeGreaterThan(0);
    for (const { path } of dump.model.files) {
      const { title, sentence, writtenBy, readBy } = explainFile(dump.model, path, dump.documents);
      expect(['Not part of the image', 'Blob that nothing names', 'Not in this dump', 'Layer'], path).not.toContain(
        title,
      );
      expect(sentence.split(/(?<=[.!?])\s+(?=[A-Z])/).length, `${path}: ${sentence}`).toBeLessThanOrEqual(2);
      for (const text of [sentence, writtenBy, readBy]) expect(text, path).toMatch(/^[A-Za-z].*\.$/s);
      expect(`${writtenBy} ${sentence}`.replace('unknown/unknown', '')).not.toMatch(/not known|unknown/i);
    }
  });

  test('every key has a note, but for the inner terms of a build record', () => {
    const bare = new Set<string>();
    for (const { path, role } of dump.model.files) {
      const document = dump.documents.get(path);
      if (!document || /demo|\.txt/.test(path)) continue;
      for (const { tokens, note, pointer } of annotateJson(document, { role, model: dump.model, checks })) {
        const inner = /\/(?:op|llbDefinition\/\d+|locations|digestMapping)(?:\/|$)/.test(pointer);
        if (tokens[0]?.kind === 'key' && note === null && !inner) bare.add(`${role} ${pointer}`);
      }
    }
    expect([...bare]).toEqual([]);
  });

  test('every reference becomes a link, and counting again is told as it is', () => {
    for (const { from, pointer, path, present, digest } of dump.model.references) {
      const document = dump.documents.get(from);
      const file = dump.model.files.find((one) => one.path === from);
      if (!document || !file || pointer === '') continue;
      const line = annotateJson(document, { role: file.role, model: dump.model, checks }).find(
        (one) => one.pointer === pointer && one.tokens.length > 0,
      );
      if (!line) continue; // a link of the archive, not a place in the JSON
      const link = line.tokens.find((token) => token.link)?.link?.path;
      expect(link ?? null, `${from} ${pointer}`).toBe(present ? path : null);
      expect(line.warning, `${from} ${pointer}`).toBeUndefined();
      if (present && digest !== null && line.note?.includes('Counted'))
        expect(line.note, `${from} ${pointer}`).toContain('equal');
    }
  });

  test('ids have formulas', () => {
    dump.model.images.forEach((image, i) => {
      const rows = explainIds(dump.model, i, createHasher);
      expect(rows.length).toBeGreaterThanOrEqual(image.layers.length);
      for (const layer of image.layers)
        if (layer.chainId) expect(rows.map(({ value }) => value)).toContain(layer.chainId);
      for (const row of rows) expect([row.how, row.shownBy].every((text) => text.endsWith('.'))).toBe(true);
    });
  });
});

describe('kinds of layers that only annotations tell', () => {
  test.each([
    ['buildkit-oci-estargz.tar', 'eStargz'],
    ['skopeo-oci-zstdchunked', 'zstd:chunked'],
    ['skopeo-oci-encrypted', 'encrypted'],
  ])('%s', async (name, word) => {
    const { model, documents } = await openDump(await inputOf(name), {
      createHasher,
      createInflater,
      createScratch: () => Promise.resolve(blobScratch()),
    });
    const layers = model.files.filter(({ role }) => role === 'layer');
    expect(layers.length).toBeGreaterThan(0);
    for (const { path } of layers) expect(explainFile(model, path, documents).notes.join(' ')).toContain(word);
  });
});
