import { member, numberOf, stringOf } from '../../json/json-access.ts';
import { readDescriptor } from '../../oci/descriptor.ts';
import { isUnknownPlatform, platformText } from '../../oci/platform.ts';
import { keysOf } from '../key-rule.ts';
import type { KeyRule, NoteContext } from '../key-rule.ts';
import { mediaTypeNote } from '../media-type-note.ts';
import { counted, quoted } from '../plain-words.ts';
import { ANNOTATIONS_RULE, countedNote, descriptorRule, lower, mediaType, ofText } from './descriptor-keys.ts';

export const schemaVersion = (context: NoteContext): string =>
  numberOf(context.node) === 2
    ? 'Always 2. Version 1 was the form used before 2016.'
    : 'Must be 2; 1 was the form used before 2016.';

export const artifactType = ofText((text) => `What kind of artifact this is: ${lower(mediaTypeNote(text))}`);

/** What one entry of an index stands for. */
function entryNote(context: NoteContext): string {
  const entry = readDescriptor(context.node, context.pointer);
  const place = `Entry ${Number(context.key) + 1}`;
  const type = entry.annotations.get('vnd.docker.reference.type');
  if (type === 'attestation-manifest' || (type === undefined && isUnknownPlatform(entry.platform)))
    return `${place}: an attestation, a statement about another entry. It is not to be run.`;
  const name =
    entry.annotations.get('io.containerd.image.name') ?? entry.annotations.get('org.opencontainers.image.ref.name');
  const platform = platformText(entry.platform);
  const nested = /index|manifest\.list/.test(entry.mediaType ?? '');
  const what = nested
    ? 'a further index, for several platforms'
    : entry.artifactType === null
      ? 'one image'
      : 'one artifact';
  return `${place}: ${what}${platform ? `, for ${platform}` : ''}${name ? `, called ${quoted(name)}` : ''}.`;
}

const subject = descriptorRule('The manifest this belongs to, as a remark to it. It may be absent here.');

/** `index.json`, image indexes and Docker manifest lists. */
export const INDEX_RULE: KeyRule = {
  note: ({ role }) =>
    role === 'index'
      ? 'The entry point for OCI tools: they start reading here.'
      : 'A list of images, mostly one image for several platforms.',
  keys: keysOf({
    schemaVersion,
    mediaType: (context) => {
      const text = stringOf(context.node);
      return text === null ? null : `Says what this file is: ${lower(mediaTypeNote(text))}`;
    },
    manifests: {
      note: (context) =>
        context.node.kind === 'array'
          ? `The images and further lists that this one names: ${counted(context.node.items.length, 'entry', 'entries')}.`
          : null,
      items: descriptorRule(entryNote),
    },
    subject,
    artifactType,
    annotations: ANNOTATIONS_RULE,
  }),
};

/** One image or artifact. */
export const MANIFEST_RULE: KeyRule = {
  note: ({ role, node }) =>
    role === 'artifact-manifest'
      ? 'The parts list of one artifact: something that is kept like an image but is none.'
      : role === 'attestation'
        ? 'The parts list of an attestation: statements about an image.'
        : `The parts list of one image: its config and ${counted(layersOf(node), 'layer')}.`,
  keys: keysOf({
    schemaVersion,
    mediaType: (context) => {
      const text = stringOf(context.node);
      return text === null ? null : `Says what this file is: ${lower(mediaTypeNote(text))}`;
    },
    config: descriptorRule(({ role }) =>
      role === 'artifact-manifest'
        ? 'Points to a description of the artifact; often it is empty.'
        : role === 'attestation'
          ? 'Points to a config in form only: there is nothing to run.'
          : 'Points to the config: how to run the image, and its history.',
    ),
    layers: {
      note: (context) => layersNote(context),
      items: descriptorRule((context) => layerNote(context)),
    },
    blobs: {
      note: countedNote('The files of the artifact.', 'file', 'files', 'No files.'),
      items: descriptorRule('One file of the artifact.'),
    },
    subject,
    artifactType,
    annotations: ANNOTATIONS_RULE,
    fsLayers: {
      note: 'Layers in Docker’s first manifest format, top layer first.',
      items: { keys: keysOf({ blobSum: { names: 'digest', note: mediaType } }) },
    },
  }),
};

const layersOf = (node: NoteContext['node']): number => {
  const layers = member(node, 'layers');
  return layers?.kind === 'array' ? layers.items.length : 0;
};

function layersNote({ role, node }: NoteContext): string | null {
  if (node.kind !== 'array') return null;
  const count = node.items.length;
  if (role === 'attestation')
    return `The statements, not layers of files. Here ${count === 1 ? 'one' : counted(count, 'statement')}.`;
  if (role === 'artifact-manifest')
    return `The contents of the artifact. Here ${count === 1 ? 'one' : counted(count, 'part')}.`;
  return `The file system, oldest layer first. Here ${count === 1 ? 'one' : counted(count, 'layer')}.`;
}

function layerNote({ role, key, node }: NoteContext): string {
  const place = Number(key) + 1;
  const { annotations } = readDescriptor(node, '');
  if (role === 'attestation')
    return `Statement ${place}: ${predicateKind(annotations.get('in-toto.io/predicate-type') ?? '')}.`;
  if (role === 'artifact-manifest') {
    const title = annotations.get('org.opencontainers.image.title');
    return `Part ${place}${title ? `, the file ${quoted(title)}` : ''}.`;
  }
  return place === 1 ? 'Layer 1, the base.' : `Layer ${place}.`;
}

/** What a statement is about, as the middle of a sentence. */
export function predicateKind(predicateType: string): string {
  if (predicateType.includes('slsa.dev/provenance')) return 'how the image was built (SLSA provenance)';
  if (predicateType.includes('spdx.dev')) return 'which software is in the image (SPDX)';
  if (predicateType.includes('cyclonedx')) return 'which software is in the image (CycloneDX)';
  return predicateType === '' ? 'something about the image' : quoted(predicateType);
}
