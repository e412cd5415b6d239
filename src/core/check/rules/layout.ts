import { isAbsent, itemsOf, member, stringOf } from '../../json/json-access.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { annotationOf } from '../descriptor-sites.ts';
import type { FindingOf } from '../finding.ts';

const LAYOUT_VERSION = '1.0.0';

/** The parts an OCI image layout must have: marker, index, blobs folder. */
export const layoutParts = defineRule({
  codes: [
    'layout-marker-missing',
    'layout-marker-invalid',
    'layout-version-unknown',
    'index-missing',
    'blobs-dir-missing',
  ],
  spec: 'OCI image-spec, image-layout.md, "Content" and "oci-layout file"',
  *run(dump) {
    const hasIndex = dump.has('index.json');
    const hasMarker = dump.has('oci-layout');
    if (hasIndex && !hasMarker) {
      yield { code: 'layout-marker-missing', severity: 'error', path: 'oci-layout', args: {} };
    }
    if (!hasMarker) return;
    yield* judgeMarker(dump);
    if (!hasIndex) {
      const args = { hasManifest: dump.has('manifest.json') };
      yield { code: 'index-missing', severity: 'error', path: 'index.json', args };
    }
    const { folders, files } = dump.model;
    const hasBlobs = folders.includes('blobs') || files.some(({ path }) => path.startsWith('blobs/'));
    if (!hasBlobs) yield { code: 'blobs-dir-missing', severity: 'error', path: 'blobs', args: {} };
  },
});

function* judgeMarker(dump: CheckedDump): Generator<FindingOf<'layout-marker-invalid' | 'layout-version-unknown'>> {
  const path = 'oci-layout';
  const document = dump.documentOf(path);
  if (!document) return; // could not be read: that is a finding of its own
  const invalid = (reason: string) =>
    ({ code: 'layout-marker-invalid', severity: 'error', path, args: { reason } }) as const;
  if (!document.root) yield invalid('not-json');
  else if (document.root.kind !== 'object') yield invalid('not-object');
  else {
    const node = member(document.root, 'imageLayoutVersion');
    const version = stringOf(node);
    if (isAbsent(node)) yield invalid('version-missing');
    else if (version === null) yield invalid('version-not-text');
    else if (version !== LAYOUT_VERSION) {
      yield {
        code: 'layout-version-unknown',
        severity: 'error',
        path,
        pointer: '/imageLayoutVersion',
        args: { version },
      };
    }
  }
}

/** What the top index says about how its images can be chosen. */
export const topIndex = defineRule({
  codes: ['index-empty', 'index-entries-unnamed', 'docker-manifest-missing'],
  spec: 'OCI image-spec, image-layout.md, "index.json file"; containers/image, oci/layout',
  *run(dump) {
    const root = dump.documentOf('index.json')?.root;
    const manifests = member(root, 'manifests');
    const path = 'index.json';
    if (manifests?.kind === 'array') {
      const items = itemsOf(manifests);
      if (items.length === 0) yield { code: 'index-empty', severity: 'warning', path, pointer: '/manifests', args: {} };
      const isNamed = (item: (typeof items)[number]): boolean =>
        NAME_ANNOTATIONS.some((key) => annotationOf(item, key) !== null);
      if (items.length > 1 && !items.every(isNamed)) {
        yield { code: 'index-entries-unnamed', severity: 'note', path, args: { count: items.length } };
      }
    }
    if (dump.has(path) && dump.has('oci-layout') && !dump.has('manifest.json')) {
      yield { code: 'docker-manifest-missing', severity: 'note', path: 'manifest.json', args: {} };
    }
  },
});

const NAME_ANNOTATIONS = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'];
