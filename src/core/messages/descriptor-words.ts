import { shortDigest, shorten } from './format-size.ts';
import type { WordsFor } from './finding-words.ts';

type Codes =
  | 'descriptor-field-missing'
  | 'media-type-missing'
  | 'media-type-syntax'
  | 'media-type-unknown'
  | 'media-type-mismatch'
  | 'media-type-flavour'
  | 'media-type-mixed'
  | 'media-type-compression-mismatch'
  | 'manifest-ambiguous'
  | 'part-type-wrong'
  | 'digest-malformed'
  | 'digest-algorithm-unsupported'
  | 'size-invalid'
  | 'descriptor-data-mismatch'
  | 'artifact-type-missing'
  | 'artifact-manifest-withdrawn'
  | 'empty-descriptor-wrong';

const kinds: Readonly<Record<string, string>> = {
  index: 'an image index',
  manifest: 'an image manifest',
  config: 'an image configuration',
  layer: 'a layer',
  schema1: 'a manifest in Docker’s first format',
};
const packings: Readonly<Record<string, string>> = {
  none: 'not packed',
  gzip: 'packed with gzip',
  zstd: 'packed with zstd',
  bzip2: 'packed with bzip2',
  xz: 'packed with xz',
};
const a = (kind: string): string => kinds[kind] ?? kind;

