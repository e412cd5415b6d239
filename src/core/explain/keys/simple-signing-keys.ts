import { keysOf } from '../key-rule.ts';
import type { KeyRule } from '../key-rule.ts';

/** What cosign signs. */
export const SIMPLE_SIGNING_RULE: KeyRule = {
  note: 'What cosign has signed: which image is meant. The signature itself is an annotation of the manifest.',
  keys: keysOf({
    critical: {
      note: 'What the signature holds for.',
      keys: keysOf({
        identity: {
          note: 'The name that was signed.',
          keys: keysOf({ 'docker-reference': 'The image’s name, without a tag.' }),
        },
        image: { note: 'The image that was signed.', keys: keysOf({ 'docker-manifest-digest': { names: 'digest' } }) },
        type: 'Which form of signature this is.',
      }),
    },
    optional: { note: 'Further remarks of the signer.' },
  }),
};
