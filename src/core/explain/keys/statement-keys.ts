import { stringOf } from '../../json/json-access.ts';
import { countedAgain, checkOf, nounOf, targetOfHex } from '../digest-note.ts';
import { keysOf } from '../key-rule.ts';
import type { KeyRule, Note } from '../key-rule.ts';
import { dateInWords } from '../plain-words.ts';
import { descriptorRule, ofText } from './descriptor-keys.ts';
import { predicateKind } from './index-keys.ts';
import { SBOM_KEYS } from './sbom-keys.ts';

const date: Note = ofText((text) => {
  const words = dateInWords(text);
  return words === null ? null : `${words}.`;
});
const dated = (what: string): Note => ofText((text) => `${what} ${dateInWords(text) ?? text}.`);

/** `{algorithm: hex}`, as in-toto writes digests. */
const DIGEST_SET: KeyRule = {
  note: 'The digest of what is meant, by algorithm.',
  others: {
    names: 'hex',
    note: (context) => {
      const hex = stringOf(context.node);
      const path = hex === null ? null : targetOfHex(context, hex);
      if (hex === null || path === null) return 'Digits of a digest; no file of this dump has it.';
      return `The ${nounOf(context.lookup, path)} of this dump. ${countedAgain(checkOf(context, path), `sha256:${hex}`)}`;
    },
  },
};

const RESOURCE_KEYS = keysOf({
  uri: 'Where it came from, as a package URL or address.',
  digest: DIGEST_SET,
  name: 'Its name.',
  mediaType: 'Its media type.',
  entryPoint: 'The file the build began with, mostly the Dockerfile.',
  path: 'Its place.',
});

const BUILDKIT_METADATA: KeyRule = {
  note: 'BuildKit’s own remarks: sources, and which step made which layer.',
  keys: keysOf({
    vcs: {
      note: 'The version control state of the source.',
      others: { note: 'A detail of the source’s version control.' },
    },
    source: {
      note: 'The Dockerfile and which of its lines made which step.',
      keys: keysOf({
        infos: {
          note: 'The source files, each with its text in base64.',
          items: {
            keys: keysOf({
              filename: 'The file’s name.',
              language: 'Its language.',
              data: 'Its text, in base64.',
              llbDefinition: { note: 'How the file was read.' },
              digestMapping: { note: 'Names for the digests of those steps.' },
            }),
          },
        },
        locations: { note: 'Lines of the file for each step.' },
      }),
    },
    layers: {
      note: 'Which step made which layers.',
      others: {
        note: 'A step and its output.',
        items: { note: 'The layers of one result.', items: descriptorRule('A layer as the builder stored it.') },
      },
    },
  }),
};

const MATERIALS: KeyRule = {
  note: 'Everything the build took in: base images, sources, contexts.',
  items: { note: 'One thing the build took in.', keys: RESOURCE_KEYS },
};

const METADATA: KeyRule = {
  note: 'When and how completely this was recorded.',
  keys: keysOf({
    buildInvocationID: 'The builder’s number for this build.',
    buildInvocationId: 'The builder’s number for this build.',
    invocationId: 'The builder’s number for this build.',
    buildStartedOn: dated('The build began:'),
    buildFinishedOn: dated('The build ended:'),
    startedOn: dated('The build began:'),
    finishedOn: dated('The build ended:'),
    completeness: {
      note: 'Which of the lists claim to be complete.',
      others: { note: 'Whether this list claims to be complete.' },
    },
    reproducible: 'Whether the same build is claimed to give the same bytes.',
    'https://mobyproject.org/buildkit@v1#metadata': BUILDKIT_METADATA,
    buildkit_metadata: BUILDKIT_METADATA,
    buildkit_completeness: {
      note: 'Which of BuildKit’s lists claim to be complete.',
      others: { note: 'Whether this list claims to be complete.' },
    },
    buildkit_reproducible: 'Whether the same build is claimed to give the same bytes.',
  }),
};

