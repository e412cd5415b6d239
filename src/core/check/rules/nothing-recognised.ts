import { defineRule } from '../define-rule.ts';

/** What can be opened but is no image, and what cannot be opened here at all. */
export const nothingRecognised = defineRule({
  codes: ['nothing-recognised', 'archive-compressed'],
  spec: 'the entry points of OCI image-spec, image-layout.md, and of moby, image/tarexport',
  *run({ model }) {
    const { inputKind, container, dialect } = model;
    if (inputKind === 'bzip2' || inputKind === 'xz') {
      yield { code: 'archive-compressed', severity: 'error', path: null, args: { kind: inputKind } };
      return;
    }
    if (container === 'tar+gzip' || container === 'tar+zstd') {
      const kind = container === 'tar+gzip' ? 'gzip' : 'zstd';
      yield { code: 'archive-compressed', severity: 'note', path: null, args: { kind } };
    }
    const hasMarker = model.files.some(({ path, role }) => ENTRY_FILES.has(path) && role !== 'foreign');
    if (NO_IMAGE.has(dialect) && !hasMarker) {
      const found = dialect === 'unknown' ? inputKind : dialect;
      yield { code: 'nothing-recognised', severity: 'error', path: null, args: { found } };
    }
  },
});

const NO_IMAGE: ReadonlySet<string> = new Set(['unknown', 'rootfs', 'sif', 'blobs-only']);
/**
 * With one of these there is something to judge, however broken: other rules say what is wrong with it. Not with one that is
 * of another trade, as the `manifest.json` of a web page is.
 */
const ENTRY_FILES: ReadonlySet<string> = new Set(['index.json', 'manifest.json', 'repositories', 'oci-layout']);
