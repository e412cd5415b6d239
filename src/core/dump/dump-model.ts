import type { ByteSource } from '../bytes/byte-source.ts';

export type ContainerKind = 'folder' | 'tar' | 'tar+gzip' | 'tar+zstd';

/** Ids of DIALECTS §1; never changed once released. */
export type DialectId =
  | 'oci-layout'
  | 'artifact'
  | 'buildkit-oci'
  | 'docker-oci'
  | 'docker-25'
  | 'containerd'
  | 'buildkit-docker'
  | 'docker-1.10'
  | 'skopeo-docker-archive'
  | 'crane-tarball'
  | 'jib'
  | 'nix'
  | 'docker-1'
  | 'skopeo-dir'
  | 'blobs-only'
  | 'sif'
  | 'rootfs'
  | 'unknown';

/** What a file is in its dump; REPORT `role`. */
export type FileRole =
  | 'image-manifest'
  | 'image-index'
  | 'image-config'
  | 'layer'
  | 'legacy-v1-config'
  | 'attestation'
  | 'artifact-manifest'
  | 'artifact-blob'
  | 'oci-layout'
  | 'index'
  | 'docker-manifest'
  | 'repositories'
  | 'legacy-version'
  | 'legacy-layer-json'
  | 'skopeo-version'
  | 'unreferenced'
  | 'foreign';

/** One file of the dump. `path` is relative to the root, `/`-separated, undecodable bytes as `\xNN`. */
export interface DumpFile {
  readonly path: string;
  /** Bytes of what is read under this path: of the target for a link that stays inside. */
  readonly size: number;
  /** Null when there is nothing to read: a link to nothing, a device, a file that could not be opened. */
  readonly source: ByteSource | null;
  /** `dir` only where an entry file is expected. */
  readonly kind: 'file' | 'symlink' | 'hardlink' | 'dir' | 'fifo' | 'char' | 'block';
  /** As written, for links. */
  readonly linkTarget: string | null;
  /** Path of the file whose bytes a link shows; null for a file, or when it leads nowhere. */
  readonly resolvesTo: string | null;
  readonly modifiedMs: number | null;
  /** Where the content starts in the (unpacked) archive; null in a folder. */
  readonly archiveOffset: number | null;
  readonly role: FileRole;
  /** Declared by a descriptor, or implied by the dialect. */
  readonly mediaType: string | null;
}

/** One thing that made us name the dialect, or that speaks against it. `text` is a sentence; `path` where it was seen. */
export interface Evidence {
  readonly supports: boolean;
  readonly text: string;
  readonly path: string | null;
}

export type Relation =
  /** index → manifest or nested index; manifest.json of a `dir:` counts as an index there */
  | 'manifest'
  | 'config'
  | 'layer'
  /** config → layer, through rootfs.diff_ids */
  | 'diff-id'
  /** manifest.json LayerSources key, and the digest inside */
  | 'layer-source'
  /** repositories → top layer; in a dump from before 1.10 → the `json` of the top layer's folder */
  | 'repository'
  /** v1 json → json of the parent folder; also manifest.json Parent */
  | 'parent'
  | 'subject'
  /** attestation manifest descriptor → image manifest (vnd.docker.reference.digest), in-toto subject */
  | 'attests'
  /** artifact blob, statement, signature */
  | 'blob'
  /** archive link → file it shows */
  | 'link';

/** An arrow of the map. Counted in `checked.references`, apart from `link`. */
export interface Reference {
  readonly from: string;
  /**
   * RFC 6901 into `from`, of the text that names the target: `/manifests/0/digest`, `/0/Layers/1`, `/rootfs/diff_ids/0`;
   * for a LayerSources key, of its value; empty for a link, and from a v1 `json` to the layer beside it.
   */
  readonly pointer: string;
  readonly relation: Relation;
  /** The digest as written, malformed or not; null where a path is named. */
  readonly digest: string | null;
  /** Where the target lies or should lie; null when the digest is malformed. */
  readonly path: string | null;
  readonly present: boolean;
  /** Bytes as the descriptor says; null when it does not. */
  readonly size: number | null;
  readonly mediaType: string | null;
  /** Absence is legal: subject, foreign layer, platform that was never pulled. */
  readonly optional: boolean;
  /** Short words beside the arrow: `manifests[0], tag latest`. */
  readonly label: string;
}

