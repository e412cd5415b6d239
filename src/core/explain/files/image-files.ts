import { familiarName } from '../../oci/reference-name.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import type { FileExplanation, FileSubject } from '../file-explanation.ts';
import { counted, dateInWords, listed, quoted } from '../plain-words.ts';
import { SAVERS } from '../saver-words.ts';

/** Builders write a config once; engines carry it along unchanged, because its digest is the image's identity. */
const BUILDER =
  'The tool that built the image: BuildKit, docker build, podman build or another. Saving leaves it as it is.';

const typeWords = (mediaType: string | null, otherwise: string): string =>
  (mediaType === null ? null : mediaTypeInfo(mediaType)?.label) ?? otherwise;
const namesOf = (tags: readonly string[]): string => listed(tags.slice(0, 3).map((tag) => quoted(familiarName(tag))));

/** The tag under which registries and layouts without the referrers API keep the list of an image's referrers. */
const FALLBACK_TAG = /^sha256-[0-9a-f]{64}$/;

/** An image index that is a blob, or a `dir:` with several platforms. */
export function explainImageIndex(subject: FileSubject): FileExplanation {
  const { model, lookup, path, mediaType, annotations } = subject;
  if (FALLBACK_TAG.test(annotations.get('org.opencontainers.image.ref.name') ?? '')) return explainReferrers(subject);
  const references = [...lookup.referencesFrom(path)];
  if (references.some((one) => one.mediaType === 'application/vnd.buildkit.cacheconfig.v0'))
    return explainCache(new Set(references.map(({ digest }) => digest)).size - 1);
  const entries = references.filter(({ relation }) => relation === 'manifest');
  const absent = model.absentPlatforms.filter(({ indexPath }) => indexPath === path);
  const notes: string[] = [];
  if (absent.length > 0) {
    const platforms = listed([...new Set(absent.map(({ platform }) => quoted(platform)))].slice(0, 6));
    notes.push(
      `It names ${counted(absent.length, 'platform')} whose content is not in this dump (${platforms}). That is normal: only what had been pulled was saved.`,
    );
  }
  if ([...lookup.referencesFrom(path)].some(({ relation }) => relation === 'attests'))
    notes.push('Entries for unknown/unknown are attestations: statements about the images, not images.');
  notes.push('With Docker’s containerd store the digest of this file is what docker images shows as the image ID.');
  return {
    title: 'Image index',
    sentence: `A list of images that belong together, mostly one image for several platforms: it names ${counted(entries.length, 'manifest')}. Exactly: ${typeWords(mediaType, 'an OCI image index')}.`,
    writtenBy: 'The builder, or the tool that put the platforms together. Saving leaves it as it is.',
    readBy: 'containerd, podman, skopeo, crane: to choose the manifest that fits the machine.',
    notes,
  };
}

/** @see moby/buildkit, cache/remotecache/export.go */
const explainCache = (layers: number): FileExplanation => ({
  title: 'List of a build cache',
  sentence: `Names ${counted(layers, 'layer')} that BuildKit keeps for later builds, and last a description of which build step made which. Exactly: an OCI image index used for something that is no image.`,
  writtenBy: 'BuildKit, at the end of a build with --cache-to.',
  readBy: 'BuildKit, with --cache-from. It cannot be run or loaded.',
  notes: [],
});

/** @see OCI distribution-spec, "Referrers tag schema" */
function explainReferrers({ lookup, path, annotations }: FileSubject): FileExplanation {
  const entries = [...lookup.referencesFrom(path)].filter(({ relation }) => relation === 'manifest');
  const digest = (annotations.get('org.opencontainers.image.ref.name') ?? '').replace('-', ':');
  const isHere = lookup.pathOfDigest(digest) !== null;
  return {
    title: 'List of what is attached to an image',
    sentence: `Names ${counted(entries.length, 'artifact')} attached to one manifest, such as signatures and lists of software. Exactly: an OCI image index under the tag sha256-…, in which those digits name that manifest.`,
    writtenBy: 'regctl, oras, cosign and others, where a registry or a folder cannot be asked for referrers.',
    readBy: 'The same tools, to find what is attached. It is no choice of platforms, and nothing in it can be run.',
    notes: [isHere ? 'That manifest is in this dump.' : 'That manifest is not in this dump; that is allowed.'],
  };
}

