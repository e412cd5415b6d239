import { itemsOf, member, stringOf } from '../../json/json-access.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import type { MediaTypeInfo } from '../../oci/media-types.ts';
import type { FileExplanation, FileSubject } from '../file-explanation.ts';
import { predicateKind } from '../keys/index-keys.ts';
import { mediaTypeNote } from '../media-type-note.ts';
import { counted, quoted } from '../plain-words.ts';

/** An attestation's manifest, its config, or one of its statements. */
export function explainAttestation(subject: FileSubject): FileExplanation {
  const { referencedBy, mediaType, document, annotations, lookup, path } = subject;
  const kind = document ? kindOfDocument(document) : null;
  const info = mediaType === null ? null : mediaTypeInfo(mediaType);
  const common = {
    writtenBy: 'BuildKit, at the end of a build with provenance or a list of parts (docker buildx build).',
    readBy:
      'docker buildx imagetools inspect, docker scout and other tools that examine images. Engines do not need it to run the image.',
  };
  if (kind === 'manifest' || kind === 'index' || info?.kind === 'manifest') {
    const statements = [...lookup.referencesFrom(path)].filter(
      ({ relation }) => relation === 'blob' || relation === 'layer',
    ).length;
    return {
      ...common,
      title: 'Attestation manifest',
      sentence: `The parts list of statements about an image${statements > 0 ? `: ${counted(statements, 'statement')}` : ''}. Exactly: an OCI manifest that the index lists for the platform unknown/unknown, so that nobody runs it.`,
      notes: ['The annotation vnd.docker.reference.digest in the index says which image it is about.'],
    };
  }
  if (
    kind === 'config' ||
    info?.kind === 'config' ||
    info?.kind === 'empty' ||
    (kind !== 'statement' && referencedBy.some(({ relation }) => relation === 'config'))
  ) {
    return {
      ...common,
      title: 'Attestation config',
      sentence:
        'A config only in form, because an OCI manifest must name one. It lists the statements where an image lists its layers.',
      notes: ['There is nothing to run in it.'],
    };
  }
  const predicate =
    annotations.get('in-toto.io/predicate-type') ?? stringOf(member(document?.root, 'predicateType')) ?? '';
  return {
    ...common,
    title: 'Statement about an image',
    sentence: `Says ${predicateKind(predicate)}. Exactly: an in-toto statement, JSON whose subject is the digest of an image manifest.`,
    notes: [
      'It is not signed: whoever could write the dump could write this too.',
      'Build arguments may stand in it in clear text.',
    ],
  };
}

/** Tags by which cosign finds what it attached, where it uses no referrers. @see sigstore/cosign, pkg/oci/remote/remote.go */
const COSIGN_TAG = /^sha256-([0-9a-f]{64})\.(sig|att|sbom)$/;

/** A manifest whose config is no image config, or one in form only. */
export function explainArtifactManifest(subject: FileSubject): FileExplanation {
  const { model, lookup, path, referencedBy, annotations } = subject;
  const kind = kindOfArtifact(subject);
  const attached = [...lookup.referencesFrom(path)].find(({ relation }) => relation === 'subject');
  const tagged = COSIGN_TAG.exec(annotations.get('org.opencontainers.image.ref.name') ?? '')?.[1];
  const notes: string[] = [kind === null ? 'It does not say of what kind it is.' : `Its kind: ${kind}`];
  if (attached)
    notes.push(
      attached.present
        ? 'It is attached to another manifest of this dump, its subject.'
        : 'It is attached to a manifest that is not in this dump; that is allowed.',
    );
  else if (tagged)
    notes.push(
      lookup.pathOfDigest(`sha256:${tagged}`) === null
        ? 'Its tag names the manifest it belongs to, as cosign does it; that one is not in this dump.'
        : 'Its tag names the manifest it belongs to, as cosign does it; that one is in this dump.',
    );
  if (model.dialect === 'skopeo-dir' && path === 'manifest.json')
    notes.push('In a folder copy it keeps the fixed name manifest.json; its digest is the artifact’s digest.');
  else if (referencedBy.length === 0) notes.push('No list names it.');
  const isAttached = attached !== undefined || tagged !== undefined;
  return {
    title: 'Artifact manifest',
    sentence: `The parts list of something that is kept like an image but is none: ${isAttached ? 'a remark attached to an image, such as a list of its software or a signature' : 'any files, under a digest'}. Exactly: a manifest without an image config, or with one in form only.`,
    writtenBy:
      model.dialect === 'artifact' || model.dialect === 'oci-layout'
        ? 'oras or another tool that stores artifacts.'
        : 'The tool that made the artifact.',
    readBy: 'oras, cosign and the tools this kind of artifact is made for. It cannot be run.',
    notes,
  };
}

