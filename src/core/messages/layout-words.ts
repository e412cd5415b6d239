import { formatCount, formatSize, plural } from './format-size.ts';
import type { WordsFor } from './finding-words.ts';
import { foundText } from './input-kind-texts.ts';

type Codes =
  | 'nothing-recognised'
  | 'wrapped-folder'
  | 'layout-marker-missing'
  | 'layout-marker-invalid'
  | 'layout-version-unknown'
  | 'index-missing'
  | 'index-empty'
  | 'index-entries-unnamed'
  | 'index-self-reference'
  | 'index-nested-deep'
  | 'blobs-dir-missing'
  | 'docker-manifest-missing'
  | 'legacy-v1-only'
  | 'entry-point-not-file'
  | 'stray-file'
  | 'archive-truncated'
  | 'archive-corrupt'
  | 'archive-duplicate-entry'
  | 'archive-entry-escapes'
  | 'archive-compressed'
  | 'archive-no-end-mark'
  | 'archive-trailing-data'
  | 'file-unreadable'
  | 'file-not-checked'
  | 'findings-left-out';

const markerReasons: Readonly<Record<string, string>> = {
  'not-json': 'it is not valid JSON',
  'not-object': 'it is no JSON object',
  'version-missing': 'imageLayoutVersion is missing',
  'version-not-text': 'imageLayoutVersion is no text',
};

const uncheckedReasons: Readonly<Record<string, string>> = {
  'read-stalled': 'reading it stood still for too long',
  'worker-died': 'the background task that read it stopped twice',
  'limit-reached': 'it reaches a limit of this app',
};

const WRITE_MARKER = 'Write {"imageLayoutVersion":"1.0.0"} into it.';