/** An image manifest. */
export function explainManifest(subject: FileSubject): FileExplanation {
  const { model, lookup, path, mediaType, document } = subject;
  if (document && kindOfDocument(document) === 'schema1') return explainSchema1(subject);
  const image = model.images.find(({ manifestPath }) => manifestPath === path);
  const references = [...lookup.referencesFrom(path)];
  const layers = image?.layers.length ?? references.filter(({ relation }) => relation === 'layer').length;
  const notes: string[] = [];
  if (path.startsWith('blobs/'))
    notes.push('Its name is the SHA-256 of its bytes: one letter changed inside would give it another name.');
  if (image && image.tags.length > 0)
    notes.push(`It stands for ${namesOf(image.tags)}${image.platform ? `, for ${quoted(image.platform)}` : ''}.`);
  else if (image?.platform) notes.push(`It is for ${quoted(image.platform)}.`);
  if (model.dialect === 'docker-25')
    notes.push(
      'Docker wrote it anew while saving, for layers it had unpacked. The digest under which a registry has this image cannot be recovered from it.',
    );
  if (model.dialect === 'skopeo-dir')
    notes.push('In a folder copy it keeps the fixed name manifest.json; its digest is the image’s digest.');
  if (references.some(({ relation, present }) => (relation === 'layer' || relation === 'config') && !present))
    notes.push('Not everything it names is in this dump.');
  const docker25 = model.dialect === 'docker-25';
  return {
    title: 'Image manifest',
    sentence: `The parts list of one image: it names one config and ${counted(layers, 'layer')}, each with digest and size. Exactly: ${typeWords(mediaType, 'an OCI image manifest')}.`,
    writtenBy: docker25
      ? SAVERS['docker-25']
      : ['oci-layout', 'skopeo-dir'].includes(model.dialect)
        ? 'The builder, or the tool that converted the image for this copy.'
        : 'The builder. Saving leaves it as it is.',
    readBy: docker25
      ? 'containerd, podman and skopeo as oci:, umoci, crane. docker load with the classic store uses manifest.json instead.'
      : 'Every tool that loads or pulls the image.',
    notes,
  };
}

/** @see distribution/distribution, docs/content/spec/deprecated-schema-v1.md */
function explainSchema1({ lookup, path }: FileSubject): FileExplanation {
  const layers = [...lookup.referencesFrom(path)].filter(({ relation }) => relation === 'layer').length;
  return {
    title: 'Image manifest in Docker’s first format',
    sentence: `The parts list of one image, as Docker wrote it from 2014 to 2016: it names ${counted(layers, 'layer')}, the topmost first, and holds the settings itself, in its history. Exactly: a schema 1 manifest.`,
    writtenBy: 'Docker before 1.10, or a registry that translated the image for old clients.',
    readBy: 'skopeo and podman still. Docker and containerd no longer read it.',
    notes: ['Its digest is that of the text without the signatures at its end.'],
  };
}

/** An image config. */
export function explainConfig({ model, path, mediaType }: FileSubject): FileExplanation {
  const image = model.images.find(({ configPath }) => configPath === path);
  const notes: string[] = [
    'Its SHA-256 is the image ID that docker images shows with the classic store, and podman images.',
  ];
  if (image?.command) notes.push(`It runs: ${quoted(image.command)}`);
  const created = image?.created ? dateInWords(image.created) : null;
  if (image?.platform) notes.push(`It is for ${quoted(image.platform)}${created ? `, made on ${created}` : ''}.`);
  if (model.dialect === 'crane-tarball' && path.includes(':'))
    notes.push('The colon in its name cannot be written on Windows.');
  const isOci = mediaType !== null && mediaTypeInfo(mediaType)?.family === 'oci';
  if (model.producer?.toLowerCase().includes('podman') && !path.endsWith('.json') && isOci)
    notes.push(
      'Where podman or skopeo made it out of a Docker image, the config was written anew: the health check was lost and the image ID changed.',
    );
  notes.push('Environment variables and build steps stand in it in clear text, for everyone who has the image.');
  return {
    title: 'Image config',
    sentence:
      'How to run the image, which layers it is made of, and how it came to be. Exactly: the image configuration, JSON whose diff IDs name the layers by their unpacked content.',
    writtenBy: BUILDER,
    readBy: 'Every engine: to stack the layers, and to start containers.',
    notes,
  };
}