export interface ImageLayer {
  /** As declared, null in a v1 dump or docker-archive (names carry no digest there). */
  readonly digest: string | null;
  /** Where it lies or should lie; empty when a malformed digest gives no place. */
  readonly path: string;
  readonly present: boolean;
  readonly size: number | null;
  readonly mediaType: string | null;
  /** From the config; null when it has none at this place. */
  readonly diffId: string | null;
  /** Over the declared diff IDs; null when one is missing or malformed. */
  readonly chainId: string | null;
  readonly encrypted: boolean;
  readonly foreign: boolean;
  /** The history entry that made it, `created_by` as written. */
  readonly createdBy: string | null;
  /** Legacy v1 id, where the dump says or implies it. */
  readonly v1Id: string | null;
}

/** One image that can be loaded: a manifest with an image config, or an entry of manifest.json, or a v1 chain. */
export interface DumpImage {
  readonly tags: readonly string[];
  readonly platform: string | null;
  readonly manifestPath: string | null;
  readonly manifestDigest: string | null;
  readonly configPath: string | null;
  readonly configDigest: string | null;
  readonly created: string | null;
  readonly layers: readonly ImageLayer[];
  /** Which entry files lead here: `index.json`, `manifest.json`, `repositories`. */
  readonly entryPoints: readonly string[];
  /** What it would run, for people: entry point and command joined; null when none. */
  readonly command: string | null;
}

/** A platform of an index whose content is absent, whole or in part. */
export interface AbsentPlatform {
  readonly platform: string;
  readonly digest: string;
  /** Paths that are missing. */
  readonly missing: readonly string[];
  /** Some of its own content is here. */
  readonly partial: boolean;
  readonly indexPath: string;
  readonly pointer: string;
}

/**
 * Proof that an unreferenced blob is Docker's legacy v1 description (DIALECTS §0). `<v1 id>/json` files of docker archives
 * are here too: their names claim no digest, so `identity` is the most that can be shown.
 */
export interface LegacyProof {
  readonly path: string;
  /** The blob's own `id`, hex. */
  readonly id: string;
  /** `identity`: id recomputed from the blob and a chain ID; `rebuilt`: also the whole file rebuilt from the config alone; `shape`: neither. */
  readonly proof: 'rebuilt' | 'identity' | 'shape';
  /** Where the layer stands: place in `images`, and layer counted from 1; null for `shape`. */
  readonly image: number | null;
  readonly layer: number | null;
  readonly chainId: string | null;
  /** The text whose SHA-256 is `id`; null for `shape`. */
  readonly hashInput: string | null;
  /** The text rebuilt from config and layers whose SHA-256 is the file's name; null unless `rebuilt`. */
  readonly rebuilt: string | null;
}

/** What could not be used as an archive or folder, by its first bytes. */
export type InputKind =
  | 'folder'
  | 'tar'
  | 'gzip'
  | 'zstd'
  | 'xz'
  | 'bzip2'
  | 'zip'
  | '7z'
  | 'html'
  | 'json'
  | 'git-lfs'
  | 'sif'
  | 'layer-tar'
  | 'empty'
  | 'utf-16-text'
  | 'unknown';

/** A fault of the outer archive that a rule turns into a finding. */
export type ArchiveFault =
  | { readonly kind: 'truncated'; readonly path: string; readonly have: number; readonly want: number }
  | { readonly kind: 'duplicate'; readonly path: string; readonly count: number; readonly same: boolean }
  | { readonly kind: 'escapes'; readonly path: string }
  | { readonly kind: 'invalid'; readonly offset: number; readonly reason: string }
  | { readonly kind: 'no-end-mark' }
  | { readonly kind: 'trailing'; readonly packing: 'gzip' | 'zstd'; readonly bytes: number };

/** The structure of a dump: everything that is known before a byte is hashed. Plain data apart from the sources. */
export interface DumpModel {
  readonly name: string;
  readonly inputKind: InputKind;
  readonly container: ContainerKind | null;
  /** Where in what was opened the dump lies: `dump/` when its parent was picked, else empty. */
  readonly root: string;
  /** Other places with an entry point, when more than one was found and none is at the top. */
  readonly otherRoots: readonly string[];
  readonly dialect: DialectId;
  /** In words; null when unknown. */
  readonly producer: string | null;
  readonly evidence: readonly Evidence[];
  /** Sorted by path (code units). */
  readonly files: readonly DumpFile[];
  /** Every folder below the root, with no trailing slash, sorted. */
  readonly folders: readonly string[];
  /** Files that were opened with it but lie outside the root. */
  readonly outsideFiles: number;
  readonly references: readonly Reference[];
  readonly images: readonly DumpImage[];
  readonly absentPlatforms: readonly AbsentPlatform[];
  readonly legacyProofs: readonly LegacyProof[];
  readonly archiveFaults: readonly ArchiveFault[];
  /** Files that could not be opened while looking: path and reason. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}
