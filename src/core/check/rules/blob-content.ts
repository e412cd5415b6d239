import type { HashAlgorithm } from '../../bytes/hasher.ts';
import { digestFromBlobPath } from '../../oci/digest.ts';
import { isOsLitter } from '../../dump/os-litter.ts';
import { defineRule } from '../define-rule.ts';

/** A file is what its name says it is. */
export const blobDigests = defineRule({
  codes: ['blob-digest-mismatch', 'docker-config-name-mismatch'],
  spec: 'OCI image-spec, image-layout.md, "Blobs"; moby, image/tarexport/save.go; go-containerregistry, pkg/v1/tarball',
  *run(dump) {
    const { files, dialect } = dump.model;
    for (const { path, role, size } of files) {
      const claimed = dump.claimOf(path);
      if (claimed === null) continue;
      const computed = dump.computedDigest(path, claimed.slice(0, claimed.indexOf(':')) as HashAlgorithm);
      if (computed === null || computed === claimed) continue;
      const isByDigest = path.startsWith('blobs/') || dialect === 'skopeo-dir';
      if (!isByDigest && role === 'image-config') {
        yield { code: 'docker-config-name-mismatch', severity: 'warning', path, args: { path, computed } };
      } else {
        // Archive readers find layers by path and prove them by diff ID: there a wrong name alone stops nobody.
        const severity = isByDigest ? 'error' : 'warning';
        const want = dump.referencesTo.get(path)?.find(({ size: said }) => said !== null)?.size ?? null;
        const args = { path, computed, role, want, have: size };
        yield { code: 'blob-digest-mismatch', severity, path, digest: claimed, args };
      }
    }
  },
});

/** A blob is as long as its descriptor says. With a wrong digest the bytes themselves are wrong, which says more. */
export const blobSizes = defineRule({
  codes: ['size-mismatch'],
  spec: 'OCI image-spec, descriptor.md, property "size"',
  *run(dump) {
    const told = new Set<string>();
    for (const { path, present, digest, relation, size: want } of dump.model.references) {
      if (relation === 'layer-source') continue; // layer-sources-mismatch
      if (path === null || !present || digest === null || want === null || want < 0) continue;
      const have = dump.files.get(path)?.size;
      if (have === undefined || have === want || told.has(`${path} ${want}`)) continue;
      const algorithm = digest.slice(0, digest.indexOf(':')) as HashAlgorithm;
      if (dump.computedDigest(path, algorithm) !== digest) continue;
      told.add(`${path} ${want}`);
      yield { code: 'size-mismatch', severity: 'error', path, digest, args: { path, want, have } };
    }
  },
});

/** What lies in the blobs folder is named like a blob. */
export const blobNames = defineRule({
  codes: ['blob-name-invalid'],
  spec: 'OCI image-spec, image-layout.md, "Blobs"',
  *run({ model }) {
    for (const { path } of model.files) {
      if (!path.startsWith('blobs/') || digestFromBlobPath(path) !== null || isOsLitter(path)) continue;
      yield { code: 'blob-name-invalid', severity: 'warning', path, args: { path } };
    }
  },
});
