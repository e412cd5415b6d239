import { mediaTypeInfo } from '../../oci/media-types.ts';
import { historyStepNote } from '../history-step-note.ts';
import type { FileExplanation, FileSubject } from '../file-explanation.ts';
import { grouped, listed, quoted } from '../plain-words.ts';
import { SAVERS } from '../saver-words.ts';

/** The tar of an empty layer: two zero blocks. */
const EMPTY_TAR = '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';
const EMPTY_GZIP = 'a3ed95caeb02ffe68cdd9fd84406680ae93d663cb16422d00e8a7c22955b46d4';
const CHUNKED_KEYS = [
  'io.github.containers.zstd-chunked.manifest-checksum',
  'io.containers.zstd-chunked.manifest-checksum',
];
/** Dialects whose layers are unpacked and packed again by the tool that saves. */
const RETARRED: ReadonlySet<string> = new Set(['docker-25', 'docker-1.10', 'docker-1']);

const isEmpty = (path: string, file: FileSubject['file']): boolean =>
  path.includes(EMPTY_TAR) || path.includes(EMPTY_GZIP) || file?.size === 1024;
/** A step behind `#(nop)` that only changes the config. */
const SETTING_STEP =
  /#\(nop\) +(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME) /;

/** A layer, wherever it lies and however it is packed. */
export function explainLayer(subject: FileSubject): FileExplanation {
  const { lookup, model, path } = subject;
  const places = lookup.layerPlaces(path);
  const [place] = places;
  const image = place ? model.images[place.image] : undefined;
  const layer = place ? image?.layers[place.layer - 1] : undefined;
  const info = subject.mediaType === null ? null : mediaTypeInfo(subject.mediaType);
  const base = place?.layer === 1;
  const plain = base
    ? 'The lowest layer of the image: the files on which everything else is stacked.'
    : 'One layer of the image’s file system: what one step of the build added, changed or deleted.';
  const exact =
    info && info.kind === 'layer'
      ? `Exactly: ${info.label.replace(/^a layer, /, '')}.`
      : info && info.kind === 'other'
        ? `Exactly: ${info.label}.`
        : 'Exactly: a tar of changed files, in which names that begin with .wh. mark deletions.';
  return {
    title: place ? `Layer ${place.layer} of ${place.layers}` : 'Layer',
    sentence: `${plain} ${exact}`,
    writtenBy: RETARRED.has(model.dialect)
      ? `${SAVERS[model.dialect]} It packed the layer’s files into a tar again.`
      : 'The builder, or the tool that packed the layer for this copy.',
    readBy: 'Every engine: it is unpacked onto the layers below it to make the root folder of a container.',
    notes: [
      ...flavourNotes(subject, layer?.encrypted ?? info?.encrypted ?? false, layer?.foreign ?? info?.foreign ?? false),
      ...placeNotes(subject),
    ],
  };
}

function flavourNotes(
  { annotations, file, path, referencedBy }: FileSubject,
  encrypted: boolean,
  foreign: boolean,
): string[] {
  const notes: string[] = [];
  if (encrypted)
    notes.push(
      'It is encrypted: only who holds one of the keys can unpack it. Its digest can be checked, its content and diff ID cannot.',
    );
  if (foreign)
    notes.push(
      'A foreign layer: its licence asks that it be fetched from its vendor, so tools may leave it out of a dump.',
    );
  // The stargz snapshotter writes zstd:chunked too, under older names of the keys, with the digest of a table beside them.
  const isChunked = CHUNKED_KEYS.some((key) => annotations.has(key));
  const isStargz = annotations.has('containerd.io/snapshot/stargz/toc.digest');
  if (isStargz && !isChunked) {
    notes.push(
      'It is an eStargz layer: gzip in many small members with a table of contents, so that single files can be fetched before the whole layer is here. Any tool reads it as ordinary gzip.',
    );
  }
  if (isStargz) {
    const toc = isChunked ? '' : ', and stargz.index.json, the table of contents';
    notes.push(
      `It can bring files that no build step made: .prefetch.landmark or .no.prefetch.landmark, which say what is worth fetching ahead${toc}. Engines that do not know the form show them in the root folder.`,
    );
  }
  if (isChunked) {
    notes.push(
      'It is a zstd:chunked layer: every file is packed by itself and a table of contents stands at the end, so that podman can fetch only what it lacks. Any zstd reader reads it too.',
    );
  }
  if (annotations.has('containerd.io/snapshot/nydus-bootstrap'))
    notes.push(
      'It is the bootstrap of a Nydus image: one file, the tree of all files with places in the other layers. Only Nydus can run the image.',
    );
  if (isEmpty(path, file))
    notes.push(
      'It holds no files: an empty tar is two blocks of zeros. Steps that change nothing can still leave a layer.',
    );
  const sizes = [...new Set(referencedBy.flatMap(({ size }) => size ?? []))];
  if (file && sizes.length === 1 && sizes[0] !== file.size && !foreign)
    notes.push(`Its references say ${grouped(sizes[0] as number)} bytes, the file has ${grouped(file.size)}.`);
  return notes;
}

function placeNotes({ lookup, model, path, file }: FileSubject): string[] {
  const notes: string[] = [];
  const places = lookup.layerPlaces(path);
  const [place] = places;
  const layer = place ? model.images[place.image]?.layers[place.layer - 1] : undefined;
  if (layer?.createdBy)
    notes.push(`Made by the step “${quoted(layer.createdBy, 160)}”. ${historyStepNote(layer.createdBy)}`);
  // Before 1.10 each step had a layer, be it an empty one.
  if (layer?.createdBy && SETTING_STEP.test(layer.createdBy) && !isEmpty(path, file) && model.dialect !== 'docker-1')
    notes.push(
      'Such a step changes no files: buildah and podman without --layers, or with --squash, put what all steps changed into one layer and note it with the last.',
    );
  const others = places
    .slice(1)
    .map(({ image, layer: number }) =>
      image === place?.image ? `layer ${number}` : `layer ${number} of image ${image + 1}`,
    );
  if (others.length > 0) notes.push(`The same content is also ${listed(others)}; it is stored once.`);
  if (/\/layer\.tar$/.test(path))
    notes.push('The folder around it is named by a v1 id, which is no digest of this file.');
  if (places.length === 0) notes.push('No image of this dump could be read that uses it.');
  return notes;
}
