import { keysOf } from '../key-rule.ts';
import type { KeyRule } from '../key-rule.ts';

/** Docker's first manifest format. */
export const SCHEMA1_RULE: KeyRule = {
  note: 'A manifest in Docker’s first format (2014–2016). Today’s tools rarely read it.',
  keys: keysOf({
    schemaVersion: '1: the first format.',
    name: 'The repository.',
    tag: 'The tag.',
    architecture: 'The kind of processor.',
    fsLayers: {
      note: 'The layers, top layer first: the other way round from today.',
      items: { keys: keysOf({ blobSum: { names: 'digest' } }) },
    },
    history: {
      note: 'One old description per layer, as text within text.',
      items: {
        keys: keysOf({ v1Compatibility: 'The layer’s description from before Docker 1.10, as one line of JSON.' }),
      },
    },
    signatures: { note: 'Signatures that nobody checks any more. The digest is computed without them.' },
  }),
};
