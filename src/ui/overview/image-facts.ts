import type { DumpImage, DumpModel, ImageLayer } from '../../core/dump/dump-model.ts';
import { coveredText } from '../../core/explain/config/secret-pieces.ts';
import type { Report, ReportImage, ReportLayer } from '../../core/report/report.ts';
import { visibleName } from '../format/visible-name.ts';

/** Bytes of every file of the dump by its path; also answers whether a path is there. */
export type FileSizes = ReadonlyMap<string, number>;

export const fileSizes = (model: DumpModel | null): FileSizes =>
  new Map((model?.files ?? []).map((file) => [file.path, file.size]));

/** Bytes as stored: of the file, else as the descriptor says; null when neither is known. */
export const layerSize = (layer: ImageLayer, sizes: FileSizes): number | null => sizes.get(layer.path) ?? layer.size;

/** Bytes of all layers as stored; a layer that stands twice counts once. */
export function storedBytes(image: DumpImage, sizes: FileSizes): number {
  const byPath = new Map(image.layers.map((layer) => [layer.path, layerSize(layer, sizes) ?? 0]));
  return [...byPath.values()].reduce((sum, size) => sum + size, 0);
}

/** Whether the file tree of an image is known: every layer was unpacked to its end. */
export const isTreeWhole = (image: ReportImage): boolean => image.layers.every((layer) => layer.diffId !== null);

/** For showing: Docker Hub's official and user images are known without their registry; it is shown beside them. */
export function familiarName(tag: string): { short: string; registry: string | null } {
  const match = /^docker\.io\/(library\/)?(.+)$/.exec(tag);
  return match?.[2] === undefined
    ? { short: visibleName(tag), registry: null }
    : { short: visibleName(match[2]), registry: `docker.io${match[1] ? '/library' : ''}` };
}

/** The report keeps images in the model's order. Null while there is no report, or when it speaks of other images. */
export function reportImage(report: Report | null, index: number, image: DumpImage): ReportImage | null {
  const found = report?.images[index];
  return found !== undefined && found.configDigest === image.configDigest ? found : null;
}

/** How the layer is packed, in words; what is not known yet is left out. */
export function layerPacking(layer: ImageLayer, counted: ReportLayer | undefined): string {
  if (layer.encrypted) return 'encrypted';
  if (layer.foreign && !layer.present) return 'fetched from its vendor';
  switch (counted?.compression) {
    case 'none':
      return 'plain tar';
    case 'gzip':
      return 'gzip';
    case 'zstd':
      return 'zstd';
    case 'bzip2':
      return 'bzip2, not unpacked here';
    case 'xz':
      return 'xz, not unpacked here';
    case 'encrypted':
      return 'encrypted';
    default:
      return '';
  }
}

/** More of a command than any place shows. */
const MOST_OF_COMMAND = 4_000;

/** The command that made the layer, without the noise that builders put around it, and what looks like a secret covered: History shows it when asked. */
export function layerCommand(createdBy: string | null): string | null {
  if (createdBy === null) return null;
  const text = createdBy
    .replace(/\s+# buildkit$/, '')
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^RUN \/bin\/sh -c /, 'RUN ')
    .replace(/^\/bin\/sh -c /, 'RUN ');
  return text.trim() === '' ? null : coveredText(text.trim().slice(0, MOST_OF_COMMAND));
}
