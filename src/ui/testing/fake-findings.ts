import type { ReportFinding } from '../../core/report/report.ts';
import { fakeBlob as blob, fakeDigest as digest, fakeHex } from './fake-digests.ts';

/** One finding of each kind of evidence. */
export const fakeFindings: readonly ReportFinding[] = [
  {
    code: 'blob-digest-mismatch',
    severity: 'error',
    path: blob(12),
    digest: digest(12),
    args: {
      path: blob(12),
      computed: `sha256:${fakeHex(12).slice(0, 20)}77b3f${fakeHex(99).slice(25)}`,
      role: 'layer',
    },
    message:
      'A blob is named after the hash of its content, but this one hashes to something else: it was changed or cut short.',
  },
  {
    code: 'size-mismatch',
    severity: 'error',
    path: blob(12),
    args: { path: blob(12), want: 124_903_424, have: 124_898_304 },
    message: 'The file has 124,898,304 bytes, the reference says 124,903,424.',
  },
  {
    code: 'digest-malformed',
    severity: 'error',
    path: 'index.json',
    pointer: '/manifests/0/digest',
    args: {
      pointer: '/manifests/0/digest',
      value: digest(1).slice(0, 40) + digest(1).slice(41),
      reason: '63 hex digits instead of 64',
      place: 40,
      nearest: digest(1),
    },
    message: 'The name is no digest: it has 63 hex digits instead of 64.',
  },
  {
    code: 'layer-trailing-data',
    severity: 'warning',
    path: blob(13),
    args: { index: 4, bytes: 512 },
    message: 'Layer 4 has 512 bytes after its end.',
  },
  {
    code: 'media-type-mismatch',
    severity: 'warning',
    path: blob(2),
    args: {
      path: blob(2),
      said: 'application/vnd.oci.image.index.v1+json',
      found: 'application/vnd.oci.image.config.v1+json',
    },
    message: 'The blob is announced as an index, but is a config.',
  },
  {
    code: 'blob-legacy-v1',
    severity: 'note',
    path: blob(3),
    digest: digest(3),
    args: { path: blob(3), layer: 1, id: fakeHex(555) },
    message: 'Docker’s description of layer 1 for versions before 1.10; unused by design.',
  },
  {
    code: 'entry-name-not-utf8',
    severity: 'note',
    path: blob(10),
    entry: 'caf\\xe9/<script>alert(1)</script>',
    args: { index: 1, path: 'caf\\xe9/<script>alert(1)</script>' },
    message: 'A name in layer 1 is not UTF-8.',
  },
];
