import type { InputKind } from '../dump/dump-model.ts';

/** What was opened instead of a dump, and what to do about it. */
export interface InputKindText {
  readonly title: string;
  readonly advice: string;
}

const texts: { readonly [K in InputKind]: InputKindText } = {
  folder: {
    title: 'This folder holds no image',
    advice: 'A dump has index.json, manifest.json or repositories at its top. Pick the folder that holds one of them.',
  },
  tar: {
    title: 'This tar archive holds no image',
    advice:
      'A dump has index.json, manifest.json or repositories at its top. Make one with docker save, podman save or skopeo copy.',
  },
  gzip: {
    title: 'This is a gzip file without a tar in it',
    advice: 'A packed dump is a .tar.gz. Unpack the file and look at what is inside.',
  },
  zstd: {
    title: 'This is a zstd file without a tar in it',
    advice: 'A packed dump is a .tar.zst. Unpack the file and look at what is inside.',
  },
  xz: {
    title: 'This archive is packed with xz',
    advice: 'Unpack it first (unxz FILE, or xz -d FILE), then open the .tar that comes out.',
  },
  bzip2: {
    title: 'This archive is packed with bzip2',
    advice: 'Unpack it first (bunzip2 FILE), then open the .tar that comes out.',
  },
  zip: {
    title: 'This is a zip file',
    advice: 'No container tool writes dumps as zip. Unpack it, then open the folder or the .tar inside.',
  },
  '7z': {
    title: 'This is a 7-Zip archive',
    advice: 'No container tool writes dumps as 7z. Unpack it, then open the folder or the .tar inside.',
  },
  html: {
    title: 'This is a web page, not an archive',
    advice:
      'A download probably gave a login or error page in place of the file. Open it in a browser to see what it says, then download again.',
  },
  json: {
    title: 'This is a single JSON file',
    advice:
      'It may be a manifest or a config, but the image is more than one file. Open the whole folder it came from.',
  },
  'git-lfs': {
    title: 'This is a Git LFS pointer, not the file itself',
    advice: 'The real file is stored elsewhere. Run git lfs pull in the repository, then open it again.',
  },
  sif: {
    title: 'This is a Singularity image (SIF)',
    advice: 'Its contents are a file system of their own kind, not layers. Singularity or Apptainer can open it.',
  },
  'layer-tar': {
    title: 'This looks like a single layer or a file system, not an image',
    advice:
      'docker export and a lone layer.tar give files without an image around them. Use docker save to get the image.',
  },
  empty: {
    title: 'This file is empty',
    advice: 'The copy or download probably failed. Fetch it again.',
  },
  'utf-16-text': {
    title: 'This is text in UTF-16, perhaps an archive that a shell has spoilt',
    advice: 'PowerShell’s > turns binary output into text. Use docker save -o FILE instead of docker save > FILE.',
  },
  unknown: {
    title: 'This file is nothing known here',
    advice: 'It is no tar, gzip or zstd file. Make a dump with docker save, podman save or skopeo copy.',
  },
};

/** An archive that ends too early, and in which nothing was found for that reason. */
export const cutArchiveText: InputKindText = {
  title: 'This archive breaks off before it says what it holds',
  advice:
    'Most tools write index.json and manifest.json last, so they are what is missing first. Copy or download it again, and compare the sizes.',
};

/** What a kind of input is, as a short sentence, and what to do. */
export const inputKindText = (kind: InputKind): InputKindText => texts[kind];

const founds: Readonly<Record<string, string>> = {
  tar: 'a tar archive',
  gzip: 'a gzip file',
  zstd: 'a zstd file',
  zip: 'a zip file',
  '7z': 'a 7-Zip archive',
  html: 'a web page',
  json: 'a single JSON file',
  'git-lfs': 'a Git LFS pointer',
  sif: 'a Singularity image',
  'layer-tar': 'a single layer or file system',
  rootfs: 'the file system of a container, as docker export writes it',
  'blobs-only': 'only the blobs folder of a layout',
  empty: 'an empty file',
  'utf-16-text': 'text in UTF-16',
};

/** What was found instead, to follow "There is no image here". */
export const foundText = (found: string): string => (founds[found] ? `, but ${founds[found]}` : '');