/** SLSA provenance, versions 0.2 and 1 together: their keys do not clash. */
const PREDICATE_KEYS = keysOf({
  builder: {
    note: 'Who ran the build.',
    keys: keysOf({
      id: ofText((text) => (text === '' ? 'Empty: a local builder that gave no name.' : 'The builder’s address.')),
      version: 'Versions of the builder’s parts.',
      builderDependencies: MATERIALS,
    }),
  },
  buildType: 'The kind of build; what the parameters mean follows from it.',
  invocation: {
    note: 'How the build was started.',
    keys: keysOf({
      configSource: { note: 'The file the build began with.', keys: RESOURCE_KEYS },
      parameters: {
        note: 'Options of the build. Build arguments may appear here in clear text.',
        keys: keysOf({
          frontend: 'What read the Dockerfile.',
          args: { note: 'Arguments for it.', others: { note: 'An option as it was given.' } },
          locals: { note: 'Local folders it used.', items: { note: 'A local folder.', keys: RESOURCE_KEYS } },
          secrets: { note: 'Names of secrets it used, not their values.' },
          ssh: { note: 'SSH connections it used, not their keys.' },
        }),
      },
      environment: {
        note: 'Where it ran.',
        keys: keysOf({ platform: 'The machine that built.' }),
        others: { note: 'A detail of the machine that built.' },
      },
    }),
  },
  buildConfig: {
    note: 'The steps of the build in BuildKit’s own terms.',
    keys: keysOf({
      llbDefinition: {
        note: 'Each step: what it takes, what it does.',
        items: {
          keys: keysOf({
            id: 'The step’s name in this list.',
            op: { note: 'What it does.' },
            inputs: { note: 'The steps whose results it takes.' },
          }),
        },
      },
      digestMapping: {
        note: 'Which digest of a step has which name.',
        others: { note: 'A step by its digest. No file has this digest.' },
      },
    }),
  },
  materials: MATERIALS,
  metadata: METADATA,
  buildDefinition: {
    note: 'What was to be built, and from what.',
    keys: keysOf({
      buildType: 'The kind of build; what the parameters mean follows from it.',
      externalParameters: {
        note: 'What the person who started the build chose.',
        keys: keysOf({
          configSource: { note: 'The file the build began with.', keys: RESOURCE_KEYS },
          request: { note: 'The request as it was made.' },
        }),
      },
      internalParameters: { note: 'What the builder chose itself.' },
      resolvedDependencies: MATERIALS,
    }),
  },
  runDetails: {
    note: 'How this one build ran.',
    keys: keysOf({
      builder: { note: 'Who ran the build.', keys: keysOf({ id: 'The builder’s address.' }) },
      metadata: METADATA,
      byproducts: MATERIALS,
    }),
  },
});

/** In-toto statements, and DSSE envelopes around them. */
export const STATEMENT_RULE: KeyRule = {
  note: 'A statement about an image, in in-toto’s form. Anyone can write one: by itself it proves nothing.',
  keys: keysOf({
    _type: 'The version of the in-toto statement format.',
    subject: {
      note: 'What the statement is about.',
      items: {
        note: 'One image that it speaks of.',
        keys: keysOf({ name: 'Its name, as a package URL.', digest: DIGEST_SET, uri: 'Its address.' }),
      },
    },
    predicateType: ofText((text) => `What it says: ${predicateKind(text)}.`),
    predicate: { note: 'The statement itself.', keys: new Map([...SBOM_KEYS, ...PREDICATE_KEYS]) },
    payloadType: 'The type of what is signed.',
    payload: 'What is signed, in base64: the statement.',
    signatures: {
      note: 'Signatures over it. They are not verified here.',
      items: {
        keys: keysOf({
          sig: 'A signature, in base64.',
          keyid: 'A hint which key it was.',
          cert: 'The signer’s certificate.',
        }),
      },
    },
    timestamp: date,
  }),
};
