import type { Report } from '../../src/core/report/report.ts';
import type { Truth } from './fixtures.ts';

/** Everything in a report that the independent truth knows too: files, digests, diff IDs, entries, listing, dive's figures. */
export function truthInReport(report: Report, truth: Truth): { expected: unknown; actual: unknown } {
  const byPath = new Map(report.files.map((file) => [file.path, file]));
  const images = truth.images.filter((image) =>
    image.config !== undefined || image.tags !== undefined
      ? report.images.some((found) => matches(found, image))
      : false,
  );
  return {
    expected: {
      files: Object.entries(truth.files)
        .filter(([, file]) => file.dangling !== true)
        .map(([path, file]) => [path, file.size, `sha256:${file.sha256 ?? ''}`])
        .sort(),
      images: images.map((image) => ({
        layers: image.layers.map((layer) =>
          layer.missing === true || layer.error !== undefined
            ? null
            : [
                layer.diffId,
                layer.uncompressedSize,
                layer.stats?.['entries'] ?? 0,
                layer.stats?.['whiteouts'] ?? 0,
                layer.stats?.['opaque'] ?? 0,
              ],
        ),
        listing: image.squashed.listSha256,
        paths: image.squashed.paths,
        bytes: image.squashed.bytes,
        byType: sorted(image.squashed.byType),
        dive: image.dive,
      })),
    },
    actual: {
      files: [...byPath.values()].map((file) => [file.path, file.size, file.sha256]).sort(),
      images: images.map((image) => {
        const found = report.images.find((candidate) => matches(candidate, image));
        return {
          layers: image.layers.map((layer, place) => {
            const it = found?.layers[place];
            return layer.missing === true || layer.error !== undefined
              ? null
              : [it?.diffId, it?.uncompressedSize, it?.entries, it?.whiteouts, it?.opaqueWhiteouts];
          }),
          listing: found?.rootfs?.listingSha256,
          paths: found?.rootfs?.paths,
          bytes: found?.rootfs?.bytes,
          byType: sorted(found?.rootfs?.byType ?? {}),
          dive: image.dive === null ? null : found?.efficiency?.dive,
        };
      }),
    },
  };
}

const sorted = (counts: Readonly<Record<string, number | undefined>>): unknown =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

function matches(found: Report['images'][number], image: Truth['images'][number]): boolean {
  if (image.manifest !== undefined) return found.manifestDigest === image.manifest;
  if (image.config !== undefined) {
    const hex = /[0-9a-f]{64}/.exec(image.config)?.[0] ?? '';
    return found.imageId === `sha256:${hex}`;
  }
  return image.tags?.some((tag) => found.tags.includes(tag)) ?? false;
}
