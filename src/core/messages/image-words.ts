import { plural, shortDigest, shortDigests, shorten } from './format-size.ts';
import type { WordsFor } from './finding-words.ts';

type Codes =
  | 'ref-name-duplicate'
  | 'ref-name-invalid'
  | 'platform-duplicate'
  | 'config-platform-mismatch'
  | 'attestation-subject-missing'
  | 'attestation-subject-mismatch'
  | 'subject-missing'
  | 'config-invalid'
  | 'rootfs-type-wrong'
  | 'config-platform-missing'
  | 'diff-ids-count-mismatch'
  | 'diff-id-mismatch'
  | 'diff-ids-reordered'
  | 'history-count-mismatch'
  | 'env-malformed'
  | 'secret-in-config';

const configReasons: Readonly<Record<string, string>> = {
  'not-object': 'it is no JSON object',
  'no-rootfs': 'rootfs, the list of layers, is missing',
};

/** Names, platforms, attestations and configurations. */
export const imageWords: WordsFor<Codes> = {
  'ref-name-duplicate': {
    title: 'One name stands for different images',
    text: ({ name, digests }) => `${shorten(name)} names ${plural(digests.length, 'different image')}.`,
    fix: 'Rename one of them.',
    engines: 'skopeo takes the first one, containerd ends up with the last one.',
  },
  'ref-name-invalid': {
    title: 'An image has an unusual name',
    text: ({ value }) => `“${shorten(value)}” is an unusual name.`,
    fix: 'Use letters, digits and single - . _ : @ + between them.',
    engines: 'umoci refuses it; the others never look.',
  },
  'platform-duplicate': {
    title: ({ platform }) => `Two images claim ${platform}`,
    text: ({ platform, digests }) => `${plural(digests.length, 'image')} claim ${platform}; the first is taken.`,
    fix: 'Remove all but one.',
    engines: 'containerd and skopeo take the first, as the specification advises.',
  },
  'config-platform-mismatch': {
    title: ({ said, found }) => `Listed for ${said}, built for ${found}`,
    text: ({ said, found }) => `An image is listed for ${said}, but its configuration says it was built for ${found}.`,
    fix: 'Correct the index.',
    engines: 'crane validate refuses; containerd and skopeo believe the index.',
  },
  'attestation-subject-missing': {
    title: 'An attestation is about an image that is not listed',
    text: ({ digest }) => `An attestation is about ${shortDigest(digest)}, which this index does not list.`,
    fix: 'Build the image again.',
    engines: 'No engine looks.',
  },
  'attestation-subject-mismatch': {
    title: 'An attestation speaks of another image',
    text: ({ want, have }) => {
      const [stated, listed] = shortDigests(have, want);
      return `The statement speaks of ${stated}, the index says it is about ${listed}.`;
    },
    fix: 'Do not rely on the statement.',
    engines: 'No engine looks.',
  },
  'subject-missing': {
    title: 'What it belongs to is not here',
    text: ({ digest, referrer }) => `${referrer} belongs to ${shortDigest(digest)}, which is not here.`,
    fix: null,
    engines: 'A weak link by the specification; containerd imports it as an ordinary image.',
  },
  'config-invalid': {
    title: 'A configuration cannot be used',
    text: ({ path, reason }) => `The configuration ${path} cannot be used: ${configReasons[reason] ?? reason}.`,
    fix: 'Export the image again.',
    engines: 'Docker’s classic store and skopeo refuse; containerd fails later, with another message.',
  },
  'rootfs-type-wrong': {
    title: 'rootfs.type is not “layers”',
    text: ({ value }) => `rootfs.type must be layers, not ${value === '' ? 'missing' : `“${shorten(value)}”`}.`,
    fix: 'Set it to layers. The image ID changes with it.',
    engines: 'crane validate and umoci refuse; Docker, containerd and skopeo never look.',
  },
  'config-platform-missing': {
    title: ({ field }) => `The configuration does not say its ${field}`,
    text: ({ field }) => `The configuration lacks ${field}.`,
    fix: 'Add it. The image ID changes with it.',
    engines:
      'Docker’s classic store takes the host’s; crane validate refuses if the index names one; containerd and skopeo accept.',
  },
  'diff-ids-count-mismatch': {
    title: 'Configuration and manifest count different layers',
    text: ({ want, have }) => `The configuration lists ${plural(want, 'layer')}, the manifest ${have}.`,
    fix: 'Export the image again.',
    engines: 'Docker, skopeo as docker-archive and containerd refuse; podman refuses if the configuration lists fewer.',
  },
  'diff-id-mismatch': {
    title: ({ index }) => `Layer ${index} does not hold what the configuration says`,
    text: ({ index, want, have }) => {
      const [unpacked, announced] = shortDigests(have, want);
      return `Layer ${index} unpacks to ${unpacked}, not to ${announced}.`;
    },
    fix: 'Restore the layer from where the dump came from.',
    engines:
      'containerd, podman, umoci and crane validate refuse, and Docker does unless it already has these layers, when it never reads the file; skopeo to a folder never looks.',
  },
  'diff-ids-reordered': {
    title: 'The layers stand in another order',
    text: ({ order }) =>
      `All layers fit, but stand in another order: the configuration wants them as ${order.slice(0, 30).join(', ')}${order.length > 30 ? ' …' : ''}.`,
    fix: 'Save the image again with Docker 25.0.1 or later.',
    engines:
      'Docker 25.0.0 wrote OCI manifests so: containerd refuses to unpack; Docker’s classic store reads manifest.json, which is right.',
  },
  'history-count-mismatch': {
    title: 'The history tells of another number of layers',
    text: ({ want, have }) =>
      `The history tells of ${plural(have, 'layer')}, there ${want === 1 ? 'is' : 'are'} ${want}.`,
    fix: ({ want, have }) =>
      have > want ? 'Build or export the image again for Docker’s classic store.' : 'Cosmetic: nothing to do.',
    engines: 'More than there are: Docker’s classic store refuses; fewer: it accepts. The others never look.',
  },
  'env-malformed': {
    title: 'An environment entry is no NAME=value',
    text: ({ value }) => `“${shorten(value)}” is not NAME=value.`,
    fix: 'Correct it in the build.',
    engines: 'Docker accepts it; runtimes differ.',
  },
  'secret-in-config': {
    title: 'The configuration seems to hold a secret',
    text: ({ pointer, kind }) => `${shorten(pointer)} seems to hold a ${kind} in clear text.`,
    fix: 'Change it, and use build secrets, or set it when the container is started.',
    engines: 'No engine looks. Everyone who has the image can read it.',
  },
};
