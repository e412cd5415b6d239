import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { SeededRandom } from '../../../tests/kernel/seeded-random.ts';
import { type Codecs, loadCodecs } from '../../workers/codecs.ts';
import { fixtureInput, fixtures, openInput } from '../testing/open-input.ts';
import { noCheckpoints } from './layer-checkpoints.ts';
import { readUnpacked } from './read-unpacked.ts';
import { sniffCompression } from './sniff-compression.ts';

const names = readdirSync(fixtures).filter((name) =>
  /^(buildkit|docker26-containerd|podman|skopeo-oci)-?.*(tar|zstd|chunked)$/.test(name),
);
const random = new SeededRandom(3);

let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs();
});

describe('packed layers of real dumps', () => {
  const seen = new Map<string, number>();

  test.each(names)('%s: ranges are those of the whole', { timeout: 60_000 }, async (name) => {
    const { model } = await openInput(await fixtureInput(name));
    for (const { path, source } of model.files) {
      if (!source) continue;
      const packed = new Uint8Array(await source.slice().arrayBuffer());
      const compression = sniffCompression(packed);
      if (compression !== 'gzip' && compression !== 'zstd') continue;
      const inflater = codecs.createInflater(compression, { checkpointBytes: 1_000 });
      const parts: Buffer[] = [];
      inflater.push(packed, (output) => parts.push(Buffer.from(output)));
      inflater.finish(() => undefined);
      const checkpoints = inflater.takeCheckpoints?.() ?? noCheckpoints();
      inflater.close();
      const plain = Buffer.concat(parts);
      seen.set(compression, (seen.get(compression) ?? 0) + checkpoints.count);
      for (let i = 0; i < 10; i += 1) {
        const start = random.int(plain.length);
        const end = start + random.int(20_000);
        const out: Buffer[] = [];
        for await (const chunk of readUnpacked(source, { compression, checkpoints }, { start, end }, codecs)) {
          out.push(Buffer.from(chunk));
        }
        expect([path, start, Buffer.concat(out).equals(plain.subarray(start, end))]).toEqual([path, start, true]);
      }
    }
  });

  test('there were checkpoints of both kinds', () => {
    expect(seen.get('gzip')).toBeGreaterThan(100);
    expect(seen.get('zstd')).toBeGreaterThan(10);
  });
});