/** What it says of itself; a config that only fills its place says nothing, then its first part tells. */
function kindOfArtifact({ document }: FileSubject): string | null {
  const root = document?.root;
  const config = stringOf(member(member(root, 'config'), 'mediaType'));
  const filler = ['config', 'empty'].includes((config === null ? null : mediaTypeInfo(config)?.kind) ?? '');
  const declared = stringOf(member(root, 'artifactType')) ?? (filler ? null : config);
  if (declared) return lowerFirst(mediaTypeNote(declared));
  const part = stringOf(member(itemsOf(member(root, 'layers'))[0], 'mediaType'));
  return part === null || mediaTypeInfo(part) === null ? null : `${lowerFirst(mediaTypeNote(part))} Its parts say so.`;
}

/** Config and content of an artifact, and signatures. */
export function explainArtifactBlob({
  mediaType,
  annotations,
  referencedBy,
  path,
  file,
  document,
}: FileSubject): FileExplanation {
  const info = mediaType === null ? null : mediaTypeInfo(mediaType);
  const isConfig = referencedBy.some(({ relation }) => relation === 'config');
  const title = annotations.get('org.opencontainers.image.title');
  const notes: string[] = [];
  if (title) notes.push(`When pulled it becomes the file ${quoted(title)}.`);
  if (mediaType) notes.push(`Its type, ${quoted(mediaType)}: ${lowerFirst(mediaTypeNote(mediaType))}`);
  if (annotations.has('com.amazon.soci.image-layer-digest'))
    notes.push('It is a ztoc: the table of contents of one layer, by which SOCI fetches single files of it.');
  const common = {
    writtenBy: 'The tool that made the artifact, such as oras, cosign or helm.',
    readBy: 'The tools this kind of artifact is made for. Engines do not open it.',
    notes,
  };
  if (
    info?.kind === 'empty' ||
    (file?.size === 2 && isConfig) ||
    path.endsWith('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  ) {
    return {
      ...common,
      title: 'Empty description',
      sentence:
        'Two characters, {}: a manifest must name a config, and this artifact needs none. Exactly: the OCI empty descriptor’s content.',
    };
  }
  if (/(?:^|\/)signature-\d+$/.test(path)) {
    return {
      ...common,
      title: 'Signature',
      sentence:
        'A signature that was stored beside the image when it was copied. Exactly: a GnuPG or Sigstore signature of a dir: copy.',
      readBy: 'skopeo and podman, when a policy asks for signatures. It is not verified here.',
    };
  }
  if (isConfig && info?.kind === 'config')
    return {
      ...common,
      title: 'Config of an artifact',
      sentence:
        'A config only in form, because a manifest must name one; there is nothing to run in it. cosign writes it for signatures.',
    };
  if (isConfig)
    return {
      ...common,
      title: 'Artifact description',
      sentence:
        'Describes the artifact, in the place where an image has its config. What it means is up to the tool that made it.',
    };
  return { ...common, ...contentWords(info, document !== null) };
}

function contentWords(info: MediaTypeInfo | null, isJson: boolean): { title: string; sentence: string } {
  switch (info?.kind) {
    case 'sbom':
      return {
        title: 'List of software parts',
        sentence:
          'Lists the software in an image or project, with versions and licences. It is attached, not part of what runs.',
      };
    case 'signature':
      return {
        title: 'Signature',
        sentence:
          'Says who vouches for an image or artifact. It is attached, not part of what runs, and not verified here.',
      };
    case 'statement':
      return {
        title: 'Statement',
        sentence:
          'Says something about an image or artifact, such as how it was built. Exactly: an in-toto statement, perhaps inside a signed envelope.',
      };
    case 'layer':
      return {
        title: 'Artifact content',
        sentence: 'Files of an artifact, packed like a layer of an image. They are stacked onto nothing.',
      };
    default:
      return {
        title: 'Artifact content',
        sentence: `What the artifact is about: one file under its digest${isJson ? ', written as JSON' : ''}. It has no place in an image’s file system.`,
      };
  }
}

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
