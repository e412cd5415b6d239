import { formatCount, formatSize, shorten } from './format-size.ts';
import type { WordsFor } from './finding-words.ts';

type Codes =
  | 'layer-truncated'
  | 'layer-corrupt'
  | 'layer-trailing-data'
  | 'layer-no-end-mark'
  | 'layer-global-header'
  | 'layer-encrypted'
  | 'layer-not-unpacked'
  | 'layer-limit-reached'
  | 'decompression-ratio-extreme'
  | 'entry-path-escapes'
  | 'entry-duplicate'
  | 'entry-name-not-utf8'
  | 'entry-device'
  | 'entry-overlay-whiteout'
  | 'entry-name-too-long'
  | 'root-not-directory'
  | 'hardlink-across-layers'
  | 'hardlink-target-missing'
  | 'hardlink-target-escapes'
  | 'parent-not-directory'
  | 'secret-deleted-later'
  | 'whiteout-invalid'
  | 'whiteout-after-entry'
  | 'whiteout-folder-unnamed'
  | 'entry-sparse-gnu'
  | 'entry-xattr-invalid'
  | 'symlink-target-invalid';

const RESTORE = 'Restore it from where the dump came from.';
const limits: Readonly<Record<string, string>> = {
  LAYER_ENTRIES: 'entries',
  LAYER_NAME_BYTES: 'bytes of names',
  UNCOMPRESSED_LAYER_BYTES: 'bytes when unpacked',
  TAR_META_BYTES: 'bytes in one header record',
  ZSTD_WINDOW_BYTES: 'bytes in a zstd window',
};

function xattrFault(name: string, reason: string): string {
  if (reason === 'size') return `the extended attribute ${shorten(name, 80)} with a value of more than 65,536 bytes`;
  if (reason === 'capability') return `the extended attribute ${name} with a value that is no file capability`;
  return name === ''
    ? 'an extended attribute without a name'
    : `an extended attribute with a name of more than 255 bytes, ${shorten(name, 40)}`;
}

