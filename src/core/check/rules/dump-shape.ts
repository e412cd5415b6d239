import type { DumpFile } from '../../dump/dump-model.ts';
import { defineRule } from '../define-rule.ts';
import { isOsLitter } from '../../dump/os-litter.ts';

/** Where the dump lies, and whether it is one that cannot be verified at all. */
export const dumpShape = defineRule({
  codes: ['wrapped-folder', 'legacy-v1-only'],
  spec: 'moby, image/tarexport/load.go (looks at the top only; v1 dumps until Docker 28)',
  *run({ model }) {
    const path = model.root.replace(/\/+$/, '');
    if (path !== '') yield { code: 'wrapped-folder', severity: 'note', path, args: { path } };
    if (model.dialect === 'docker-1') {
      yield { code: 'legacy-v1-only', severity: 'warning', path: null, args: {} };
    }
  },
});

/** Entry files and blobs must be plain files; readers treat links differently. */
export const plainFiles = defineRule({
  codes: ['entry-point-not-file'],
  spec: 'containerd, importer.go; moby, load.go; containers/image, docker/internal/tarfile/reader.go',
  *run({ model, files }) {
    for (const file of model.files) {
      if (file.kind === 'file' || !isEntryOrBlob(file) || isSharedLayer(file, files)) continue;
      const { path, kind } = file;
      yield { code: 'entry-point-not-file', severity: 'error', path, args: { path, kind } };
    }
  },
});

const ENTRY_FILES: ReadonlySet<string> = new Set(['index.json', 'oci-layout', 'manifest.json', 'repositories']);

const isEntryOrBlob = ({ path, role }: DumpFile): boolean =>
  ENTRY_FILES.has(path) || path.startsWith('blobs/') || role === 'layer' || role === 'image-config';

/**
 * Docker 1.13–24 and containers/image write the second place of a layer as a link to the first. Where it leads anywhere else,
 * from the root, or to another link, skopeo and containerd do not follow.
 */
const isSharedLayer = ({ path, resolvesTo, linkTarget }: DumpFile, files: ReadonlyMap<string, DumpFile>): boolean =>
  path.endsWith('/layer.tar') &&
  resolvesTo !== null &&
  linkTarget?.startsWith('/') === false &&
  files.get(resolvesTo)?.role === 'layer';

/** Files that no dialect names. */
export const strayFiles = defineRule({
  codes: ['stray-file'],
  spec: 'OCI image-spec, image-layout.md: other files are no error',
  *run({ model }) {
    for (const { path, role } of model.files) {
      // A strange name among the blobs is blob-name-invalid, which says more.
      if (role !== 'foreign' || (path.startsWith('blobs/') && !isOsLitter(path))) continue;
      yield { code: 'stray-file', severity: 'note', path, args: { path } };
    }
  },
});

/** Files whose bytes could not be had: whatever depends on them is not proved. */
export const unreadFiles = defineRule({
  codes: ['file-unreadable', 'file-not-checked'],
  spec: 'none: what the browser said',
  *run({ model, checks }) {
    const told = new Set<string>();
    for (const { path, reason } of model.unreadable) {
      if (told.has(path)) continue;
      told.add(path);
      yield { code: 'file-unreadable', severity: 'error', path, args: { path, reason } };
    }
    for (const { path } of model.files) {
      const error = checks.get(path)?.error;
      if (!error || told.has(path)) continue;
      if (error.code === 'file-unreadable') {
        yield { code: 'file-unreadable', severity: 'error', path, args: { path, reason: error.data.reason } };
      } else {
        // Not the dump's fault: it makes the verdict incomplete, not broken.
        yield { code: 'file-not-checked', severity: 'note', path, args: { path, reason: error.code } };
      }
    }
  },
});
