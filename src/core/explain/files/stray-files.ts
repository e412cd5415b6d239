import { digestFromBlobPath } from '../../oci/digest.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import type { DocumentKind } from '../../oci/document-kind.ts';
import { mediaTypeInfo } from '../../oci/media-types.ts';
import type { FileExplanation, FileSubject } from '../file-explanation.ts';
import { counted, grouped, quoted } from '../plain-words.ts';
import { SAVERS } from '../saver-words.ts';

const LOOKS: Readonly<Record<DocumentKind, string>> = {
  index: 'a list of images (index)',
  manifest: 'the parts list of an image (manifest)',
  ambiguous: 'both a manifest and an index',
  config: 'an image config',
  'docker-manifest': 'Docker’s list of images',
  repositories: 'a list of names and tags',
  'legacy-v1': 'Docker’s old description of a layer',
  schema1: 'a manifest in Docker’s first format',
  'oci-layout': 'the mark of an OCI layout',
  statement: 'a statement about an image',
  other: 'JSON of another kind',
};

/** Files that other programs leave behind. */
const LITTER: readonly (readonly [RegExp, string, string])[] = [
  [/(?:^|\/)\.DS_Store$/, 'Folder settings of macOS', 'The Finder of macOS'],
  [
    /(?:^|\/)\._[^/]+$|(?:^|\/)__MACOSX\//,
    'File details of macOS',
    'macOS, when copying to a foreign disk or packing a zip',
  ],
  [/(?:^|\/)Thumbs\.db$/i, 'Thumbnails of Windows', 'The Explorer of Windows'],
  [/(?:^|\/)desktop\.ini$/i, 'Folder settings of Windows', 'The Explorer of Windows'],
  [
    /(?:^|\/)(?:ingest)(?:\/|$)/,
    'Left-over of an unfinished download',
    'containerd’s content store, and tools made with it',
  ],
  [/(?:^|\/)\.git(?:\/|$)/, 'Version control data', 'git'],
  [
    /(?:~|\.swp|\.bak|\.tmp|\.part|\.crdownload)$/,
    'Left-over of an editor or download',
    'An editor, browser or copying program',
  ],
  [/(?:^|\/)(?:README|LICENSE|NOTICE)(?:\.\w+)?$/i, 'A text for people', 'Whoever packed this'],
];

/** A file that no dialect names. */
export function explainStranger({ path, document, model }: FileSubject): FileExplanation {
  const litter = LITTER.find(([pattern]) => pattern.test(path));
  const notes =
    model.dialect === 'docker-1' || model.dialect === 'docker-1.10'
      ? ['Old versions of docker load stumble over files they do not expect.']
      : [];
  if (litter) {
    return {
      title: litter[1],
      sentence: `It has nothing to do with the image. ${litter[2]} left it here.`,
      writtenBy: `${litter[2]}.`,
      readBy: 'No tool that loads images.',
      notes,
    };
  }
  const kind = document ? kindOfDocument(document) : null;
  return {
    title: 'Not part of the image',
    sentence: `No image tool writes a file of this name here, and nothing refers to it.${kind && kind !== 'other' ? ` By its content it looks like ${LOOKS[kind]}.` : ''}`,
    writtenBy: 'Not known. It may have been put here by hand.',
    readBy: 'No tool that loads images; containerd stores it as a nameless blob.',
    notes,
  };
}

/** A blob that nothing names. */
export function explainUnreferenced({ path, document, file, model }: FileSubject): FileExplanation {
  const kind = document ? kindOfDocument(document) : null;
  const looks =
    kind === null
      ? 'Its content is no JSON that was read; it may be a layer of an image that is not listed.'
      : `By its content it is ${LOOKS[kind]}.`;
  const digest = digestFromBlobPath(path);
  return {
    title: 'Blob that nothing names',
    sentence: `It is stored like a part of an image, but no list in this dump leads to it. ${looks}`,
    writtenBy: SAVERS[model.dialect],
    readBy: 'No tool that starts at the entry points. It takes up space and changes nothing.',
    notes: [
      ...(file ? [`${counted(file.size, 'byte')} would be saved without it.`] : []),
      ...(digest === null && path.startsWith('blobs/') ? ['Its name is no digest, so nothing could refer to it.'] : []),
    ],
  };
}

/** A file that is named but not here. */
export function explainMissing({ referencedBy, mediaType }: FileSubject): FileExplanation {
  const [reference] = referencedBy;
  const optional = referencedBy.length > 0 && referencedBy.every((one) => one.optional);
  const info = mediaType === null ? null : mediaTypeInfo(mediaType);
  const size = referencedBy.find((one) => one.size !== null)?.size ?? null;
  const what = info ? `It should be ${info.label}` : 'What it should be is not said';
  return {
    title: 'Not in this dump',
    sentence: `${reference ? `${quoted(reference.from)} names this file, but it is not here.` : 'There is no such file in this dump.'} ${what}${size === null ? '' : `, ${grouped(size)} bytes long`}.`,
    writtenBy: 'Nobody, as far as this dump shows.',
    readBy: optional ? 'Nobody needs it to use the rest of the dump.' : 'Whoever loads the image needs it.',
    notes: [
      optional
        ? 'Its absence is allowed here.'
        : 'Save or copy the dump again; a tool that loads it as it is will stop at this file.',
    ],
  };
}
