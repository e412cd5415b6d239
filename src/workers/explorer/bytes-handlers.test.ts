import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fixtureInput } from '../../../tests/support/report-of.ts';
import { blobScratch } from '../../core/dump/scratch.ts';
import { openDump } from '../../core/dump/open-dump.ts';
import { checkFile } from '../../core/layer/check-file.ts';
import { DumpStore } from '../../storage/dump-store.ts';
import { loadCodecs } from '../codecs.ts';
import { DumpSession } from '../dump-session.ts';
import type { ServeContext } from '../rpc/serve.ts';
import type { BytesApi, BytesNode } from './bytes-api.ts';
import { bytesHandlers } from './bytes-handlers.ts';

const truth = fileURLToPath(new URL('../../../tests/fixtures/truth/', import.meta.url));
const names = readdirSync(truth).map((name) => name.replace(/\.json$/, ''));
const context = {} as ServeContext<never>;

/** `isRead`: all files of the dump were read; else none. */
async function open(name: string, isRead = true) {
  const codecs = await loadCodecs();
  const createScratch = () => Promise.resolve(blobScratch());
  const dump = await openDump(await fixtureInput(name), { ...codecs, createScratch });
  const setup = { codecs, createScratch, store: new DumpStore(), version: '1', handle: null, archiveModifiedMs: null };
  const session = new DumpSession(dump, setup);
  if (isRead) for (const task of session.plan()) session.record(await checkFile(task, codecs));
  const { imageBytes, bytesTree, whatIf } = bytesHandlers(() => session);
  return {
    session,
    images: session.model.images.map((_, image) => image),
    imageBytes: async (image: number) => imageBytes({ image }, context),
    bytesTree: async (query: BytesApi['bytesTree']['params']) => bytesTree(query, context),
    whatIf: async (query: BytesApi['whatIf']['params']) => whatIf(query, context),
  };
}

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((all, value) => all + (value ?? 0), 0);
const childBytes = (node: BytesNode | null): number => sum((node?.children ?? []).map(({ bytes }) => bytes));

test('the corpus is there', () => expect(names.length).toBeGreaterThan(30));

describe.each(names)('%s', (name) => {
  test('everything adds up to the byte', async () => {
    const dump = await open(name);
    for (const image of dump.images) {
      const { layers, waste, rootfsBytes, ...bytes } = await dump.imageBytes(image);
      const { overwritten, metadata, deleted } = waste.classes;
      const wasted = overwritten.bytes + metadata.bytes + deleted.bytes;
      expect(rootfsBytes + wasted).toBe(waste.storedBytes);
      expect(sum(layers.map(({ contentBytes }) => contentBytes))).toBe(waste.storedBytes);
      expect(sum(layers.map(({ shownBytes }) => shownBytes))).toBe(rootfsBytes);
      layers.forEach(({ contentBytes, shownBytes }, layer) =>
        expect((contentBytes ?? 0) - (shownBytes ?? 0)).toBe(waste.wastedByLayer[layer]),
      );
      for (const { bytes: all, files, steps } of [overwritten, metadata, deleted]) {
        expect([sum(steps.map((step) => step.bytes)), sum(steps.map((step) => step.files))]).toEqual([all, files]);
      }
      expect(bytes.storedBytes).toBe(sum(layers.filter(({ sameAs }) => sameAs === null).map((row) => row.storedBytes)));
      const known = layers.every(({ state }) => state === 'read');
      if (known)
        expect(bytes.uncompressedBytes).toBeGreaterThanOrEqual(
          layers.some(({ sameAs }) => sameAs !== null) ? 0 : waste.storedBytes,
        );
      expect(bytes.dump.bytes).toBeGreaterThanOrEqual(bytes.dump.layerBytes);
      expect(bytes.dump.unsharedBytes - bytes.dump.layerBytes >= 0).toBe(true);
      for (const by of ['folder', 'layer', 'extension'] as const) {
        const root = await dump.bytesTree({ image, by, within: null, path: '' });
        expect([root?.bytes, rootfsBytes === 0 ? rootfsBytes : childBytes(root)]).toEqual([rootfsBytes, rootfsBytes]);
        for (const group of root?.children ?? []) {
          if (group.within === null) continue;
          const inside = await dump.bytesTree({ image, by, within: group.within, path: '' });
          expect([inside?.bytes, childBytes(inside)]).toEqual([group.bytes, group.bytes]);
        }
      }
      const all = await dump.whatIf({ image, question: { merge: [0, layers.length - 1] } });
      const linked = overwritten.linkedBytes + metadata.linkedBytes + deleted.linkedBytes;
      const ofMarks = wasted - linked - all.savedBytes; // a deletion mark with content: no merging takes it away
      expect([all.storedBytes + all.savedBytes, ofMarks >= 0]).toEqual([waste.storedBytes, true]);
      const none = await dump.whatIf({ image, question: { drop: '/' } });
      expect(none.storedBytes + none.savedBytes).toBe(waste.storedBytes);
    }
  });

  test('before anything is read, it says that nothing is known', async () => {
    const dump = await open(name, false);
    for (const image of dump.images) {
      const { layers, waste, rootfsBytes } = await dump.imageBytes(image);
      expect([waste.storedBytes, rootfsBytes]).toEqual([0, 0]);
      for (const { state, contentBytes, shownBytes } of layers) {
        expect(state).not.toBe('read');
        expect([contentBytes, shownBytes]).toEqual([null, null]);
      }
      expect((await dump.bytesTree({ image, by: 'folder', within: null, path: '' }))?.children).toEqual([]);
    }
  });
});

describe('the kitchen image', () => {
  const name = 'docker26-classic-kitchen.tar';

  test('largest folders are found by their names, and every path of a list has a place in the tree', async () => {
    const dump = await open(name);
    const { largestFiles, largestFolders } = await dump.imageBytes(0);
    expect(largestFiles.length).toBeGreaterThan(3);
    for (const { path, bytes } of [...largestFiles.slice(0, 20), ...largestFolders.slice(0, 20)]) {
      expect((await dump.bytesTree({ image: 0, by: 'folder', within: null, path }))?.bytes).toBe(bytes);
      const { isFound, savedBytes } = await dump.whatIf({ image: 0, question: { drop: `/${path}/` } });
      // Of that one a hard link shows the bytes elsewhere, so they stay.
      expect([path, isFound, savedBytes >= bytes]).toEqual([path, true, path !== 'odd/one']);
    }
  });

  test('a path that is not there is not found, and costs nothing', async () => {
    const dump = await open(name);
    const stored = (await dump.imageBytes(0)).waste.storedBytes;
    expect(await dump.bytesTree({ image: 0, by: 'folder', within: null, path: 'no/such' })).toBeNull();
    expect(await dump.whatIf({ image: 0, question: { drop: 'no/such' } })).toEqual({
      isFound: false,
      savedBytes: 0,
      storedBytes: stored,
    });
  });

  test('a name that is no UTF-8 is found as it is shown', async () => {
    const dump = await open(name);
    const { paths } = dump.session.explore(0).stack;
    const shown: string[] = [];
    const walk = async (path: string): Promise<void> => {
      const node = await dump.bytesTree({ image: 0, by: 'folder', within: null, path });
      expect(node, path).not.toBeNull();
      for (const child of node?.children ?? []) {
        if (child.path === null) continue;
        shown.push(child.path);
        if (child.kind === 'folder' && shown.length < 500) await walk(child.path);
      }
    };
    await walk('');
    expect(shown.length).toBeGreaterThan(10);
    expect(paths.count).toBeGreaterThan(shown.length / 2);
  });
});