/** References: what they must say, and whether it is so. */
export const descriptorWords: WordsFor<Codes> = {
  'descriptor-field-missing': {
    title: ({ field }) => `A reference has no ${field}`,
    text: ({ pointer, field }) => `The reference at ${pointer} has no ${field}.`,
    fix: 'Export the image again.',
    engines:
      'Without a digest all refuse; an absent size counts as 0 in containerd, which accepts it, while skopeo and crane refuse.',
  },
  'media-type-missing': {
    title: 'A reference does not say what it names',
    text: ({ pointer, guess }) =>
      `The reference at ${pointer} does not say what it names${guess ? `; it looks like ${a(guess)}` : ''}.`,
    fix: 'Add mediaType.',
    engines:
      'containerd refuses it in index.json and does not follow it deeper; skopeo guesses if it is the only entry, and refuses by name; umoci and crane refuse.',
  },
  'media-type-syntax': {
    title: 'A media type has a wrong form',
    text: ({ value }) =>
      `“${shorten(value)}” is not a media type: it must be two names with a slash between them, and nothing else.`,
    fix: 'Correct it.',
    engines: 'No engine looks at the form.',
  },
  'media-type-unknown': {
    title: 'A media type is not known here',
    text: ({ value }) => `${shorten(value, 120)} is not known here; the blob is shown as bytes.`,
    fix: null,
    engines:
      'The specification forbids errors for it; containerd does not follow it, crane refuses it as an image. As a layer of an image containerd and umoci refuse it, as its configuration podman and umoci.',
  },
  'media-type-mismatch': {
    title: ({ said, found }) => `A file announced as ${a(said)} is ${a(found)}`,
    text: ({ path, said, found }) => `${path} is announced as ${a(said)} but is ${a(found)}.`,
    fix: 'Correct the reference, or export the image again.',
    engines: 'containerd, skopeo and crane refuse.',
  },
  'media-type-flavour': {
    title: 'OCI and Docker types are mixed for one file',
    text: ({ path, said, found }) => `${path} is announced as ${said}, but calls itself ${found}.`,
    fix: 'Use one family, OCI or Docker, for both.',
    engines:
      'The reference counts by the specification; containerd and skopeo accept it, crane validate compares what it read.',
  },
  'media-type-mixed': {
    title: ({ family, part }) =>
      family === 'oci'
        ? `An OCI manifest has a ${part} of Docker’s type`
        : `A Docker manifest has a ${part} of an OCI type`,
    text: ({ path, family, part, found }) =>
      `${path} is ${family === 'oci' ? 'an OCI' : 'a Docker'} manifest, but its ${part} is announced as ${found}.`,
    fix: 'Use the types of one family, OCI or Docker, in the whole manifest.',
    engines:
      'podman and skopeo refuse it, but for Docker’s layers in an OCI manifest, which umoci refuses; containerd accepts all of it, and Docker’s classic store never looks.',
  },
  'media-type-compression-mismatch': {
    title: ({ said, found }) => `A layer announced as ${packings[said] ?? said} is ${packings[found] ?? found}`,
    text: ({ said, found }) =>
      `A layer is announced as ${packings[said] ?? said}, but its data is ${packings[found] ?? found}.`,
    fix: 'Correct the media type, or pack the layer again.',
    engines:
      'Announced as packed: containerd (gzip and zstd only), Docker and skopeo look for themselves, umoci and crane validate refuse. Announced as plain OCI tar: containerd and umoci refuse, Docker’s classic store and skopeo accept.',
  },
  'manifest-ambiguous': {
    title: 'A file can be read as two different things',
    text: ({ path, fields }) => `${path} can be read as two different things: it has ${fields.join(', ')}.`,
    fix: 'Do not trust it; export the image again.',
    engines:
      'containerd and skopeo refuse it since CVE-2021-41190; umoci and crane accept it, Docker’s classic store never looks. Of a field that is null only containerd takes notice, of history only skopeo and podman.',
  },
  'part-type-wrong': {
    title: ({ part }) => `An image’s ${part === 'config' ? 'configuration' : 'layer'} is announced as something else`,
    text: ({ pointer, part, value }) =>
      `${shorten(value, 120)} at ${pointer} is no type of a ${part === 'config' ? 'configuration' : 'layer'}, and stands where an image has one.`,
    fix: 'Correct the type, or export the image again.',
    engines:
      'Of a layer containerd refuses “mismatched image rootfs and manifest layers” or “no processor for media-type”, and podman unpacks it; of a configuration podman refuses it as an artifact, and containerd takes it. umoci refuses both.',
  },
  'digest-malformed': {
    title: 'A digest is mistyped',
    text: ({ value, reason }) => `“${shorten(value, 160)}” is no digest: ${reason}.`,
    fix: ({ nearest }) => (nearest ? `Perhaps ${nearest} was meant.` : 'Export the image again.'),
    engines:
      'containerd and skopeo refuse it, crane refuses the whole file; Docker’s classic store looks at diff IDs only.',
  },
  'digest-algorithm-unsupported': {
    title: ({ algorithm }) => `A digest uses ${algorithm}, which few tools read`,
    text: ({ algorithm, checked }) =>
      `${algorithm} digests are legal, but few tools read them${checked ? '; this one was checked here' : ''}.`,
    fix: 'Use sha256 where the image shall go far.',
    engines:
      'crane and umoci refuse; skopeo takes sha384 and sha512; containerd files archives under sha256 and does not find the blob.',
  },
  'size-invalid': {
    title: 'A size is no number of bytes',
    text: ({ value }) => `The size “${shorten(value)}” is not a whole number of bytes.`,
    fix: 'Correct it. The digest of the file changes with it.',
    engines: 'Engines written in Go refuse the file, but for a negative size, which containerd accepts.',
  },
  'descriptor-data-mismatch': {
    title: 'The copy inside a reference is not what it names',
    text: ({ pointer }) => `The copy at ${pointer} is not what the reference names.`,
    fix: 'Remove data from the reference.',
    engines: 'containerd falls back to the blob, skopeo and umoci never look.',
  },
  'artifact-type-missing': {
    title: 'An artifact does not say what it is',
    text: ({ path }) => `The artifact ${shortPath(path)} does not say what it is.`,
    fix: 'Set artifactType.',
    engines: 'The specification demands it; no engine looks.',
  },
  'artifact-manifest-withdrawn': {
    title: 'An artifact manifest of a kind that was withdrawn',
    text: ({ path }) =>
      `${path} is an artifact manifest (it lists files that are no image) in a form of early ORAS versions and of the release candidates of OCI 1.1; the final specification left it out.`,
    fix: 'Where tools of today are to read it, push the artifact again with a current one.',
    engines: 'skopeo and umoci refuse it as an image; the files it lists are counted here like any others.',
  },
  'empty-descriptor-wrong': {
    title: 'An empty reference is not empty',
    text: ({ pointer }) => `The empty reference at ${pointer} must stand for {}.`,
    fix: 'Use the digest sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a and the size 2.',
    engines: 'The specification demands it; no engine looks.',
  },
};

/** A blob's path in running text. */
function shortPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return /^[0-9a-f]{64,}$/.test(path.slice(slash + 1))
    ? shortDigest(`${path.slice(0, slash)}:${path.slice(slash + 1)}`).replace(':', '/')
    : path;
}
