import type { DumpErrorInfo } from '../../errors.ts';
import { entryOf, membersOf, member, stringOf } from '../../json/json-access.ts';
import { isNotUnpackedHere, type Compression } from '../../layer/inflater.ts';
import type { LayerFault } from '../../layer/layer-reading.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import { defineRule } from '../define-rule.ts';
import { descriptorSites } from '../descriptor-sites.ts';
import type { FindingOf } from '../finding.ts';
import { readLayers } from '../image-layers.ts';

const EXTREME_RATIO = 200;
const EXTREME_BYTES = 100 * 2 ** 20;

type StreamFinding = FindingOf<'layer-truncated' | 'layer-corrupt' | 'layer-limit-reached' | 'file-not-checked'>;

/** A layer can be read from its first byte to its last, and is nothing but a tar. */
export const layerStreams = defineRule({
  codes: [
    'layer-truncated',
    'layer-corrupt',
    'layer-trailing-data',
    'layer-no-end-mark',
    'layer-global-header',
    'layer-not-unpacked',
    'decompression-ratio-extreme',
    'layer-limit-reached',
    'file-not-checked',
  ],
  spec: 'OCI image-spec, layer.md; POSIX.1-2017 pax, "ustar Interchange Format"; RFC 1952; RFC 8878',
  *run(dump) {
    for (const { path, index, layer, reading } of readLayers(dump)) {
      const { fault, compression, uncompressedSize, trailingBytes, tarTrailingBytes, endBlocks, lastPadded, isTar } =
        reading;
      if (isNotUnpackedHere(compression) && isAnnouncedTar(layer.mediaType)) {
        yield { code: 'layer-not-unpacked', severity: 'note', path, args: { index, kind: compression } };
      }
      if (fault) yield* judgeFault(path, index, fault, compression);
      else if (!isTar && uncompressedSize > 0 && isAnnouncedTar(layer.mediaType)) {
        yield { code: 'layer-corrupt', severity: 'error', path, args: { index, offset: 0, reason: 'it is no tar' } };
      }
      const bytes = trailingBytes + tarTrailingBytes;
      if (bytes > 0) yield { code: 'layer-trailing-data', severity: 'warning', path, args: { index, bytes } };
      if (isTar && !fault && (endBlocks < 2 || !lastPadded)) {
        yield { code: 'layer-no-end-mark', severity: 'note', path, args: { index } };
      }
      const count = reading.globalHeaders ?? 0;
      if (count > 0) yield { code: 'layer-global-header', severity: 'warning', path, args: { index, count } };
      const stored = dump.checkOf(path)?.size ?? 0;
      const ratio = stored > 0 ? Math.round(uncompressedSize / stored) : 0;
      if (ratio > EXTREME_RATIO && uncompressedSize > EXTREME_BYTES) {
        const args = { index, ratio, size: uncompressedSize };
        yield { code: 'decompression-ratio-extreme', severity: 'warning', path, args };
      }
    }
  },
});

/** EROFS, nydus and other file systems are no tars, and say so. */
const isAnnouncedTar = (mediaType: string | null): boolean =>
  mediaType === null || (mediaTypeInfo(mediaType)?.kind ?? 'layer') === 'layer';

function* judgeFault(
  path: string,
  index: number,
  fault: LayerFault,
  compression: Compression,
): Generator<StreamFinding> {
  const { error, offset, entry } = fault;
  switch (error.code) {
    case 'gzip-truncated':
    case 'zstd-truncated':
    case 'tar-truncated':
      yield {
        code: 'layer-truncated',
        severity: 'error',
        path,
        ...(entry !== '' && { entry }),
        args: { index, path: entry, offset },
      };
      break;
    case 'gzip-invalid':
    case 'zstd-invalid':
    case 'tar-header-invalid':
    case 'tar-number-invalid':
      yield {
        code: 'layer-corrupt',
        severity: 'error',
        path,
        args: { index, offset, reason: reasonOf(error, compression) },
      };
      break;
    case 'limit-reached': {
      const { limit, value } = error.data;
      const severity = limit === 'ZSTD_WINDOW_BYTES' ? windowSeverity(value) : 'note';
      yield { code: 'layer-limit-reached', severity, path, args: { index, limit, value } };
      break;
    }
    default:
      yield { code: 'file-not-checked', severity: 'note', path, args: { path, reason: error.code } };
  }
}

/**
 * The zstd program, which skopeo and podman call, unpacks windows up to 128 MiB, as is done here; klauspost/compress, which
 * Docker and containerd use, up to 512 MiB.
 */
const windowSeverity = (bytes: number): 'error' | 'warning' => (bytes > 512 * 2 ** 20 ? 'error' : 'warning');

const reasonOf = (error: DumpErrorInfo, compression: Compression): string => {
  // lz4, brotli, lzma, zip: what no engine unpacks is refused as a tar that is none.
  if (compression === 'unknown') return 'it is no tar, and not packed with gzip, zstd, bzip2 or xz either';
  if ('reason' in error.data) return error.data.reason;
  return error.code === 'tar-number-invalid' ? `a number field holds the bytes ${error.data.field}` : '';
};

/** Encrypted layers: only the digest of the packed bytes can be proved, and only with its keys can a layer be opened at all. */
export const encryptedLayers = defineRule({
  codes: ['layer-encrypted'],
  spec: 'containers/ocicrypt, docs/IMAGE_ENCRYPTION.md (annotations org.opencontainers.image.enc.*)',
  *run(dump) {
    const openable = new Map<string, boolean>();
    for (const { node, digest, list } of descriptorSites(dump)) {
      if (list !== 'layers' || digest === null || openable.get(digest)) continue;
      openable.set(digest, hasKeys(node));
    }
    const told = new Set<string>();
    for (const { layers } of dump.model.images) {
      for (const [i, layer] of layers.entries()) {
        if (!layer.encrypted || told.has(layer.path)) continue;
        told.add(layer.path);
        const severity = layer.digest === null || openable.get(layer.digest) ? 'note' : 'error';
        yield { code: 'layer-encrypted', severity, path: layer.path, args: { index: i + 1 } };
      }
    }
  },
});

/** Wrapped keys and the public options: without either, nobody can ever decrypt. */
function hasKeys(node: Parameters<typeof member>[0]): boolean {
  const annotations = member(node, 'annotations');
  const hasKey = membersOf(annotations).some(({ key }) => key.value.startsWith('org.opencontainers.image.enc.keys.'));
  return hasKey && stringOf(entryOf(annotations, 'org.opencontainers.image.enc.pubopts')) !== null;
}
