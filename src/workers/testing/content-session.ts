import { checkFile } from '../../core/layer/check-file.ts';
import type { LayerReading } from '../../core/layer/layer-reading.ts';
import { readUnpacked } from '../../core/layer/read-unpacked.ts';
import { testTar } from '../../core/testing/write-tar.ts';
import type { TestEntry } from '../../core/testing/write-tar.ts';
import type { ContentRef } from '../../core/content/content.ts';
import { loadCodecs } from '../codecs.ts';
import { contentHandlers } from '../explorer/content-handlers.ts';
import type { ExplorerSession } from '../explorer/explorer-session.ts';

/** What the worker hands to a method. */
export const context = () => ({
  signal: new AbortController().signal,
  onProgress: () => undefined,
  transfer: () => undefined,
});

/** Handlers over layers in memory; `reads` lists every range that was asked of a layer. */
export async function sessionOf(layers: Readonly<Record<string, { source: Blob; reading: LayerReading }>>) {
  const codecs = await loadCodecs();
  const reads: [number, number][] = [];
  const session = {
    codecs,
    model: { name: 'test' },
    readingOf: (path: string) => layers[path]?.reading ?? null,
    async *readLayer(path: string, range: { start: number; end: number }, options?: object) {
      reads.push([range.start, range.end]);
      const layer = layers[path];
      if (layer) yield* readUnpacked(layer.source, layer.reading, range, codecs, options);
    },
  } as unknown as ExplorerSession;
  return { handlers: contentHandlers(() => session), reads };
}

/** A layer of these bytes. @param fault the one it may have @throws Error when it is none, or damaged */
export async function layerFile(
  source: Blob,
  fault: string | null = null,
): Promise<{ source: Blob; reading: LayerReading }> {
  const task = { path: 'layer', source, size: source.size, algorithms: ['sha256'], layer: 'plain' } as const;
  const { layer: reading } = await checkFile(task, await loadCodecs());
  if (!reading || (reading.fault?.error.code ?? null) !== fault)
    throw new Error(reading?.fault?.error.code ?? 'no layer, or a whole one');
  return { source, reading };
}

/** Handlers over one plain layer, `layer`. */
export const oneLayer = async (...entries: (TestEntry | string)[]) =>
  sessionOf({ layer: await layerFile(new Blob([testTar(...entries)])) });
/** Entry `index` of it. */
export const at = (index: number): ContentRef => ({ layerPath: 'layer', index });
