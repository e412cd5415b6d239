import { formatCount, shortDigest, shortDigests, shorten } from './format-size.ts';
import type { WordsFor } from './finding-words.ts';

type Codes =
  | 'docker-manifest-invalid'
  | 'docker-manifest-many'
  | 'docker-file-missing'
  | 'docker-path-escapes'
  | 'docker-path-unclean'
  | 'docker-layer-path-reused'
  | 'docker-config-name-mismatch'
  | 'repo-tag-malformed'
  | 'repo-tag-duplicate'
  | 'repositories-disagrees'
  | 'layer-sources-mismatch'
  | 'docker-oci-disagree'
  | 'v1-parent-broken'
  | 'dir-version-unknown';

const manifestReasons: Readonly<Record<string, string>> = {
  null: 'it is null',
  'not-list': 'it is no list of images',
  empty: 'its list is empty',
  'entry-not-object': 'an entry is no object',
  'no-config': 'an entry names no configuration',
  'no-layers': 'an entry has no list of layers',
};
const roles: Readonly<Record<string, string>> = { config: 'a configuration', layer: 'a layer' };
const sourceFields: Readonly<Record<string, string>> = {
  key: 'it is no diff ID of the image',
  digest: 'its digest leads nowhere',
  size: 'its size is another',
  mediaType: 'its media type is another',
};
const idText = (id: string): string => (id.length > 16 && !id.includes(':') ? `${id.slice(0, 12)}…` : shortDigest(id));
/** Two that are told apart. */
const idTexts = (a: string | null, b: string | null): readonly [string, string] => {
  if (a !== null && b !== null) return shortDigests(a, b);
  return [a === null ? 'nothing' : idText(a), b === null ? 'nothing' : idText(b)];
};

/** Files that only Docker, or only skopeo, reads. */
export const dockerWords: WordsFor<Codes> = {
  'docker-manifest-invalid': {
    title: 'manifest.json cannot be used',
    text: ({ reason }) => `manifest.json cannot be used: ${manifestReasons[reason] ?? reason}.`,
    fix: 'Export the image again.',
    engines: 'Every engine refuses it, but an empty list, which Docker’s classic store accepts in silence.',
  },
  'docker-manifest-many': {
    title: ({ count }) => `${formatCount(count)} images in one archive`,
    text: ({ count }) =>
      `manifest.json lists ${formatCount(count)} images; skopeo and crane need a name to choose one.`,
    fix: null,
    engines: 'Docker and containerd take all; skopeo and crane refuse without a tag.',
  },
  'docker-file-missing': {
    title: ({ role }) => `${role === 'config' ? 'A configuration' : 'A layer'} is missing`,
    text: ({ path, role }) => `${path} is missing; manifest.json needs it as ${roles[role] ?? role}.`,
    fix: 'Export the image again.',
    engines: 'containerd, skopeo and crane refuse; Docker’s classic store does unless it already has that layer.',
  },
  'docker-path-escapes': {
    title: 'manifest.json points outside',
    text: ({ path }) => `manifest.json names ${shorten(path, 160)}, which points outside the dump.`,
    fix: 'Do not load it.',
    engines: 'Docker keeps it inside; the others look for it by name and fail.',
  },
  'docker-path-unclean': {
    title: 'manifest.json names a file in a roundabout way',
    text: ({ path, clean }) => `manifest.json names ${shorten(path, 160)}, which is ${shorten(clean, 160)}.`,
    fix: 'Write the name without “.” and “..” and doubled slashes.',
    engines:
      'containerd compares names as they are written and does not find the file; Docker’s classic store, podman and skopeo do.',
  },
  'docker-layer-path-reused': {
    title: 'One file stands for two layers',
    text: ({ path }) => `${path} stands for two different layers.`,
    fix: 'Export the image again.',
    engines: 'skopeo refuses; Docker and containerd fail later, at the diff ID.',
  },
  'docker-config-name-mismatch': {
    title: 'The configuration is not what its name says',
    text: ({ path, computed }) =>
      `The configuration ${path} is not what its name says; the image will get the ID ${shortDigest(computed)}.`,
    fix: 'Restore it from where the dump came from.',
    engines: 'Nobody compares: containerd, Docker, skopeo and crane accept it.',
  },
  'repo-tag-malformed': {
    title: 'A name is not one that engines take',
    text: ({ value }) => `“${shorten(value)}” is not an image name with a tag.`,
    fix: 'Write it as name:tag, the name in small letters.',
    engines:
      'Upper case and unparsable names: all refuse. A name without a tag: Docker’s classic store refuses, containerd adds :latest. A name with a digest: Docker’s classic store refuses, containerd takes the digest on trust. skopeo and crane mind only when they look for a name.',
  },
  'repo-tag-duplicate': {
    title: 'One tag names two images',
    text: ({ tag }) => `${shorten(tag)} names two images.`,
    fix: 'Remove one of them.',
    engines: 'Docker and containerd end up with the last, skopeo and crane take the first.',
  },
  'repositories-disagrees': {
    title: 'repositories does not fit manifest.json',
    text: ({ name, want, have }) => {
      if (want === null && have === null)
        return `repositories is not a list of names, tags and IDs at ${name === '' ? 'its top' : shorten(name)}.`;
      const [here, there] = idTexts(have, want);
      return `repositories says ${here} for ${shorten(name)}, manifest.json says ${there}.`;
    },
    fix: null,
    engines: 'Nobody reads repositories while there is a manifest.json.',
  },
  'layer-sources-mismatch': {
    title: 'LayerSources contradicts the layers',
    text: ({ diffId, field }) =>
      `LayerSources does not fit for ${shortDigest(diffId)}: ${sourceFields[field] ?? field}.`,
    fix: 'Save the image again.',
    engines: 'Docker uses it for foreign layers, crane for media types; the others never look.',
  },
  'docker-oci-disagree': {
    title: 'manifest.json and index.json lead to different images',
    text: ({ detail, name, docker, oci }) => {
      const what = name === '' ? 'An image without a name' : shorten(name);
      if (detail === 'names')
        return `${what} is named in ${docker === null ? 'index.json' : 'manifest.json'} only: engines will load different names from this dump.`;
      if (detail === 'layers')
        return `${what} has other layers in manifest.json than in index.json: engines will load different images from this dump.`;
      const both = docker !== null && oci !== null ? shortDigests(docker, oci) : null;
      const inDocker = both?.[0] ?? (docker === null ? 'one image' : shortDigest(docker));
      const inOci = both?.[1] ?? (oci === null ? 'no image' : shortDigest(oci));
      return `${what} is ${inDocker} in manifest.json, but ${inOci} in index.json: engines will load different images from this dump.`;
    },
    fix: 'Remove the wrong one of the two files, or export the image again.',
    engines:
      'containerd reads index.json, Docker’s classic store and skopeo’s docker-archive read manifest.json; crane goes by the command.',
  },
  'v1-parent-broken': {
    title: 'A layer’s parent is missing',
    text: ({ id, parent }) => `Layer ${idText(id)} needs ${idText(parent)}, which is not here or leads back to it.`,
    fix: 'Export the image again.',
    engines: 'Docker up to 28 refuses; nobody else reads this format.',
  },
  'dir-version-unknown': {
    title: 'The version file is not the known one',
    text: ({ value }) =>
      `The version file says ${value === '' ? 'something else than “Directory Transport Version: 1.1”' : `“${shorten(value)}”`}.`,
    fix: null,
    engines: 'skopeo reads the folder without looking, but refuses to overwrite it.',
  },
};