/** Layers and the entries in them. */
export const layerWords: WordsFor<Codes> = {
  'layer-truncated': {
    title: ({ index }) => `Layer ${index} breaks off`,
    text: ({ index, path, offset }) =>
      path === ''
        ? `Layer ${index} breaks off at byte ${formatCount(offset)}, before its first entry.`
        : `Layer ${index} breaks off at byte ${formatCount(offset)}, inside or after ${path}.`,
    fix: RESTORE,
    engines: 'Every engine refuses it when it unpacks.',
  },
  'layer-corrupt': {
    title: ({ index }) => `Layer ${index} is damaged`,
    text: ({ index, offset, reason }) => `Layer ${index} is damaged at byte ${formatCount(offset)}: ${reason}.`,
    fix: RESTORE,
    engines: 'Every engine refuses it when it unpacks.',
  },
  'layer-trailing-data': {
    title: ({ index }) => `Layer ${index} goes on after its end`,
    text: ({ index, bytes }) => `Layer ${index} has ${formatSize(bytes)} after its end.`,
    fix: null,
    engines:
      'Behind gzip data, engines written in Go refuse; behind the end of the tar they hash it and otherwise pass over it.',
  },
  'layer-no-end-mark': {
    title: ({ index }) => `Layer ${index} lacks the end mark of a tar`,
    text: ({ index }) => `Layer ${index} lacks the end mark of a tar, or its last padding; all entries are whole.`,
    fix: null,
    engines: 'Engines written in Go accept it.',
  },
  'layer-global-header': {
    title: ({ index }) => `Layer ${index} has headers for all its entries`,
    text: ({ index, count }) =>
      count === 1
        ? `Layer ${index} has a global pax header, a record meant for all entries behind it, which not every engine passes over.`
        : `Layer ${index} has ${formatCount(count)} global pax headers, records meant for all entries behind them, which not every engine passes over.`,
    fix: 'Pack the files of the layer into a tar again.',
    engines:
      'umoci refuses “unknown typeflag”; Docker’s classic store and podman refuse two of the same name as duplicates, and make an empty folder where the name has one; containerd passes over them.',
  },
  'layer-encrypted': {
    title: ({ index }) => `Layer ${index} is encrypted`,
    text: ({ index }) => `Layer ${index} is encrypted; only the digest of its outer bytes can be checked.`,
    fix: 'With the key: skopeo copy --decryption-key KEY',
    engines: 'Docker’s classic store and skopeo refuse without the key; containerd needs a decoder set up for it.',
  },
  'layer-not-unpacked': {
    title: ({ index, kind }) => `Layer ${index} is packed with ${kind}`,
    text: ({ index, kind }) =>
      `Layer ${index} is packed with ${kind}, which Tallyman does not unpack: its stored bytes are counted, its diff ID (the digest of the unpacked layer) and its files are not.`,
    fix: 'To see inside, have the layers packed again with gzip, for example with skopeo copy, and open the result.',
    engines: 'Docker’s classic store, podman and skopeo unpack it; containerd and umoci know gzip and zstd only.',
  },
  'layer-limit-reached': {
    title: ({ index }) => `Layer ${index} was not read to its end`,
    text: ({ index, limit, value }) =>
      `Layer ${index} was not read to its end: it has more than this app reads (${formatCount(value)} ${limits[limit] ?? limit}).`,
    fix: 'Check before unpacking it: it may be a bomb.',
    engines:
      'Of a zstd window skopeo and podman take no more than 128 MiB, as Tallyman does, Docker and containerd no more than 512 MiB. Other limits are ours: engines go on.',
  },
  'decompression-ratio-extreme': {
    title: ({ index, ratio }) => `Layer ${index} grows ${formatCount(ratio)} times`,
    text: ({ index, ratio, size }) =>
      `Layer ${index} grows ${formatCount(ratio)} times when unpacked, to ${formatSize(size)}.`,
    fix: 'Check that there is room, and that you trust it, before unpacking.',
    engines: 'No engine looks.',
  },
  'entry-path-escapes': {
    title: 'An entry would leave the container',
    text: ({ index, path }) => `${path} in layer ${index} would leave the container.`,
    fix: 'Do not unpack it.',
    engines:
      'containerd, skopeo, umoci and Docker up to 28 keep it below the root; newer Docker refuses “invalid entry name”; crane never looks.',
  },
  'entry-duplicate': {
    title: ({ index }) => `A path is twice in layer ${index}`,
    text: ({ index, path }) =>
      `${path === '' ? 'The root folder' : path} is twice in layer ${index}; the last one counts.`,
    fix: 'Build the image again.',
    engines:
      'Docker’s classic store and podman refuse “duplicates of file paths not supported”, crane validate too; containerd and umoci take the last.',
  },
  'entry-name-not-utf8': {
    title: ({ index }) => `A name in layer ${index} is no text`,
    text: ({ index, path }) => `The name ${path} in layer ${index} is not UTF-8.`,
    fix: null,
    engines: 'Engines written in Go keep the bytes as they are.',
  },
  'entry-device': {
    title: ({ index }) => `Layer ${index} holds a device`,
    text: ({ index, path, major, minor }) => `${path} in layer ${index} is a device (${major}, ${minor}).`,
    fix: null,
    engines: 'Engines that run without root leave it out.',
  },
  'entry-overlay-whiteout': {
    title: 'A deletion mark that only the overlay driver knows',
    text: ({ index, path }) =>
      `${path} in layer ${index} is a deletion mark that only the overlay driver knows; the file stays elsewhere.`,
    fix: 'Build the image again with another storage driver.',
    engines: 'containerd and Docker create a device in its place.',
  },
  'entry-name-too-long': {
    title: 'A name is longer than Linux takes',
    text: ({ index, path, bytes, limit }) =>
      `${shorten(path, 160)} in layer ${index} has ${limit === 255 ? 'a part' : 'a path'} of ${formatCount(bytes)} bytes; Linux takes ${formatCount(limit)}.`,
    fix: 'Build the image again with a shorter name.',
    engines: 'containerd, Docker, podman and umoci refuse it when they unpack: file name too long.',
  },
  'entry-sparse-gnu': {
    title: 'A file is stored in GNU’s own sparse form',
    text: ({ index, path }) =>
      `${path} in layer ${index} is stored without its holes in GNU’s old form (type S), which engines do not unpack.`,
    fix: 'Pack the layer again, with GNU tar and --sparse in --format=posix or without --sparse.',
    engines: 'containerd, Docker and podman refuse “unhandled tar header type 83”, umoci “unknown typeflag”.',
  },
  'entry-xattr-invalid': {
    title: 'An extended attribute that Linux does not take',
    text: ({ index, path, name, reason }) => `${path} in layer ${index} has ${xattrFault(name, reason)}.`,
    fix: 'Build the image again without it.',
    engines: 'containerd, Docker, podman and umoci refuse it when they unpack.',
  },
  'symlink-target-invalid': {
    title: 'A link that Linux does not take',
    text: ({ index, path, bytes }) =>
      bytes === 0
        ? `${path} in layer ${index} is a symlink that leads nowhere: its target is empty.`
        : `${path} in layer ${index} is a symlink with a target of ${formatCount(bytes)} bytes; Linux takes 4,095.`,
    fix: 'Build the image again.',
    engines: 'containerd, Docker, podman and umoci refuse it when they unpack.',
  },
  'root-not-directory': {
    title: 'A layer has something else in place of the root folder',
    text: ({ index, type }) =>
      `Layer ${index} has a ${type} in place of the root folder: its name is empty, “.” or “/”.`,
    fix: 'Build the image again.',
    engines: 'Docker’s classic store, podman and umoci refuse it when they unpack; containerd passes over it.',
  },
  'hardlink-across-layers': {
    title: 'A hard link leads into a layer below',
    text: ({ index, path, target, below }) =>
      `${path} in layer ${index} is a second name (a hard link) of ${target}, which is only in layer ${below}.`,
    fix: 'Build the image again, with both names in one layer.',
    engines: 'Docker’s classic store, podman and umoci find it; containerd with the overlay driver refuses it.',
  },
  'hardlink-target-missing': {
    title: 'A hard link leads nowhere',
    text: ({ index, path, target }) => `${path} in layer ${index} links to ${target}, which is not there.`,
    fix: 'Build the image again.',
    engines: 'containerd, Docker and podman refuse it when they unpack.',
  },
  'hardlink-target-escapes': {
    title: 'A hard link leads where it must not',
    text: ({ index, path, target }) =>
      `${path} in layer ${index} links to ${target}, which is a folder or lies outside.`,
    fix: 'Do not unpack it.',
    engines: 'Docker and podman refuse it; containerd keeps it below the root.',
  },
  'parent-not-directory': {
    title: 'A file stands where a folder should be',
    text: ({ index, path, parent }) => `${path} in layer ${index} lies in ${parent}, which is no folder.`,
    fix: 'Build the image again.',
    engines:
      'Docker’s classic store, podman and umoci refuse it when they unpack: not a directory. containerd does within one layer; on overlay it does not look into the layers below.',
  },
  'secret-deleted-later': {
    title: 'A deleted secret is still in the image',
    text: ({ path, index }) =>
      `${path} looks like a key or password. A later layer deletes it, but layer ${index} still has it.`,
    fix: 'Change the secret, and build without it: with a build secret, or in an earlier stage.',
    engines: 'No engine looks. Everyone who has the image can read it.',
  },
  'whiteout-invalid': {
    title: 'A deletion mark has no name',
    text: ({ index, path, dir }) =>
      `${path} in layer ${index} is a deletion mark without a name; some engines then delete the whole folder ${dir === '' ? 'at the top' : dir}.`,
    fix: 'Do not unpack it.',
    engines: 'containerd and umoci refuse it; podman and Docker accept it and delete the folder itself.',
  },
  'whiteout-after-entry': {
    title: 'A path is added and deleted in one layer',
    text: ({ index, path }) =>
      `${path} is added and then deleted in layer ${index}: tools differ on whether it survives, and containerd refuses the layer.`,
    fix: 'Build the image again.',
    engines:
      'By the specification and in umoci it stays; podman and Docker delete it; containerd on overlay refuses “file exists”, on other snapshotters it deletes it.',
  },
  'whiteout-folder-unnamed': {
    title: 'A deleted folder is filled again without an entry of its own',
    text: ({ index, path }) =>
      `Layer ${index} deletes ${path} and then puts something into it, without an entry for the folder itself; containerd refuses the layer.`,
    fix: 'Build the image again, with an entry for the folder.',
    engines:
      'containerd on overlay refuses “not a directory”; Docker’s classic store, podman and umoci make the folder.',
  },
};
