import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeName } from '../../core/bytes/byte-names.ts';
import { openDump } from '../../core/dump/open-dump.ts';
import { blobScratch } from '../../core/dump/scratch.ts';
import { entryName, entryType } from '../../core/layer/entry-fields.ts';
import type { LayerReading } from '../../core/layer/layer-reading.ts';
import { loadCodecs } from '../codecs.ts';
import { context, layerFile, sessionOf } from '../testing/content-session.ts';

const fixtures = fileURLToPath(new URL('../../../tests/fixtures/', import.meta.url));

describe('real layers', () => {
  test('every file of the kitchen image: its bytes, hash and kind, through hard links', async () => {
    const name = 'docker26-containerd-kitchen.tar';
    const source = await openAsBlob(fixtures + name);
    const dump = await openDump(
      { kind: 'archive', name, source, modifiedMs: null },
      { ...(await loadCodecs()), createScratch: () => Promise.resolve(blobScratch()) },
    );
    const layers: Record<string, { source: Blob; reading: LayerReading }> = {};
    for (const file of dump.model.files.filter(({ role }) => role === 'layer')) {
      if (file.source) layers[file.path] = await layerFile(file.source as Blob);
    }
    const { handlers } = await sessionOf(layers);
    const kinds = new Map<string, number>();
    let checked = 0;
    for (const [layerPath, { reading }] of Object.entries(layers)) {
      const { entries } = reading;
      for (let index = 0; index < entries.count; index++) {
        const ref = { layerPath, index };
        const summary = await handlers.openContent(ref, context());
        kinds.set(summary.kind, (kinds.get(summary.kind) ?? 0) + 1);
        if (entryType(entries, index) !== 'file') {
          expect(summary.absent !== null || entryType(entries, index) === 'hardlink').toBe(true);
          continue;
        }
        const size = entries.sizes[index] ?? 0;
        const { bytes } = await handlers.readContent({ ...ref, start: 0, end: size }, context());
        const { sha256 } = await handlers.hashContent(ref, context());
        expect(bytes.length, decodeName(entryName(entries, index))).toBe(size);
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
        const { fields } = await handlers.entryHeader(ref, context());
        const shown = fields
          .filter((field) => field.name === 'path' || field.name === 'Name')
          .map(({ value }) => value);
        const prefix = fields.findLast((field) => field.name === 'Prefix')?.value;
        expect([...shown, `${prefix}/${shown.at(-1)}`]).toContain(decodeName(entryName(entries, index)));
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(20);
    expect(kinds.get('text')).toBeGreaterThan(5);
  });
});
