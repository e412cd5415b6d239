/** Every size limit and its reason. Bytes unless the name says otherwise. */

/** A JSON document we parse whole: above every engine's own limit (20 MiB), so that we can say what it refuses. */
export const JSON_BYTES = 32 * 2 ** 20;
/** A blob that nothing names is parsed to see what it is only up to here; real ones are a few KiB. */
export const SNIFFED_JSON_BYTES = 4 * 2 ** 20;
/** All parsed documents of one dump together: a thousand images with their attestations stay below. */
export const DOCUMENTS_BYTES = 128 * 2 ** 20;
/** References of one dump: beyond this a list of them no longer fits a page's memory. */
export const DUMP_REFERENCES = 500_000;
/** Nesting: Go's decoder stops at 10,000; no real document passes 20. Deeper would cost stack, not knowledge. */
export const JSON_DEPTH = 512;
/** Values in one document: bounds the memory of its tree to some 200 MB. */
export const JSON_NODES = 1_000_000;
/** One pax extended header or GNU long name; real ones are below 10 KiB. */
export const TAR_META_BYTES = 2 ** 20;
/** Entries of one layer: columns of 10 million entries are about 1 GB. Real layers stay below 500,000. */
export const LAYER_ENTRIES = 10_000_000;
/** Names and link targets of one layer together; offsets into them are unsigned 32-bit. */
export const LAYER_NAME_BYTES = 2 ** 30;
/** Names of owners and extended attributes of one layer, each combination once. A signature on every file of a large image makes some 20 MiB. */
export const LAYER_ATTRIBUTE_BYTES = 256 * 2 ** 20;
/** Entries of one dump archive, folders and links among them: the list is kept as objects, some 300 bytes each. */
export const ARCHIVE_ENTRIES = 400_000;
/** Names and link targets of one dump archive together; real ones stay below 1 MiB. */
export const ARCHIVE_NAME_BYTES = 64 * 2 ** 20;
/** Paths of one merged file tree, folders that no entry names included: each costs some 130 bytes. Real ones stay below 1,000,000. */
export const ROOTFS_PATHS = 10_000_000;
/** Names in it, each part once: where they end is kept in 32 bits. A million real ones take some 15 MiB. */
export const ROOTFS_NAME_BYTES = 2 ** 32 - 1;
/** Files of one dump: beyond this the list itself no longer fits a page's memory. */
export const DUMP_FILES = 200_000;
/** Folders below each other in a picked folder. */
export const FOLDER_DEPTH = 64;
/** A layer that unpacks to more is not followed further (a bomb); real layers stay below 100 GB. */
export const UNCOMPRESSED_LAYER_BYTES = 2 ** 40;
/** A packed archive is unpacked into the browser's storage up to here; larger ones must be unpacked by hand. */
export const UNCOMPRESSED_ARCHIVE_BYTES = 64 * 2 ** 30;
/** Bytes shown at once in a viewer. */
export const PREVIEW_BYTES = 256 * 2 ** 10;
/** Nested image indexes; real ones have two levels. */
export const INDEX_DEPTH = 16;
/** Findings of one code in one report; the rest is counted in the last of them. */
export const FINDINGS_PER_CODE = 1_000;
/** A window of a zstd frame: what the reference tool takes with --long=31 is 2 GiB; browsers cannot hold that. */
export const ZSTD_WINDOW_BYTES = 128 * 2 ** 20;
/** Entries of an archive inside a layer that are listed; the rest is counted where its format says how many there are. */
export const LISTED_ENTRIES = 100_000;
/** Pieces of one sparse file: real ones have some thousand. Each takes 24 bytes of memory. */
export const SPARSE_PIECES = 1_000_000;
/** An image that is shown: above, decoding it could take a browser down. */
export const SHOWN_IMAGE_BYTES = 32 * 2 ** 20;
/** Pixels of an image that is shown, four bytes each: its file may be a thousand times smaller than that. */
export const SHOWN_IMAGE_PIXELS = 64 * 2 ** 20;
/** Texts whose lines are compared; larger ones are compared as bytes. */
export const COMPARED_TEXT_BYTES = 2 * 2 ** 20;
/** Certificates of one file that are read: the bundle of a distribution has 150 in 220 KiB. */
export const CERTIFICATE_FILE_BYTES = 2 ** 20;
/** A table of an executable (program headers, sections, names, needed libraries) is read up to here. */
export const EXECUTABLE_TABLE_BYTES = 2 ** 20;
/** Places that one search lists: more nobody reads; it says that there are more. */
export const SEARCH_HITS = 10_000;
/** Characters of what is searched for. */
export const SEARCH_PATTERN_CHARACTERS = 1_000;
/** Steps of a compiled regular expression: bounds the work on each byte, `\w{1000}` reaches it. */
export const REGEX_STEPS = 4_000;
/** Names that could not be saved, listed one by one; the rest is counted. */
export const SAVE_SKIPS = 10_000;