/** What was opened, and the files an image layout is made of. */
export const layoutWords: WordsFor<Codes> = {
  'nothing-recognised': {
    title: 'There is no image here',
    text: ({ found }) =>
      `There is no image here${foundText(found)}: no index.json, manifest.json or repositories file at the top.`,
    fix: 'Open the folder or archive that holds one of these files.',
    engines: 'Every engine refuses this.',
  },
  'wrapped-folder': {
    title: 'The image lies one level down',
    text: ({ path }) => `The image lies in the subfolder ${path} and is read from there.`,
    fix: 'Before loading it into an engine, move it to the top.',
    engines: 'containerd, Docker and skopeo look at the top only and refuse; this app looks further.',
  },
  'layout-marker-missing': {
    title: 'The file oci-layout is missing',
    text: () => 'The file oci-layout is missing, so this is not a valid OCI layout.',
    fix: 'Create it with the text {"imageLayoutVersion":"1.0.0"}.',
    engines:
      'containerd goes on with manifest.json if there is one, else it refuses; umoci refuses. Docker’s classic store, skopeo and crane never open this file.',
  },
  'layout-marker-invalid': {
    title: 'The file oci-layout cannot be used',
    text: ({ reason }) => `The file oci-layout cannot be used: ${markerReasons[reason] ?? reason}.`,
    fix: WRITE_MARKER,
    engines:
      'containerd refuses bad JSON and treats an absent version as no layout; umoci refuses. Docker’s classic store, skopeo and crane never open this file.',
  },
  'layout-version-unknown': {
    title: 'The layout names a version that does not exist',
    text: ({ version }) => `Layout version ${version} does not exist; OCI 1.1 images also say 1.0.0.`,
    fix: 'Write 1.0.0 as imageLayoutVersion.',
    engines:
      'containerd refuses it even beside a good manifest.json, umoci refuses it. Docker’s classic store, skopeo and crane never look.',
  },
  'index-missing': {
    title: 'index.json is missing',
    text: ({ hasManifest }) =>
      `index.json is missing, so nothing names the image for OCI tools${hasManifest ? '; manifest.json still does for Docker' : ''}.`,
    fix: ({ hasManifest }) =>
      hasManifest
        ? 'Restore it, or delete oci-layout if manifest.json is whole.'
        : 'Restore it, or export the image again.',
    engines:
      'containerd refuses even with a whole manifest.json. Docker’s classic store does not need it; skopeo and crane read such a dump as docker-archive only.',
  },
  'index-empty': {
    title: 'The layout holds no image',
    text: () => 'The layout is valid, but its index lists no image.',
    fix: 'Export the image again, with a name.',
    engines: 'containerd imports nothing and says nothing; skopeo and crane refuse.',
  },
  'index-entries-unnamed': {
    title: 'Not every image has a name',
    text: ({ count }) =>
      `The index lists ${formatCount(count)} entries, some without a name; some tools will not choose one.`,
    fix: 'Give each entry the annotation org.opencontainers.image.ref.name.',
    engines: 'containerd takes all of them; skopeo wants a name or @number, crane refuses.',
  },
  'index-self-reference': {
    title: 'The index leads in a circle',
    text: ({ path }) => `${path} leads in a circle, or deeper than any real image.`,
    fix: 'Export the image again.',
    engines: 'containerd and crane follow nested indexes without end.',
  },
  'index-nested-deep': {
    title: 'An index lists another index',
    text: ({ path }) =>
      `${path}, which another index leads to, lists a further index: that is legal, but podman and skopeo look only one index down.`,
    fix: 'Where podman or skopeo are to read it, name the inner index in index.json.',
    engines: 'skopeo and podman refuse it; umoci follows it to the image, and containerd and crane do too.',
  },
  'blobs-dir-missing': {
    title: 'The folder blobs is missing',
    text: () => 'The folder blobs is missing, and with it all contents.',
    fix: 'Copy it from where the dump came from.',
    engines: 'umoci refuses at once; the others fail later, at the first blob.',
  },
  'docker-manifest-missing': {
    title: 'Docker’s classic store cannot load this',
    text: () =>
      'There is no manifest.json: Docker’s classic store cannot load this; containerd, podman and skopeo can.',
    fix: 'If you need it there: skopeo copy oci:FOLDER docker-archive:FILE',
    engines: 'docker load with the classic store refuses; containerd, podman and skopeo do not need the file.',
  },
  'legacy-v1-only': {
    title: 'A dump from before Docker 1.10',
    text: () => 'A dump from before Docker 1.10: it can be read, but nothing in it names its contents by digest.',
    fix: 'Load it with Docker 28 or older and save it again.',
    engines: 'Docker up to 28 loads it; Docker 29, containerd, skopeo and crane refuse.',
  },
  'entry-point-not-file': {
    title: ({ kind }) => `A file that must be plain is a ${kind}`,
    text: ({ path, kind }) => `${path} is a ${kind}, not a plain file.`,
    fix: 'Pack the dump again with plain files.',
    engines:
      'containerd ignores hard links and follows symlinks for Docker layers only; Docker follows links inside the folder; skopeo follows one symlink, crane any number.',
  },
  'stray-file': {
    title: 'A file is no part of the image',
    text: ({ path }) => `${path} is no part of the image.`,
    fix: 'It may be deleted.',
    engines:
      'No engine minds, but containerd stores every file it meets, and Docker up to 28 stumbles over strange folders in v1 dumps.',
  },
  'archive-truncated': {
    title: 'The archive breaks off',
    text: ({ path, have, want }) =>
      `The archive ends inside ${path}: ${formatSize(have)} of ${formatSize(want)} are here.`,
    fix: 'Copy the archive again and compare sizes.',
    engines: 'Every engine refuses this.',
  },
  'archive-corrupt': {
    title: 'The archive is damaged',
    text: ({ offset, reason }) => `The archive is damaged at byte ${formatCount(offset)}: ${reason}.`,
    fix: 'Copy the archive again.',
    engines: 'Every engine refuses this.',
  },
  'archive-duplicate-entry': {
    title: 'A file is in the archive more than once',
    text: ({ path, count, same }) =>
      `${path} is in the archive ${formatCount(count)} times${same ? ', each time with the same content' : ', with different contents'}; tools read different ones.`,
    fix: 'Pack the archive again.',
    engines:
      'containerd and Docker take the last one, skopeo and crane the first: the same archive can load as another image.',
  },
  'archive-entry-escapes': {
    title: 'The archive wants to write outside',
    text: ({ path }) => `${path} has a name that points outside the archive.`,
    fix: 'Do not unpack it; pack the dump again.',
    engines:
      'Docker’s classic store refuses a name with “..”, and takes “/” in front for the top of the dump; containerd, skopeo and crane only compare names: they pass over such a file, and miss it where the image needs it.',
  },
  'archive-compressed': {
    title: ({ kind }) => `The archive is packed with ${kind}`,
    text: ({ kind }) => `The archive as a whole is packed with ${kind}.`,
    fix: ({ kind }) =>
      kind === 'xz' || kind === 'bzip2'
        ? `Unpack it first (${kind === 'xz' ? 'unxz' : 'bunzip2'} FILE) and open the result: this app does not unpack ${kind}.`
        : 'Unpack it for ctr and crane.',
    engines: 'docker load, skopeo and podman unpack it themselves; ctr import and crane refuse.',
  },
  'archive-no-end-mark': {
    title: 'The archive has no end mark',
    text: () =>
      'The two empty blocks that end a tar are missing: the archive may be cut off, though all entries met are whole.',
    fix: 'Compare its size with the one at its source.',
    engines: 'All engines accept it: whatever was cut off behind the last whole entry is missing silently.',
  },
  'archive-trailing-data': {
    title: 'The packed archive goes on after its end',
    text: ({ kind, bytes }) =>
      `The archive is packed with ${kind}, and ${formatSize(bytes)} follow behind the end of the packed data; everything before is whole.`,
    fix: 'Cut the rest off, or unpack the archive and use the plain tar.',
    engines: 'skopeo and podman refuse it, even when only zeros follow; docker load does not read so far.',
  },
  'file-unreadable': {
    title: 'A file could not be read',
    text: ({ path, reason }) => `${path} could not be read: ${reason}.`,
    fix: 'Check that it is still there and may be read, then open the dump again.',
    engines: null,
  },
  'file-not-checked': {
    title: 'A file was not checked to its end',
    text: ({ path, reason }) =>
      `${path} was not checked to its end: ${uncheckedReasons[reason] ?? 'something unexpected happened'}.`,
    fix: 'Verify again; nothing is known to be wrong with the file.',
    engines: null,
  },
  'findings-left-out': {
    title: 'Some findings are not listed',
    text: ({ code, count }) =>
      `${plural(count, 'more finding')} of the kind ${code} ${count === 1 ? 'is' : 'are'} not listed.`,
    fix: null,
    engines: null,
  },
};
