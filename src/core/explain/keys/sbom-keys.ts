import { keysOf } from '../key-rule.ts';
import type { KeyRule } from '../key-rule.ts';
import { created } from './descriptor-keys.ts';

/** Keys of SPDX and CycloneDX documents that stand at their top. */
export const SBOM_KEYS = keysOf({
  spdxVersion: 'The version of the SPDX format.',
  SPDXID: 'The name by which this document refers to itself.',
  dataLicense: 'The licence of this list, not of the software in it.',
  name: 'What the list is about.',
  documentNamespace: 'A unique address for this list; nothing need be there.',
  creationInfo: {
    note: 'Who made this list, and when.',
    keys: keysOf({
      creators: { note: 'Tools and people that made it.' },
      created,
      licenseListVersion: 'Version of the list of licences.',
    }),
  },
  packages: {
    note: 'The software packages that were found.',
    items: {
      keys: keysOf({
        name: 'The package’s name.',
        versionInfo: 'Its version.',
        SPDXID: 'Its name within this list.',
        licenseConcluded: 'Its licence, as far as the tool could tell.',
        licenseDeclared: 'The licence it declares.',
      }),
    },
  },
  files: { note: 'The single files that were looked at.' },
  relationships: { note: 'What belongs to what: packages to files, parts to wholes.' },
  bomFormat: 'The format: CycloneDX.',
  specVersion: 'The version of the format.',
  serialNumber: 'A unique number for this list.',
  components: { note: 'The software parts that were found.' },
  dependencies: { note: 'Which part needs which.' },
});

export const SBOM_RULE: KeyRule = { note: 'A list of the software in an image or project.', keys: SBOM_KEYS };
