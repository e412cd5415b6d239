/**
 * One entry per finding: its code, and the facts its text needs; each code has its page in docs/findings.
 * Numbers are bytes unless the name says otherwise; `index` is a layer's place in its image, counted from 1; beside it,
 * `path` is the entry inside that layer. Codes are never renamed after a release.
 */
export interface FindingArgs {
  // Layout and container
  'nothing-recognised': { found: string };
  'wrapped-folder': { path: string };
  'layout-marker-missing': Record<string, never>;
  'layout-marker-invalid': { reason: string };
  'layout-version-unknown': { version: string };
  'index-missing': { hasManifest: boolean };
  'index-empty': Record<string, never>;
  'index-entries-unnamed': { count: number };
  'index-self-reference': { path: string };
  'index-nested-deep': { path: string };
  'blobs-dir-missing': Record<string, never>;
  'docker-manifest-missing': Record<string, never>;
  'legacy-v1-only': Record<string, never>;
  'entry-point-not-file': { path: string; kind: string };
  'stray-file': { path: string };
  'archive-truncated': { path: string; have: number; want: number };
  'archive-corrupt': { offset: number; reason: string };
  'archive-duplicate-entry': { path: string; count: number; same: boolean };
  'archive-entry-escapes': { path: string };
  'archive-compressed': { kind: string };
  'archive-no-end-mark': Record<string, never>;
  'archive-trailing-data': { kind: 'gzip' | 'zstd'; bytes: number };
  'file-unreadable': { path: string; reason: string };
  'file-not-checked': { path: string; reason: string };
  'findings-left-out': { code: string; count: number };

  // JSON
  'json-invalid': { path: string; line: number; column: number; reason: string };
  'json-bom': { path: string };
  'json-duplicate-key': { path: string; pointer: string; key: string };
  'json-key-case': { path: string; pointer: string; key: string; known: string };
  'json-trailing-data': { path: string; offset: number; line: number; column: number };
  'json-too-large': { path: string; size: number; limit: number };
  'json-not-utf8': { path: string; offset: number; line: number; column: number };
  'json-type-mismatch': { path: string; pointer: string; want: string; have: string };
  'schema-version-wrong': { path: string; have: string };
  'schema1-manifest': { path: string };

  // Descriptors and blobs
  'descriptor-field-missing': { pointer: string; field: string };
  'media-type-missing': { pointer: string; guess: string | null };
  'media-type-syntax': { pointer: string; value: string };
  'media-type-unknown': { pointer: string; value: string };
  'media-type-mismatch': { path: string; said: string; found: string };
  'media-type-flavour': { path: string; said: string; found: string };
  'media-type-mixed': { path: string; family: 'oci' | 'docker'; part: 'config' | 'layer'; found: string };
  'media-type-compression-mismatch': { pointer: string; said: string; found: string };
  'part-type-wrong': { pointer: string; part: 'config' | 'layer'; value: string };
  'manifest-ambiguous': { path: string; fields: readonly string[] };
  'digest-malformed': { pointer: string; value: string; reason: string; place: number; nearest: string | null };
  'digest-algorithm-unsupported': { value: string; algorithm: string; checked: boolean };
  'size-invalid': { pointer: string; value: string };
  'size-mismatch': { path: string; want: number; have: number };
  'descriptor-data-mismatch': { pointer: string };
  'blob-missing': { digest: string; role: string; referrer: string; size: number | null };
  'blob-renamed': { digest: string; path: string };
  'name-case-differs': { want: string; have: string };
  'platform-not-included': { platform: string; digest: string };
  'platform-incomplete': { platform: string; missing: readonly string[] };
  'blob-digest-mismatch': { path: string; computed: string; role: string; want: number | null; have: number };
  'blob-name-invalid': { path: string };
  'blob-unreferenced': { path: string; kind: string; size: number };
  'blob-legacy-v1': { path: string; layer: number; id: string };
  'blob-legacy-v1-unproved': { path: string };
  'foreign-layer': { digest: string; urls: readonly string[]; present: boolean };

