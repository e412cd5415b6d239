import type { DumpFile } from '../../core/dump/dump-model.ts';
import { isClosed } from '../../core/layer/inflater.ts';
import type { LayerReading } from '../../core/layer/layer-reading.ts';
import type { DumpBytes } from './bytes-api.ts';
import type { ExplorerSession } from './explorer-session.ts';

/** The file that holds each layer of each image, links followed; null for a layer that is not here. By image. */
export function layerFiles({ model }: ExplorerSession): readonly (readonly (DumpFile | null)[])[] {
  const files = new Map(model.files.map((file) => [file.path, file]));
  return model.images.map(({ layers }) =>
    layers.map(({ path }) => {
      const named = files.get(path);
      const file = named?.resolvesTo ? files.get(named.resolvesTo) : named;
      return file?.source ? file : null;
    }),
  );
}

/** False for what is encrypted, or packed in a way that this app does not read. */
export const isUnpacked = ({ compression }: LayerReading): boolean => !isClosed(compression);

/** Sums of the whole dump, each file once: links have no bytes of their own. */
export function sumDump(session: ExplorerSession, byImage: ReturnType<typeof layerFiles>): DumpBytes {
  const images = new Map<DumpFile, number>();
  let unsharedBytes = 0;
  for (const layers of byImage) {
    for (const file of new Set(layers)) {
      if (!file) continue;
      images.set(file, (images.get(file) ?? 0) + 1);
      unsharedBytes += file.size;
    }
  }
  let [bytes, layerBytes, sharedBytes, unpackedFrom, unpackedBytes] = [0, 0, 0, 0, 0];
  for (const file of session.model.files) if (file.resolvesTo === null && file.source) bytes += file.size;
  for (const [file, count] of images) {
    layerBytes += file.size;
    if (count > 1) sharedBytes += file.size;
    const reading = session.readingOf(file.path);
    if (!reading || !isUnpacked(reading)) continue;
    unpackedFrom += file.size;
    unpackedBytes += reading.uncompressedSize;
  }
  return { bytes, layerBytes, unpackedFrom, unpackedBytes, sharedBytes, unsharedBytes, images: byImage.length };
}
