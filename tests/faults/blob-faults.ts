import { file, setText, sha256 } from '../support/memory-dump.ts';
import { configPath, cut, flip, indexOf, layerPath, setIndex, type Fault } from './fault.ts';

import { hello, oci, onManifest } from './on-documents.ts';

/** Descriptors and blobs. */
export const blobFaults: readonly Fault[] = [
  {
    name: 'a layer changed by one bit',
    base: oci,
    change: (d) => flip(d, layerPath(d)),
    codes: ['blob-digest-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a plain layer changed by one bit in a file',
    base: hello,
    change: (d) => flip(d, layerPath(d), 700),
    codes: ['blob-digest-mismatch', 'diff-id-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a layer deleted',
    base: oci,
    change: (d) => void d.delete(layerPath(d)),
    codes: ['blob-missing'],
    verdict: 'broken',
  },
  {
    name: 'the config deleted',
    base: oci,
    change: (d) => void d.delete(configPath(d)),
    codes: ['blob-missing'],
    verdict: 'broken',
  },
  {
    name: 'a layer under another name',
    base: oci,
    change: (d) => {
      const p = layerPath(d);
      d.set('blobs/sha256/layer1', d.get(p) ?? file(''));
      d.delete(p);
    },
    codes: ['blob-renamed'],
    verdict: 'broken',
  },
  {
    name: 'a layer cut short',
    base: oci,
    change: (d) => cut(d, layerPath(d), 20),
    codes: ['blob-digest-mismatch', 'layer-truncated'],
    verdict: 'broken',
  },
  {
    name: 'a wrong size in the manifest',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], size: 7 })),
    codes: ['size-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a negative size',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], size: -5 })),
    codes: ['size-invalid'],
    verdict: 'broken',
  },
  {
    name: 'a size with a fraction',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], size: 1.5 })),
    codes: ['size-invalid'],
    verdict: 'broken',
  },
  {
    name: 'a digest of 63 digits',
    base: oci,
    change: (d) =>
      setIndex(d, {
        ...indexOf(d),
        manifests: indexOf(d).manifests.map((m) => ({ ...m, digest: String(m['digest']).slice(0, -1) })),
      }),
    codes: ['digest-malformed'],
    verdict: 'broken',
  },
  {
    name: 'a digest in capitals',
    base: oci,
    change: onManifest(
      (m) =>
        void (m.layers[0] = {
          ...m.layers[0],
          digest: `sha256:${String(m.layers[0]?.['digest']).slice(7).toUpperCase()}`,
        }),
    ),
    codes: ['digest-malformed'],
    verdict: 'broken',
  },
  {
    name: 'a descriptor without digest',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], digest: undefined })),
    codes: ['descriptor-field-missing'],
    verdict: 'broken',
  },
  {
    name: 'a descriptor without media type',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], mediaType: undefined })),
    codes: ['media-type-missing'],
    verdict: 'broken',
  },
  {
    name: 'an unknown media type',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], mediaType: 'application/x-mystery' })),
    codes: ['media-type-unknown'],
    verdict: 'sound',
  },
  {
    name: 'the manifest announced as an index',
    base: oci,
    change: (d) =>
      setIndex(d, {
        ...indexOf(d),
        manifests: indexOf(d).manifests.map((m) => ({ ...m, mediaType: 'application/vnd.oci.image.index.v1+json' })),
      }),
    codes: ['media-type-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a gzip layer announced as zstd',
    base: oci,
    change: onManifest(
      (m) => void (m.layers[0] = { ...m.layers[0], mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd' }),
    ),
    codes: ['media-type-compression-mismatch'],
    verdict: 'warnings',
  },
  {
    name: 'the manifest announced in the other family',
    base: oci,
    change: (d) =>
      setIndex(d, {
        ...indexOf(d),
        manifests: indexOf(d).manifests.map((m) => ({
          ...m,
          mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
        })),
      }),
    codes: ['media-type-flavour'],
    verdict: 'warnings',
  },
  {
    name: 'manifest and index at once',
    base: oci,
    change: onManifest((m) => void (m['manifests'] = [])),
    codes: ['manifest-ambiguous'],
    verdict: 'broken',
  },
  {
    name: 'inline data of something else',
    base: oci,
    change: onManifest((m) => void (m.config = { ...m.config, data: 'e30=' })),
    codes: ['descriptor-data-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a blob nobody names',
    base: oci,
    change: (d) => void d.set(`blobs/sha256/${sha256(new TextEncoder().encode('lost'))}`, file('lost')),
    codes: ['blob-unreferenced'],
    verdict: 'sound',
  },
  {
    name: 'a blob with a name of its own',
    base: oci,
    change: (d) => setText(d, 'blobs/sha256/notes.txt', 'x'),
    codes: ['blob-name-invalid'],
    verdict: 'warnings',
  },
];
