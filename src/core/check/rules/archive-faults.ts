import { defineRule } from '../define-rule.ts';

/** Faults of the outer tar itself. */
export const archiveFaults = defineRule({
  codes: [
    'archive-truncated',
    'archive-duplicate-entry',
    'archive-entry-escapes',
    'archive-corrupt',
    'archive-no-end-mark',
    'archive-trailing-data',
  ],
  spec: 'POSIX.1-2017 pax, "ustar Interchange Format"; containerd, core/images/archive/importer.go; moby, image/tarexport/load.go',
  *run({ model }) {
    for (const fault of model.archiveFaults) {
      switch (fault.kind) {
        case 'truncated': {
          const { path, have, want } = fault;
          yield { code: 'archive-truncated', severity: 'error', path, args: { path, have, want } };
          break;
        }
        case 'duplicate': {
          const { path, count, same } = fault;
          yield { code: 'archive-duplicate-entry', severity: 'warning', path, args: { path, count, same } };
          break;
        }
        case 'escapes': {
          const { path } = fault;
          yield { code: 'archive-entry-escapes', severity: 'error', path, args: { path } };
          break;
        }
        case 'invalid': {
          const { offset, reason } = fault;
          yield { code: 'archive-corrupt', severity: 'error', path: null, args: { offset, reason } };
          break;
        }
        case 'no-end-mark':
          yield { code: 'archive-no-end-mark', severity: 'warning', path: null, args: {} };
          break;
        case 'trailing': {
          const { packing, bytes } = fault;
          yield { code: 'archive-trailing-data', severity: 'warning', path: null, args: { kind: packing, bytes } };
        }
      }
    }
  },
});
