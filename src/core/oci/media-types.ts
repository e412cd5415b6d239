import { ARTIFACT_MEDIA_TYPES, EXACT_MEDIA_TYPES } from './media-type-table.ts';
import type { MediaTypeKind } from './media-type-table.ts';

/** What a media type announces. */
export interface MediaTypeInfo {
  readonly kind: MediaTypeKind;
  readonly family: 'oci' | 'docker' | null;
  /** Of a layer; null for what is none. Docker's plain type may hide compressed data all the same. */
  readonly compression: 'none' | 'gzip' | 'zstd' | null;
  /** Layers that are fetched from their vendor instead of being passed on. */
  readonly foreign: boolean;
  readonly encrypted: boolean;
  /** In plain words, to stand in a sentence: "a layer, packed with gzip". */
  readonly label: string;
}

const OCI_LAYER = /^application\/vnd\.oci\.image\.layer\.(nondistributable\.)?v1\.tar(?:\+(gzip|zstd))?(\+encrypted)?$/;
const DOCKER_LAYER =
  /^application\/vnd\.docker\.image\.rootfs\.(foreign\.)?diff\.tar(?:\.(gzip|zstd))?(\+enc|\+encrypted)?$/;

/** A dump has few types and asks for them thousands of times. */
const ASKED = 256;
const ASKED_CHARACTERS = 256;
const asked = new Map<string, MediaTypeInfo | null>();

/**
 * What a media type announces; null for one that is not known here. Types are compared exactly, as engines do.
 * @see OCI image-spec, media-types.md; distribution, manifest-v2-2.md
 */
export function mediaTypeInfo(value: string): MediaTypeInfo | null {
  const known = asked.get(value);
  if (known !== undefined) return known;
  const info = lookUp(value);
  if (asked.size < ASKED && value.length <= ASKED_CHARACTERS) asked.set(value, info);
  return info;
}

function lookUp(value: string): MediaTypeInfo | null {
  const plain = { compression: null, foreign: false, encrypted: false } as const;
  const exact = EXACT_MEDIA_TYPES.get(value);
  if (exact) return { ...plain, kind: exact[0], family: exact[1], label: exact[2] };
  const layer = layerInfo(OCI_LAYER.exec(value), 'oci') ?? layerInfo(DOCKER_LAYER.exec(value), 'docker');
  if (layer) return layer;
  for (const [prefix, kind, label] of ARTIFACT_MEDIA_TYPES) {
    if (value.startsWith(prefix)) return { ...plain, kind, family: null, label };
  }
  return null;
}

function layerInfo(match: RegExpExecArray | null, family: 'oci' | 'docker'): MediaTypeInfo | null {
  if (!match) return null;
  const compression = match[2] === 'gzip' || match[2] === 'zstd' ? match[2] : 'none';
  const foreign = match[1] !== undefined;
  const encrypted = match[3] !== undefined;
  const packing = compression === 'none' ? 'a plain tar' : `a tar packed with ${compression}`;
  const label = `a layer, ${packing}${encrypted ? ', encrypted' : ''}${foreign ? ', fetched from its vendor' : ''}`;
  return { kind: 'layer', family, compression, foreign, encrypted, label };
}
