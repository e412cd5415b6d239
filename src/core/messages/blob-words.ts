import { formatCount, formatSize, plural, shortDigest, shorten } from './format-size.ts';
import type { WordsFor } from './finding-words.ts';

type Codes =
  | 'size-mismatch'
  | 'blob-missing'
  | 'blob-renamed'
  | 'name-case-differs'
  | 'platform-not-included'
  | 'platform-incomplete'
  | 'blob-digest-mismatch'
  | 'blob-name-invalid'
  | 'blob-unreferenced'
  | 'blob-legacy-v1'
  | 'blob-legacy-v1-unproved'
  | 'foreign-layer';

const roles: Readonly<Record<string, string>> = {
  manifest: 'manifest',
  config: 'configuration',
  layer: 'layer',
  blob: 'content',
};
const contents: Readonly<Record<string, string>> = {
  index: 'an image index',
  manifest: 'an image manifest',
  config: 'an image configuration',
  layer: 'a layer',
  json: 'a JSON file',
  data: 'unknown data',
  'legacy-v1': 'an old layer description of Docker',
  statement: 'a statement about an image',
};
const files: Readonly<Record<string, string>> = {
  'image-manifest': 'The manifest',
  'image-index': 'The index',
  'image-config': 'The configuration',
  layer: 'The layer',
  attestation: 'The attestation',
};

/** Blobs: there or not, whole or not, needed or not. */
export const blobWords: WordsFor<Codes> = {
  'blob-missing': {
    title: ({ role }) => `A ${roles[role] ?? role} is missing`,
    text: ({ digest, role, referrer, size }) =>
      `The ${roles[role] ?? role} ${shortDigest(digest)}${size === null ? '' : ` (${formatSize(size)})`} is missing; ${referrer} needs it.`,
    fix: 'Export the image again, or copy the file from where the dump came from.',
    engines:
      'skopeo, Docker’s classic store, crane and ctr import refuse; Docker with the containerd store loads what is there, and the image cannot run.',
  },
  'blob-renamed': {
    title: 'A needed file has another name',
    text: ({ digest, path }) => `The content of ${shortDigest(digest)} is here, under the name ${path}.`,
    fix: ({ digest }) => `Rename the file to blobs/${digest.replace(':', '/')}, or as the dump names its files.`,
    engines: 'skopeo, crane and Docker look by name and refuse; containerd files archives by content and accepts.',
  },
  'name-case-differs': {
    title: 'A needed file exists only in other letter case',
    text: ({ want, have }) => `${want} is missing, but ${have} is here.`,
    fix: 'Rename it.',
    engines: 'Every engine refuses where letter case counts.',
  },
  'size-mismatch': {
    title: 'A reference says the wrong size',
    text: ({ path, want, have }) =>
      `${path} has ${formatCount(have)} bytes, the reference says ${formatCount(want)}; the digest fits.`,
    fix: 'Correct the size in the reference, or export the image again.',
    engines: 'crane validate and umoci refuse; containerd and skopeo accept it, Docker’s classic store never looks.',
  },
  'blob-digest-mismatch': {
    title: 'A file is not what its name says',
    text: ({ path, computed, role, want, have }) => {
      const what = `${files[role] ?? 'The blob'} ${path}`;
      if (want !== null && have < want) {
        return `${what} is cut off: ${formatSize(have)} of ${formatSize(want)} are here, and they are ${shortDigest(computed)}.`;
      }
      return `${what} was changed or damaged: its bytes are now ${shortDigest(computed)}.`;
    },
    fix: 'Restore it from where the dump came from.',
    engines:
      'skopeo refuses configs and layers but accepts a changed top manifest; umoci and crane validate refuse; containerd files it under its true digest and then does not find it, so Docker may print “Loaded image” with no image there; Docker’s classic store refuses a layer and takes a changed config as a new image.',
  },
  'blob-name-invalid': {
    title: 'A file among the blobs is not named like one',
    text: ({ path }) => `${path} is not named like a blob.`,
    fix: 'Rename or delete it.',
    engines: 'No engine looks.',
  },
  'blob-unreferenced': {
    title: 'Nothing refers to a blob',
    text: ({ path, kind, size }) => `Nothing refers to ${path} (${contents[kind] ?? kind}, ${formatSize(size)}).`,
    fix: 'It may be deleted.',
    engines: 'Legal by the specification; no engine minds.',
  },
  'blob-legacy-v1': {
    title: ({ layer }) => `An old description of layer ${layer}, unused by design`,
    text: ({ path, layer }) =>
      `${path} is Docker’s description of layer ${layer} for versions before 1.10, proved by its id; unused by design.`,
    fix: 'Nothing to do; it may be deleted.',
    engines: null,
  },
  'blob-legacy-v1-unproved': {
    title: 'It looks like an old layer description',
    text: ({ path }) => `${path} looks like Docker’s old layer description, but belongs to no layer here.`,
    fix: null,
    engines: null,
  },
  'platform-not-included': {
    title: ({ platform }) => `${platform} is not in this dump`,
    text: ({ platform }) =>
      `${platform} is listed, but not in this dump; it was never pulled, or left out when saving.`,
    fix: 'If you need it, pull it first and save again, with --platform where the tool has it.',
    engines:
      'Exporters of containerd write it so; ctr import --all-platforms, crane validate and skopeo copy --all refuse.',
  },
  'platform-incomplete': {
    title: ({ platform }) => `${platform} is here only in part`,
    text: ({ platform, missing }) =>
      `${platform} lacks ${plural(missing.length, 'file')}: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}.`,
    fix: 'Export the image again.',
    engines: 'No exporter writes this; every engine refuses this platform.',
  },
  'foreign-layer': {
    title: ({ present }) =>
      present ? 'A layer that others must fetch is here' : 'A layer must be fetched from its vendor',
    text: ({ digest, urls, present }) =>
      present
        ? `The layer ${shortDigest(digest)} is meant to be fetched from its vendor; here it was stored all the same.`
        : `The layer ${shortDigest(digest)} is fetched from its vendor instead of being passed on${urls[0] ? `, from ${shorten(urls[0], 120)}` : ', but no address is given'}.`,
    fix: ({ present, urls }) =>
      present || urls.length > 0 ? null : 'Export the image again where the layer is present.',
    engines:
      'containerd’s exporter leaves such layers out; Docker’s classic store keeps them under their diff ID; skopeo and podman fetch what has an address, even when it is here.',
  },
};
