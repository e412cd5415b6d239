import type { DumpImage, ImageLayer } from '../dump/dump-model.ts';
import type { LayerReading } from '../layer/layer-reading.ts';
import type { CheckedDump } from './checked-dump.ts';

/** A layer file that was read as a layer, with the first place in which an image has it. */
export interface ReadLayer {
  readonly path: string;
  /** Counted from 1. */
  readonly index: number;
  readonly layer: ImageLayer;
  readonly image: DumpImage;
  readonly reading: LayerReading;
}

/** Every layer file once, in the order of images and layers: one file has the same faults wherever it is used. */
export function* readLayers(dump: CheckedDump): Generator<ReadLayer> {
  const told = new Set<string>();
  for (const image of dump.model.images) {
    for (const [i, layer] of image.layers.entries()) {
      // The second place of a layer may be a link: what counts is the file that is read.
      const path = dump.files.get(layer.path)?.resolvesTo ?? layer.path;
      const reading = layer.present && !layer.encrypted ? dump.readingOf(path) : null;
      if (!reading || told.has(path)) continue;
      told.add(path);
      yield { path, index: i + 1, layer, image, reading };
    }
  }
}
