import type { FileRole } from '../../core/dump/dump-model.ts';

/** The three letters a role is stencilled with, its name in words, and its colour (a token of tokens.css). */
export interface RoleMark {
  readonly letters: 'IDX' | 'MRK' | 'MAN' | 'CFG' | 'LYR' | 'TAG' | 'OLD' | 'ATT' | 'ART' | 'SIG' | '???';
  readonly name: string;
  readonly meaning: string;
  readonly colour: 'entry' | 'manifest' | 'config' | 'layer' | 'tags' | 'old' | 'second' | 'third';
}

const mark = (letters: RoleMark['letters'], name: string, meaning: string, colour: RoleMark['colour']): RoleMark => ({
  letters,
  name,
  meaning,
  colour,
});

const marks: Record<FileRole, RoleMark> = {
  index: mark('IDX', 'Entry point', 'Entry point: programs start reading here', 'entry'),
  'docker-manifest': mark('IDX', 'Docker’s list of images', 'Entry point: programs start reading here', 'entry'),
  'image-index': mark('IDX', 'Index', 'List of images, one for each platform', 'entry'),
  'oci-layout': mark('MRK', 'Layout marker', 'Marks the folder as a known layout', 'entry'),
  'skopeo-version': mark('MRK', 'Layout marker', 'Marks the folder as a known layout', 'entry'),
  'image-manifest': mark('MAN', 'Image manifest', 'Parts list of one image', 'manifest'),
  'image-config': mark('CFG', 'Image config', 'How to run the image, and its history', 'config'),
  layer: mark('LYR', 'Layer', 'Files of one layer, as a tar', 'layer'),
  repositories: mark('TAG', 'Tag list', 'Names and tags', 'tags'),
  'legacy-v1-config': mark('OLD', 'Legacy record', 'Kept for old software', 'old'),
  'legacy-layer-json': mark('OLD', 'Legacy record', 'Kept for old software', 'old'),
  'legacy-version': mark('OLD', 'Legacy version', 'Kept for old software', 'old'),
  attestation: mark('ATT', 'Attestation', 'A statement about how an image was built', 'second'),
  'artifact-manifest': mark('ART', 'Artifact manifest', 'Parts list of something that is no image', 'second'),
  'artifact-blob': mark('ART', 'Artifact', 'Part of something that is no image', 'second'),
  unreferenced: mark('???', 'Nobody refers to it', 'Nobody refers to it, or it is no part of the dump', 'third'),
  foreign: mark('???', 'No part of the dump', 'Nobody refers to it, or it is no part of the dump', 'third'),
};

const signature = mark('SIG', 'Signature', 'A signature over an image', 'second');

/** A signature has the role of an artifact; only its media type tells it apart. */
export const roleMark = (role: FileRole, mediaType: string | null = null): RoleMark =>
  role === 'artifact-blob' && mediaType !== null && /signature|simplesigning|sigstore/i.test(mediaType)
    ? signature
    : marks[role];

const all = [...Object.values(marks), signature];

/** One mark per three letters, for the legend; the first of them speaks for the others. */
export const legend: readonly RoleMark[] = all.filter(
  (one, i) => all.findIndex((m) => m.letters === one.letters) === i,
);
