import type { CheckedDump } from '../check/checked-dump.ts';
import type { DumpImage, ImageLayer } from '../dump/dump-model.ts';
import { isClosed } from '../layer/inflater.ts';
import type { ReportEfficiency, ReportImage, ReportLayer, ReportRootfs } from './report.ts';

/** What stacking the layers of one image gave; null while a layer has not been read. */
export type ReportImageSummary = { readonly rootfs: ReportRootfs; readonly efficiency: ReportEfficiency } | null;

/** Every image in the order of the model. @param summaries in the same order; missing ones count as null */
export function reportImages(dump: CheckedDump, summaries: readonly ReportImageSummary[]): ReportImage[] {
  return dump.model.images.map((image, i) => reportImage(dump, image, summaries[i] ?? null));
}

function reportImage(dump: CheckedDump, image: DumpImage, summary: ReportImageSummary): ReportImage {
  const { tags, platform, manifestDigest, configPath, created } = image;
  const computed = configPath === null ? null : dump.computedDigest(configPath);
  const configDigest = image.configDigest ?? computed;
  return {
    tags,
    platform,
    manifestDigest,
    configDigest,
    // Engines name an image by the bytes of its configuration, whatever its file is called.
    imageId: computed ?? configDigest,
    created,
    layers: image.layers.map((layer) => reportLayer(dump, layer)),
    rootfs: summary?.rootfs ?? null,
    efficiency: summary?.efficiency ?? null,
  };
}

function reportLayer(dump: CheckedDump, layer: ImageLayer): ReportLayer {
  const { path, present, chainId, mediaType, encrypted, createdBy } = layer;
  const reading = present && !encrypted ? dump.readingOf(path) : null;
  const isWhole = reading !== null && reading.fault === null && !isClosed(reading.compression);
  return {
    digest: layer.digest ?? (present ? dump.computedDigest(path) : null),
    path: present ? path : null,
    diffId: reading?.diffId ?? null,
    chainId,
    mediaType,
    compression: encrypted ? 'encrypted' : (reading?.compression ?? 'unknown'),
    size: (present ? dump.files.get(path)?.size : undefined) ?? layer.size,
    uncompressedSize: reading && reading.diffId !== null ? reading.uncompressedSize : null,
    entries: isWhole ? reading.entries.count : null,
    whiteouts: isWhole ? reading.whiteouts : null,
    opaqueWhiteouts: isWhole ? reading.opaqueWhiteouts : null,
    createdBy,
  };
}
