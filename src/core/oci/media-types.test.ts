import { expect, test } from 'vitest';
import { EXACT_MEDIA_TYPES } from './media-type-table.ts';
import { mediaTypeInfo } from './media-types.ts';

test.each([
  ['application/vnd.oci.image.index.v1+json', 'index', 'oci'],
  ['application/vnd.docker.distribution.manifest.list.v2+json', 'index', 'docker'],
  ['application/vnd.oci.image.manifest.v1+json', 'manifest', 'oci'],
  ['application/vnd.docker.container.image.v1+json', 'config', 'docker'],
  ['application/vnd.oci.empty.v1+json', 'empty', 'oci'],
  ['application/vnd.in-toto+json', 'statement', null],
  ['application/vnd.dev.sigstore.bundle.v0.3+json', 'signature', null],
  ['application/spdx+json', 'sbom', null],
  ['application/vnd.cncf.openpolicyagent.policy.layer.v1+rego', 'other', null],
  ['application/vnd.docker.distribution.manifest.v1+prettyjws', 'schema1', 'docker'],
  ['application/vnd.docker.plugin.v1+json', 'plugin', 'docker'],
])('%s', (value, kind, family) => {
  const info = mediaTypeInfo(value);
  expect([info?.kind, info?.family, info?.compression]).toEqual([kind, family, null]);
});

test.each([
  ['application/vnd.oci.image.layer.v1.tar', 'oci', 'none', false, false],
  ['application/vnd.oci.image.layer.v1.tar+gzip', 'oci', 'gzip', false, false],
  ['application/vnd.oci.image.layer.v1.tar+zstd+encrypted', 'oci', 'zstd', false, true],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', 'oci', 'gzip', true, false],
  ['application/vnd.docker.image.rootfs.diff.tar', 'docker', 'none', false, false],
  ['application/vnd.docker.image.rootfs.diff.tar.zstd', 'docker', 'zstd', false, false],
  ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'docker', 'gzip', true, false],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip+enc', 'docker', 'gzip', false, true],
])('layer %s', (value, family, compression, foreign, encrypted) => {
  expect(mediaTypeInfo(value)).toMatchObject({ kind: 'layer', family, compression, foreign, encrypted });
});

test('what is unknown, differs in case or goes on is not guessed', () => {
  for (const value of [
    '',
    'text/plain',
    'application/vnd.oci.image.layer.v1.tar+xz',
    'Application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.index.v1+json; v=1',
  ]) {
    expect(mediaTypeInfo(value)).toBeNull();
  }
});

test('labels can stand in a sentence', () => {
  for (const [, [, , label]] of EXACT_MEDIA_TYPES) expect(label).toMatch(/^(a|an|the|what) .*[^.]$/);
});
