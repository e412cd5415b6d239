import type { ConfigView } from '../../core/oci/config.ts';
import type { DumpModel } from '../../core/dump/dump-model.ts';
import type { LayerReading } from '../../core/layer/layer-reading.ts';
import type { ReadUnpackedOptions } from '../../core/layer/read-unpacked.ts';
import type { CreateScratch } from '../../core/dump/scratch.ts';
import type { Codecs } from '../codecs.ts';
import type { ImageExplorer } from './image-explorer.ts';

/** What the explorer's handlers need of the open dump. */
export interface ExplorerSession {
  readonly model: DumpModel;
  readonly codecs: Codecs;
  readonly createScratch: CreateScratch;
  /** Kept until another layer has been read. @throws RangeError when there is no such image */
  explore(image: number): ImageExplorer;
  /** Of the image; null when it has none that can be read. */
  configOf(image: number): ConfigView | null;
  /** Of the image's manifest; empty when it has none, or no manifest that can be read. */
  annotationsOf(image: number): ReadonlyMap<string, string>;
  /** What reading a layer file gave; null when it was not read, or is none. */
  readingOf(layerPath: string): LayerReading | null;
  /** Bytes of a layer's uncompressed tar, in chunks valid only until the next. @throws as `readUnpacked` */
  readLayer(
    layerPath: string,
    range: { readonly start: number; readonly end: number },
    options?: ReadUnpackedOptions,
  ): AsyncGenerator<Uint8Array, void>;
}