  // Index, platforms, attestations, referrers
  'artifact-type-missing': { path: string };
  'artifact-manifest-withdrawn': { path: string };
  'empty-descriptor-wrong': { pointer: string };
  'ref-name-duplicate': { name: string; digests: readonly string[] };
  'ref-name-invalid': { value: string };
  'platform-duplicate': { platform: string; digests: readonly string[] };
  'config-platform-mismatch': { said: string; found: string };
  'attestation-subject-missing': { digest: string };
  'attestation-subject-mismatch': { want: string; have: string };
  'subject-missing': { digest: string; referrer: string };

  // Config
  'config-invalid': { path: string; reason: string };
  'rootfs-type-wrong': { value: string };
  'config-platform-missing': { field: string };
  'diff-ids-count-mismatch': { want: number; have: number };
  'diff-id-mismatch': { index: number; want: string; have: string };
  'diff-ids-reordered': { order: readonly number[] };
  'history-count-mismatch': { want: number; have: number };
  'secret-in-config': { pointer: string; kind: string };
  'env-malformed': { value: string };

  // Layers
  'layer-truncated': { index: number; path: string; offset: number };
  'layer-corrupt': { index: number; offset: number; reason: string };
  'layer-trailing-data': { index: number; bytes: number };
  'layer-no-end-mark': { index: number };
  'layer-global-header': { index: number; count: number };
  'layer-encrypted': { index: number };
  'layer-not-unpacked': { index: number; kind: 'bzip2' | 'xz' };
  'layer-limit-reached': { index: number; limit: string; value: number };
  'decompression-ratio-extreme': { index: number; ratio: number; size: number };
  'entry-path-escapes': { index: number; path: string };
  'entry-duplicate': { index: number; path: string };
  'entry-name-not-utf8': { index: number; path: string };
  'entry-device': { index: number; path: string; major: number; minor: number };
  'entry-overlay-whiteout': { index: number; path: string };
  'entry-name-too-long': { index: number; path: string; bytes: number; limit: number };
  'entry-sparse-gnu': { index: number; path: string };
  'entry-xattr-invalid': { index: number; path: string; name: string; reason: 'name' | 'size' | 'capability' };
  'symlink-target-invalid': { index: number; path: string; bytes: number };
  'root-not-directory': { index: number; type: string };
  'hardlink-across-layers': { index: number; path: string; target: string; below: number };
  'hardlink-target-missing': { index: number; path: string; target: string };
  'hardlink-target-escapes': { index: number; path: string; target: string };
  'parent-not-directory': { index: number; path: string; parent: string };
  'secret-deleted-later': { path: string; index: number };
  'whiteout-invalid': { index: number; path: string; dir: string };
  'whiteout-after-entry': { index: number; path: string };
  'whiteout-folder-unnamed': { index: number; path: string };

  // Docker's and skopeo's own files
  'docker-manifest-invalid': { reason: string };
  'docker-manifest-many': { count: number };
  'docker-file-missing': { path: string; role: string };
  'docker-path-escapes': { path: string };
  'docker-path-unclean': { path: string; clean: string };
  'docker-layer-path-reused': { path: string };
  'docker-config-name-mismatch': { path: string; computed: string };
  'repo-tag-malformed': { value: string };
  'repo-tag-duplicate': { tag: string };
  'repositories-disagrees': { name: string; want: string | null; have: string | null };
  'layer-sources-mismatch': { diffId: string; field: string };
  'docker-oci-disagree': {
    detail: 'config' | 'layers' | 'names';
    name: string;
    docker: string | null;
    oci: string | null;
  };
  'v1-parent-broken': { id: string; parent: string };
  'dir-version-unknown': { value: string };
}
export type FindingCode = keyof FindingArgs;
export type Severity = 'error' | 'warning' | 'note';

/** `path` is inside the dump, null for the whole of it. `FindingOf<C>` keeps the code and the arguments of one finding together. */
export type FindingOf<C extends FindingCode> = {
  [K in C]: {
    readonly code: K;
    readonly severity: Severity;
    readonly path: string | null;
    readonly digest?: string;
    /** RFC 6901, into the JSON of `path`. */
    readonly pointer?: string;
    /** Inside a layer. */
    readonly entry?: string;
    readonly args: Readonly<FindingArgs[K]>;
  };
}[C];
export type Finding = FindingOf<FindingCode>;
